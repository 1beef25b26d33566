import ClaimEntryDomain
import Contracts
import Foundation
import Postgres
import Vocabulary

/// A claim as its rows hold it, before what others said is read.
struct StoredClaim: Sendable {
    let claimID: ClaimID
    let participantID: ParticipantID
    let mission: String
    let openings: [(code: String, reason: String?)]
    let withdrawn: (at: Date, reason: String)?
    let amended: (at: Date, changes: [String])?
    let entry: String
    let person: EntryPerson
    let submission: StoredSubmission?
    let holder: ClaimHolder
    let savedAt: Date?
}

/// Who the claim belongs to, as papers name the person.
struct ClaimHolder: Sendable {
    let number: String
    let name: String
}

struct StoredSubmission: Sendable {
    let number: Int
    let performed: Bool
    let body: String
    let sentAt: Date
}

/// The claims of one participant, in the order of their missions.
struct SelectClaims: Statement {
    static let sql = """
        \(StoredClaimRow.columns) WHERE c.participant_id = $1 ORDER BY c.mission -> 'slots' -> 0 ->> 'day', c.claim_id
        """
    let participant: UUID
    var bindings: [SQLValue] { [.uuid(participant)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> StoredClaim { try StoredClaimRow.decode(row) }
}

/// One claim of one participant. A statement of its own: with a condition that may be absent the server would plan it
/// anew each time.
struct SelectClaim: Statement {
    static let sql = "\(StoredClaimRow.columns) WHERE c.claim_id = $2 AND c.participant_id = $1"
    let participant: UUID
    let claim: ClaimID
    var bindings: [SQLValue] { [.uuid(participant), .uuid(claim.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> StoredClaim { try StoredClaimRow.decode(row) }
}

/// What both read.
private enum StoredClaimRow {
    static let columns = """
        SELECT c.claim_id, c.participant_id, c.mission, c.indemnity_opening, c.indemnity_reason, c.travel_opening,
               c.travel_reason, c.withdrawn_at, c.withdrawn_reason, c.entry, p.home_code, p.home_name, p.school_code,
               p.school_name, p.status, c.submission, s.performed, s.body, s.sent_at, p.number,
               p.given_name || ' ' || p.family_name, c.entry_saved_at, c.amended_at, c.amended_changes
          FROM claim_entry.claim c
          JOIN claim_entry.person p ON p.participant_id = c.participant_id
          LEFT JOIN claim_entry.submission s ON s.claim_id = c.claim_id AND s.number = c.submission
        """

    static func decode(_ row: borrowing Row) throws(PostgresError) -> StoredClaim {
        var withdrawn: (at: Date, reason: String)?
        if let at = try row.optionalTimestamp(7) { withdrawn = (at, try row.text(8)) }
        var amended: (at: Date, changes: [String])?
        if let at = try row.optionalTimestamp(22) { amended = (at, try row.textArray(23)) }
        var submission: StoredSubmission?
        if let performed = try row.optionalBool(16) {
            submission = StoredSubmission(
                number: try row.int(15), performed: performed, body: try row.json(17), sentAt: try row.timestamp(18))
        }
        let home = try SelectPeople.commune(row, 10)
        let school = try row.isNull(12) ? nil : try SelectPeople.commune(row, 12)
        return StoredClaim(
            claimID: ClaimID(rawValue: try row.uuid(0)), participantID: ParticipantID(rawValue: try row.uuid(1)),
            mission: try row.json(2),
            openings: [
                (try row.text(3), try row.optionalText(4)), (try row.text(5), try row.optionalText(6)),
            ],
            withdrawn: withdrawn, amended: amended, entry: try row.json(9),
            person: EntryPerson(home: home, school: school, status: try row.text(14)), submission: submission,
            holder: ClaimHolder(number: try row.text(19), name: try row.text(20)),
            savedAt: try row.optionalTimestamp(21))
    }
}

/// Holds one claim until the end of the transaction.
struct LockClaim: Command {
    static let sql = "SELECT FROM claim_entry.claim WHERE claim_id = $1 FOR UPDATE"
    let claim: ClaimID
    var bindings: [SQLValue] { [.uuid(claim.rawValue)] }
}

/// What others said about claims, in the order of each stream.
struct SelectSaid: Statement {
    static let sql = """
        SELECT claim_id, fact, body
          FROM claim_entry.said
         WHERE claim_id = ANY ($1)
         ORDER BY claim_id, family, number
        """
    let claims: [ClaimID]
    var bindings: [SQLValue] { [.uuidArray(claims.map(\.rawValue))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (claim: ClaimID, fact: String, body: String) {
        (ClaimID(rawValue: try row.uuid(0)), try row.text(1), try row.json(2))
    }
}

/// Keeps what was typed, as typed.
struct UpdateEntry: Command {
    static let sql = """
        UPDATE claim_entry.claim
           SET entry = $2::json, entry_saved_at = $3, submission = $4, version = version + 1
         WHERE claim_id = $1
        """
    let claim: ClaimID
    let entry: String
    let savedAt: Date
    /// The number of the latest submission.
    let submission: Int
    var bindings: [SQLValue] {
        [.uuid(claim.rawValue), .json(entry), .timestamp(savedAt), .int(Int64(submission))]
    }
}

struct InsertSubmission: Command {
    static let sql = """
        INSERT INTO claim_entry.submission (claim_id, number, performed, body, sent_at)
        VALUES ($1, $2, $3, $4::json, $5)
        """
    let claim: ClaimID
    let submission: StoredSubmission
    var bindings: [SQLValue] {
        [
            .uuid(claim.rawValue), .int(Int64(submission.number)), .bool(submission.performed),
            .json(submission.body), .timestamp(submission.sentAt),
        ]
    }
}
