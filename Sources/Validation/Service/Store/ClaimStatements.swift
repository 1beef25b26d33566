import Contracts
import Foundation
import Postgres
import ValidationDomain
import Vocabulary

/// JSON columns hold our own types.
enum JSONColumn {
    static func write<Value: Encodable>(_ value: Value) -> SQLValue {
        do {
            return .json(String(decoding: try JSONEncoder().encode(value), as: UTF8.self))
        } catch {
            preconditionFailure("a value of our own cannot be written as JSON: \(type(of: error))")
        }
    }

    static func read<Value: Decodable>(
        _ type: Value.Type, _ text: String, column: Int
    ) throws(PostgresError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            throw PostgresError(
                code: .decoding(column: column, expected: "\(type)"), statement: "JSON column",
                message: "column \(column) is not \(type)")
        }
    }
}

struct UpsertPerson: Command {
    static let sql = """
        INSERT INTO validation.person (participant_id, number, family_name, given_name) VALUES ($1, $2, $3, $4)
        ON CONFLICT (participant_id) DO UPDATE
           SET number = excluded.number, family_name = excluded.family_name, given_name = excluded.given_name
        """
    let person: PersonDescription
    var bindings: [SQLValue] {
        [
            .uuid(person.participantID.rawValue), .text(person.number), .text(person.name.family),
            .text(person.name.given),
        ]
    }
}

struct InsertClaim: Command {
    static let sql = """
        INSERT INTO validation.claim
            (claim_id, convocation_id, participant_id, office, session, exam, kind, mission, indemnity, travel, state)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'announced')
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
}

/// One claim; with `lock`, its row is ours until the end of the transaction.
struct SelectClaim: Statement {
    static let sql = """
        SELECT claim.claim_id, convocation_id, claim.participant_id, office, mission, indemnity, state, version,
               submission, decision, trip, car_authorised, remark, not_performed_reason, attention, since,
               coalesce(person.given_name || ' ' || person.family_name, ''), coalesce(person.number, '')
          FROM validation.claim AS claim
          LEFT JOIN validation.person AS person ON person.participant_id = claim.participant_id
         WHERE claim.claim_id = $1
        """
    let claim: ClaimID
    var bindings: [SQLValue] { [.uuid(claim.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ClaimFile {
        guard let state = FileState(rawValue: try row.text(6)) else {
            throw PostgresError(
                code: .decoding(column: 6, expected: "FileState"), statement: "SelectClaim", message: "unknown state")
        }
        let trip = try row.optionalJSON(10)
        return ClaimFile(
            claimID: ClaimID(rawValue: try row.uuid(0)), convocationID: ConvocationID(rawValue: try row.uuid(1)),
            participantID: ParticipantID(rawValue: try row.uuid(2)), office: try row.text(3),
            mission: try JSONColumn.read(MissionDescription.self, try row.json(4), column: 4),
            indemnity: TrackOpening(code: try row.text(5)), state: state, version: try row.int64(7),
            submission: try row.int(8), decision: try row.int(9),
            trip: trip == nil ? nil : try JSONColumn.read(Trip.self, trip ?? "", column: 10),
            carAuthorised: try row.optionalBool(11), remark: try row.optionalText(12),
            notPerformedReason: try row.optionalText(13), attention: try row.textArray(14),
            since: try row.timestamp(15), name: try row.text(16), number: try row.text(17))
    }
}

/// Takes the claim for this transaction, before it is read.
struct LockClaim: Statement {
    static let sql = "SELECT version FROM validation.claim WHERE claim_id = $1 FOR UPDATE"
    let claim: ClaimID
    var bindings: [SQLValue] { [.uuid(claim.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int64 { try row.int64(0) }
}

struct UpdateSubmitted: Command {
    static let sql = """
        UPDATE validation.claim
           SET state = 'submitted', version = version + 1, submission = $2, trip = $3, car_authorised = $4,
               remark = $5, attention = $6, not_performed_reason = NULL, since = $7
         WHERE claim_id = $1
        """
    let claim: ClaimSubmitted
    let attention: [String]
    var bindings: [SQLValue] {
        [
            .uuid(claim.claimID.rawValue), .int(Int64(claim.submission)),
            .optional(claim.trip) { JSONColumn.write($0) }, .optional(claim.carAuthorised) { .bool($0) },
            .optional(claim.remark) { .text($0) }, .textArray(attention), .timestamp(claim.submittedAt.date),
        ]
    }
}

struct UpdateNotPerformed: Command {
    static let sql = """
        UPDATE validation.claim
           SET state = 'not-performed', version = version + 1, submission = $2, not_performed_reason = $3,
               remark = $4, attention = $5, since = $6
         WHERE claim_id = $1
        """
    let message: MissionDeclaredNotPerformed
    var bindings: [SQLValue] {
        [
            .uuid(message.claimID.rawValue), .int(Int64(message.submission)), .text(message.reason),
            .optional(message.explanation) { .text($0) }, .textArray([Attention.notPerformed.label]),
            .timestamp(message.declaredAt.date),
        ]
    }
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

struct InsertDecision: Command {
    static let sql = """
        INSERT INTO validation.decision (claim_id, decision, kind, account_id, account_name, decided_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """
    let claim: ClaimID
    let decision: Int
    let kind: String
    let account: UUID
    let name: String
    let at: Date
    var bindings: [SQLValue] {
        [.uuid(claim.rawValue), .int(Int64(decision)), .text(kind), .uuid(account), .text(name), .timestamp(at)]
    }
}
