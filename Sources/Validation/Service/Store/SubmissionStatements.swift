import Contracts
import Foundation
import Postgres
import Tariffs
import ValidationDomain
import Vocabulary

/// What a submission does not say and its estimate asks.
struct AwaitedClaim: Sendable {
    let claim: ClaimID
    let mission: MissionDescription
    let person: PersonFacts?
}

struct SelectAwaitedClaims: Statement {
    static let sql = """
        SELECT claim.claim_id, mission, person.home, person.school, person.status
          FROM validation.claim AS claim
          LEFT JOIN validation.person AS person ON person.participant_id = claim.participant_id
         WHERE claim.claim_id = ANY ($1)
        """
    let claims: [ClaimID]
    var bindings: [SQLValue] { [.uuidArray(claims.map(\.rawValue))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> AwaitedClaim {
        AwaitedClaim(
            claim: ClaimID(rawValue: try row.uuid(0)),
            mission: try JSONColumn.mission(try row.json(1), column: 1),
            person: try PersonColumns.read(row, from: 2))
    }
}

/// What a submission changes in its claim.
struct SubmittedClaim: Encodable {
    let claim: UUID
    let submission: Int
    let trip: Trip?
    let car: Bool?
    let remark: String?
    let attention: [String]
    let reasons: [String]
    let indemnity: Int64
    let travel: Int64
    let since: Instant
    let claimed: CalendarDay

    init(_ message: ClaimSubmitted, _ attention: [Attention], _ estimate: Estimate?) {
        (claim, submission) = (message.claimID.rawValue, message.submission)
        (trip, car, remark, since) = (message.trip, message.carAuthorised, message.remark, message.submittedAt)
        claimed = EstimateBasis.day(of: message.submittedAt.date)
        self.attention = attention.map(\.label)
        reasons = Set(attention.map(\.reason.rawValue)).sorted()
        (indemnity, travel) = (estimate?.indemnity.cents ?? 0, estimate?.travel.cents ?? 0)
    }
}

/// Puts claims into the work list as they were sent; one statement for a whole batch.
struct UpdateSubmitted: Command {
    static let sql = """
        UPDATE validation.claim AS claim
           SET state = 'submitted', version = version + 1, submission = sent.submission, trip = sent.trip,
               car_authorised = sent.car, remark = sent.remark,
               attention = sent.attention
                   || ARRAY(SELECT told FROM unnest(claim.attention) AS told WHERE told LIKE 'Convocation %'),
               attention_reasons = sent.reasons
                   || ARRAY(SELECT told FROM unnest(claim.attention_reasons) AS told WHERE told = 'convocation-changed'),
               indemnity_cents = sent.indemnity, travel_cents = sent.travel,
               not_performed_reason = NULL, since = sent.since,
               claimed_on = coalesce(claim.claimed_on, sent.claimed)
          FROM jsonb_to_recordset($1::jsonb) AS sent (claim uuid, submission integer, trip jsonb, car boolean,
               remark text, attention text[], reasons text[], indemnity bigint, travel bigint, since timestamptz,
               claimed date)
         WHERE claim.claim_id = sent.claim
        """
    let claims: [SubmittedClaim]
    var bindings: [SQLValue] { [JSONColumn.write(claims)] }
}

/// One line of a submission, with its place on the page.
struct SubmittedLine: Encodable {
    let claim: UUID
    let line: UUID
    let place: Int
    let body: ClaimLine
}

/// The lines of submissions, as they stand now. Decided lines stay as they were decided.
struct UpsertLines: Command {
    static let sql = """
        INSERT INTO validation.line AS known (claim_id, line_id, place, body, state)
        SELECT claim, line, place, body, 'open'
          FROM jsonb_to_recordset($1::jsonb) AS sent (claim uuid, line uuid, place integer, body jsonb)
        ON CONFLICT (claim_id, line_id) DO UPDATE
           SET body = excluded.body, place = excluded.place, state = 'open', reason = NULL
         WHERE known.decision IS NULL
        """
    let lines: [SubmittedLine]
    var bindings: [SQLValue] { [JSONColumn.write(lines)] }
}

/// Lines that participants took out again.
struct RemoveOtherLines: Command {
    static let sql = """
        UPDATE validation.line SET state = 'removed', reason = NULL
         WHERE claim_id = ANY ($1) AND decision IS NULL AND state <> 'removed' AND line_id <> ALL ($2)
        """
    let claims: [ClaimID]
    let kept: [UUID]
    var bindings: [SQLValue] { [.uuidArray(claims.map(\.rawValue)), .uuidArray(kept)] }
}

struct UpdateNotPerformed: Command {
    static let sql = """
        UPDATE validation.claim
           SET state = 'not-performed', version = version + 1, submission = $2, not_performed_reason = $3,
               remark = $4, attention = $5, attention_reasons = $6, since = $7, indemnity_cents = 0, travel_cents = 0
         WHERE claim_id = $1
        """
    let message: MissionDeclaredNotPerformed
    var bindings: [SQLValue] {
        [
            .uuid(message.claimID.rawValue), .int(Int64(message.submission)), .text(message.reason),
            .optional(message.explanation) { .text($0) }, .textArray([Attention.notPerformed.label]),
            .textArray([Attention.Reason.notPerformed.rawValue]), .timestamp(message.declaredAt.date),
        ]
    }
}
