import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// One liquidation of a participant, as the own statement shows it.
struct OwnLiquidation: Sendable {
    let claimID: ClaimID
    let number: Int
    let exam: String
    let work: String
    let workedOn: CalendarDay?
    let establishedAt: Date
}

/// The liquidations of a participant, the latest work first.
struct SelectOwnLiquidations: Statement {
    static let sql = """
        SELECT claim_id, number, exam, mission, worked_on, established_at
          FROM liquidation.liquidation
         WHERE participant_id = $1
         ORDER BY worked_on DESC, claim_id, number
         LIMIT 500
        """
    let participant: ParticipantID
    var bindings: [SQLValue] { [.uuid(participant.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> OwnLiquidation {
        OwnLiquidation(
            claimID: ClaimID(rawValue: try row.uuid(0)), number: try row.int(1), exam: try row.text(2),
            work: try row.text(3), workedOn: CalendarDay(try row.date(4)), establishedAt: try row.timestamp(5))
    }
}

/// All lines of a participant's liquidations, in their order.
struct SelectOwnLines: Statement {
    static let sql = """
        SELECT n.claim_id, n.number, n.track, n.amount_cents, n.sentence, n.remedy
          FROM liquidation.established_line n
          JOIN liquidation.liquidation l ON l.claim_id = n.claim_id AND l.number = n.number
         WHERE l.participant_id = $1
         ORDER BY n.claim_id, n.number, n.position
        """
    let participant: ParticipantID
    var bindings: [SQLValue] { [.uuid(participant.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ExplainedLine { try ExplainedLine.decode(row) }
}

/// One order of a participant's money, with the last word about it.
struct OwnPayment: Sendable {
    let payment: Payment
    let changedAt: Date
    let explanation: String?
    let batch: String?
    let executionDay: CalendarDay?
    /// Of the last change: the bank's, the payroll's, or what the payment waits for.
    let code: String?
}

/// All orders of a participant.
struct SelectOwnPayments: Statement {
    static let sql = """
        SELECT p.payment_id, p.claim_id, p.track, p.liquidation, p.attempt, p.participant_id, p.amount_cents, p.state,
               p.revision, p.office, p.changed_at, v.explanation, b.message_id, b.execution_day, v.code
          FROM liquidation.payment p
          JOIN liquidation.payment_event v ON v.payment_id = p.payment_id AND v.revision = p.revision
          LEFT JOIN liquidation.batch b ON b.batch_id = p.batch_id
         WHERE p.participant_id = $1
         ORDER BY p.claim_id, p.liquidation, p.track, p.attempt
        """
    let participant: ParticipantID
    var bindings: [SQLValue] { [.uuid(participant.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> OwnPayment {
        OwnPayment(
            payment: try Payment.decode(row), changedAt: try row.timestamp(10), explanation: try row.optionalText(11),
            batch: try row.optionalText(12), executionDay: try row.optionalDate(13).flatMap { CalendarDay($0) },
            code: try row.optionalText(14))
    }
}

/// The missions of a participant of which a part waits for an answer of the service.
struct SelectOwnHolds: Statement {
    static let sql = """
        SELECT coalesce(d.facts #>> '{mission,test}', ''), h.track, h.held_at
          FROM liquidation.hold h
          JOIN liquidation.decision d ON d.claim_id = h.claim_id AND d.decision = h.decision
         WHERE h.participant_id = $1 AND h.released_at IS NULL
         ORDER BY h.held_at
        """
    let participant: ParticipantID
    var bindings: [SQLValue] { [.uuid(participant.rawValue)] }
    static func decode(
        _ row: borrowing Row
    ) throws(PostgresError) -> (work: String, track: Track?, since: Date) {
        (try row.text(0), Track(rawValue: try row.text(1)), try row.timestamp(2))
    }
}

/// The travel money of a participant that came back because of the account, with the reason; the latest first.
struct SelectOwnReturns: Statement {
    static let sql = """
        SELECT p.amount_cents, v.explanation, p.changed_at
          FROM liquidation.payment p
          JOIN liquidation.payment_event v ON v.payment_id = p.payment_id AND v.revision = p.revision
         WHERE p.participant_id = $1 AND p.track = 'travel' AND p.state = 'returned'
           AND NOT EXISTS (SELECT FROM liquidation.payment n
                            WHERE n.claim_id = p.claim_id AND n.track = p.track AND n.liquidation = p.liquidation
                              AND n.attempt > p.attempt)
         ORDER BY p.changed_at DESC
        """
    let participant: ParticipantID
    var bindings: [SQLValue] { [.uuid(participant.rawValue)] }
    static func decode(
        _ row: borrowing Row
    ) throws(PostgresError) -> (amount: Money, explanation: String?, at: Date) {
        (Money(cents: try row.int64(0)), try row.optionalText(1), try row.timestamp(2))
    }
}
