import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// One payment with what explains it.
struct PaymentDetail: Sendable {
    let payment: Payment
    let name: PersonName
    let number: String
    let session: String
    let exam: String
    let work: String
    let workedOn: CalendarDay?
    let batchID: UUID?
    let batch: String?
    /// The account in the file, masked.
    let account: String?
}

struct SelectPaymentDetail: Statement {
    static let sql = """
        SELECT p.payment_id, p.claim_id, p.track, p.liquidation, p.attempt, p.participant_id, p.amount_cents, p.state,
               p.revision, p.office, e.family_name, e.given_name, e.number, l.session, l.exam, l.mission, l.worked_on,
               b.batch_id, b.message_id, d.iban_masked
          FROM liquidation.payment p
          JOIN liquidation.payee e ON e.participant_id = p.participant_id
          JOIN liquidation.liquidation l ON l.claim_id = p.claim_id AND l.number = p.liquidation
          LEFT JOIN liquidation.batch b ON b.batch_id = p.batch_id
          LEFT JOIN liquidation.bank_details d
            ON d.participant_id = p.participant_id AND d.version = p.bank_details_version
         WHERE p.payment_id = $1
        """
    let payment: PaymentID
    var bindings: [SQLValue] { [.uuid(payment.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> PaymentDetail {
        PaymentDetail(
            payment: try Payment.decode(row), name: PersonName(family: try row.text(10), given: try row.text(11)),
            number: try row.text(12), session: try row.text(13), exam: try row.text(14), work: try row.text(15),
            workedOn: CalendarDay(try row.date(16)), batchID: try row.optionalUUID(17),
            batch: try row.optionalText(18), account: try row.optionalText(19))
    }
}

/// One step of a payment's history. The actor is an account, `payroll`, `bank` or `liquidation`; the name is that of
/// a member of staff.
struct HistoryStep: Sendable {
    let state: PaymentState
    let at: Date
    let actor: String
    let staff: String?
    let code: String?
    /// The bank's or the payroll's own code; ours is only for programs.
    var sayableCode: String? { code.flatMap { $0.hasPrefix("bank-details-") ? nil : $0 } }
    let explanation: String?
}

struct SelectHistory: Statement {
    static let sql = """
        SELECT v.state, v.happened_at, v.actor, s.name, v.code, v.explanation
          FROM liquidation.payment_event v
          LEFT JOIN liquidation.staff s ON s.account_id::text = v.actor
         WHERE v.payment_id = $1
         ORDER BY v.revision
        """
    let payment: PaymentID
    var bindings: [SQLValue] { [.uuid(payment.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> HistoryStep {
        guard let state = PaymentState(rawValue: try row.text(0)) else {
            preconditionFailure("the table admits known states only")
        }
        return HistoryStep(
            state: state, at: try row.timestamp(1), actor: try row.text(2), staff: try row.optionalText(3),
            code: try row.optionalText(4), explanation: try row.optionalText(5))
    }
}

/// One line of a liquidation, as it is explained.
struct ExplainedLine: Sendable {
    let claimID: ClaimID
    let liquidation: Int
    let track: Track
    let amount: Money
    let sentence: String
    let remedy: String?
}

/// The lines that a payment pays.
struct SelectPaymentLines: Statement {
    static let sql = """
        SELECT n.claim_id, n.number, n.track, n.amount_cents, n.sentence, n.remedy
          FROM liquidation.established_line n
         WHERE n.claim_id = $1 AND n.number = $2 AND n.track = $3
         ORDER BY n.position
        """
    let payment: Payment
    var bindings: [SQLValue] {
        [.uuid(payment.claimID.rawValue), .int(Int64(payment.liquidation)), .text(payment.track.rawValue)]
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ExplainedLine { try ExplainedLine.decode(row) }
}

extension ExplainedLine {
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ExplainedLine {
        guard let track = Track(rawValue: try row.text(2)) else {
            preconditionFailure("the table admits known tracks only")
        }
        return ExplainedLine(
            claimID: ClaimID(rawValue: try row.uuid(0)), liquidation: try row.int(1), track: track,
            amount: Money(cents: try row.int64(3)), sentence: try row.text(4), remedy: try row.optionalText(5))
    }
}

/// The orders of the same debt, in their order.
struct SelectAttempts: Statement {
    static let sql = """
        SELECT payment_id, attempt, state, ordered_at
          FROM liquidation.payment
         WHERE claim_id = $1 AND track = $2 AND liquidation = $3
         ORDER BY attempt
        """
    let payment: Payment
    var bindings: [SQLValue] {
        [.uuid(payment.claimID.rawValue), .text(payment.track.rawValue), .int(Int64(payment.liquidation))]
    }
    static func decode(
        _ row: borrowing Row
    ) throws(PostgresError) -> (paymentID: PaymentID, attempt: Int, state: PaymentState?, at: Date) {
        (
            PaymentID(rawValue: try row.uuid(0)), try row.int(1), PaymentState(rawValue: try row.text(2)),
            try row.timestamp(3)
        )
    }
}
