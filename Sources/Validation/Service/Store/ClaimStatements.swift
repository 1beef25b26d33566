import Contracts
import Foundation
import Postgres
import Tariffs
import ValidationDomain
import Vocabulary

/// Opens the file of a claim; of an amended convocation, brings the file that nothing was sent for to its new version.
struct InsertClaim: Command {
    static let sql = """
        INSERT INTO validation.claim AS known
            (claim_id, convocation_id, participant_id, office, session, exam, kind, mission, indemnity, travel, state)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'announced')
        ON CONFLICT (claim_id) DO UPDATE
           SET office = excluded.office, session = excluded.session, exam = excluded.exam, kind = excluded.kind,
               mission = excluded.mission, indemnity = excluded.indemnity, travel = excluded.travel,
               state = 'announced', version = known.version + 1
         WHERE known.state IN ('announced', 'cancelled') AND known.submission = 0
        """
    let claim: ClaimPrepared
    var bindings: [SQLValue] {
        let mission = claim.mission
        return [
            .uuid(claim.claimID.rawValue), .uuid(claim.convocationID.rawValue),
            .uuid(claim.participantID.rawValue), .text(mission.office), .text(mission.session),
            .text(mission.exam.code), .text(mission.kind.code), JSONColumn.write(mission),
            .text(claim.indemnity.code), .text(claim.travel.code),
        ]
    }
}

/// Everything about one claim that a decision needs.
struct ClaimFile: Sendable {
    let claimID: ClaimID
    let convocationID: ConvocationID
    let participantID: ParticipantID
    let office: String
    let mission: MissionDescription
    let indemnity: TrackOpening
    let travel: TrackOpening
    let state: FileState
    let version: Int64
    let submission: Int
    let decision: Int
    let trip: Trip?
    let carAuthorised: Bool?
    let remark: String?
    let notPerformedReason: String?
    let attention: [String]
    let since: Date
    let name: String
    let number: String
    /// Nil as long as the person's registration is on its way.
    let person: PersonFacts?
    var cheapestFare: Money?
    /// When it was sent for the first time.
    let claimedOn: CalendarDay?
}

/// In the order of their identifiers.
struct SelectClaim: Statement {
    static let sql = """
        SELECT claim.claim_id, convocation_id, claim.participant_id, office, mission, indemnity, travel, claim.state,
               version, submission, decision, trip, car_authorised, remark, not_performed_reason, attention, since,
               coalesce(person.given_name || ' ' || person.family_name, ''), coalesce(person.number, ''),
               person.home, person.school, person.status, cheapest_fare_cents, claimed_on
          FROM validation.claim AS claim
          LEFT JOIN validation.person AS person ON person.participant_id = claim.participant_id
         WHERE claim.claim_id = ANY ($1)
         ORDER BY claim.claim_id
        """
    let claims: [ClaimID]

    init(claims: [ClaimID]) { self.claims = claims }
    init(claim: ClaimID) { claims = [claim] }

    var bindings: [SQLValue] { [.uuidArray(claims.map(\.rawValue))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ClaimFile {
        let trip = try row.optionalJSON(11)
        return ClaimFile(
            claimID: ClaimID(rawValue: try row.uuid(0)), convocationID: ConvocationID(rawValue: try row.uuid(1)),
            participantID: ParticipantID(rawValue: try row.uuid(2)), office: try row.text(3),
            mission: try JSONColumn.mission(try row.json(4), column: 4),
            indemnity: TrackOpening(code: try row.text(5)), travel: TrackOpening(code: try row.text(6)),
            state: try FileState.read(try row.text(7)), version: try row.int64(8), submission: try row.int(9),
            decision: try row.int(10), trip: trip == nil ? nil : try JSONColumn.read(Trip.self, trip ?? "", column: 11),
            carAuthorised: try row.optionalBool(12), remark: try row.optionalText(13),
            notPerformedReason: try row.optionalText(14), attention: try row.textArray(15),
            since: try row.timestamp(16), name: try row.text(17), number: try row.text(18),
            person: try PersonColumns.read(row, from: 19),
            cheapestFare: try row.optionalInt64(22).map { Money(cents: $0) },
            claimedOn: try row.optionalDate(23).flatMap { CalendarDay($0) })
    }
}

extension FileState {
    static func read(_ text: String) throws(PostgresError) -> FileState {
        guard let state = FileState(rawValue: text) else {
            throw PostgresError(
                code: .decoding(column: 0, expected: "FileState"), statement: "claim state", message: "unknown state")
        }
        return state
    }
}

/// Takes the claim for this transaction, before it is read.
struct LockClaim: Statement {
    static let sql = "SELECT version FROM validation.claim WHERE claim_id = $1 FOR UPDATE"
    let claim: ClaimID
    var bindings: [SQLValue] { [.uuid(claim.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int64 { try row.int64(0) }
}

struct UpdateState: Command {
    static let sql = """
        UPDATE validation.claim
           SET state = $2, version = version + 1, decision = $3, since = $4
         WHERE claim_id = $1
        """
    let claim: ClaimID
    let state: FileState
    let decision: Int
    let at: Date
    var bindings: [SQLValue] {
        [.uuid(claim.rawValue), .text(state.rawValue), .int(Int64(decision)), .timestamp(at)]
    }
}

struct UpdateCheapestFare: Command {
    static let sql = "UPDATE validation.claim SET cheapest_fare_cents = $2 WHERE claim_id = $1"
    let claim: ClaimID
    let fare: Money
    var bindings: [SQLValue] { [.uuid(claim.rawValue), .int(fare.cents)] }
}

struct InsertDecision: Command {
    static let sql = """
        INSERT INTO validation.decision (claim_id, decision, kind, account_id, account_name, decided_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """
    let claim: ClaimID
    let decision: Int
    let kind: String
    let officer: Officer
    let at: Date
    var bindings: [SQLValue] {
        [
            .uuid(claim.rawValue), .int(Int64(decision)), .text(kind), .uuid(officer.account), .text(officer.name),
            .timestamp(at),
        ]
    }
}

/// One thing that an officer did with a claim.
struct PastDecision: Sendable {
    /// `certified`, `returned` or `closed`.
    let kind: String
    let account: UUID
    let name: String
    let at: Date
}

/// Who decided what, from the first to the last.
struct SelectDecisions: Statement {
    static let sql = """
        SELECT kind, account_id, account_name, decided_at FROM validation.decision
         WHERE claim_id = $1 ORDER BY decided_at, decision
        """
    let claim: ClaimID
    var bindings: [SQLValue] { [.uuid(claim.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> PastDecision {
        PastDecision(kind: try row.text(0), account: try row.uuid(1), name: try row.text(2), at: try row.timestamp(3))
    }
}
