import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// Money that came back and has no new order yet.
struct WaitingReturn: Sendable {
    let payment: Payment
    let name: PersonName
    let number: String
    let code: String?
    let explanation: String?
    let returnedAt: Date
    /// Whether it can be ordered now: always through the payroll; by transfer with a usable account.
    let orderable: Bool
    /// Whether another account has been given since.
    let corrected: Bool
}

/// The returns that wait, the oldest first.
struct SelectWaitingReturns: Statement {
    static let sql = """
        SELECT p.payment_id, p.claim_id, p.track, p.liquidation, p.attempt, p.participant_id, p.amount_cents, p.state,
               p.revision, p.office, e.family_name, e.given_name, e.number, v.code, v.explanation, p.changed_at,
               NOT EXISTS (SELECT FROM liquidation.incident i WHERE i.payment_id = p.payment_id AND i.resolved_at IS NULL)
               AND (p.track = 'indemnity' OR EXISTS (
                   SELECT FROM liquidation.bank_details d
                    WHERE d.participant_id = p.participant_id
                      AND d.version = (SELECT max(m.version) FROM liquidation.bank_details m
                                        WHERE m.participant_id = p.participant_id)
                      AND NOT EXISTS (SELECT FROM liquidation.bank_details_refusal r
                                       WHERE r.participant_id = d.participant_id AND r.version = d.version))),
               coalesce((SELECT max(m.version) FROM liquidation.bank_details m
                          WHERE m.participant_id = p.participant_id) > p.bank_details_version, false)
          FROM liquidation.payment p
          JOIN liquidation.payee e ON e.participant_id = p.participant_id
          JOIN liquidation.payment_event v ON v.payment_id = p.payment_id AND v.revision = p.revision
         WHERE p.state = 'returned' AND ($1::text[] IS NULL OR p.office = ANY ($1))
           AND NOT EXISTS (SELECT FROM liquidation.payment n
                            WHERE n.claim_id = p.claim_id AND n.track = p.track AND n.liquidation = p.liquidation
                              AND n.attempt > p.attempt)
         ORDER BY p.changed_at, p.payment_id
         LIMIT $2 OFFSET $3
        """
    let perimeter: Perimeter
    let limit: Int
    let offset: Int
    var bindings: [SQLValue] { [perimeter.binding, .int(Int64(limit)), .int(Int64(offset))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> WaitingReturn {
        WaitingReturn(
            payment: try Payment.decode(row), name: PersonName(family: try row.text(10), given: try row.text(11)),
            number: try row.text(12), code: try row.optionalText(13), explanation: try row.optionalText(14),
            returnedAt: try row.timestamp(15), orderable: try row.bool(16), corrected: try row.bool(17))
    }
}

/// How many returns wait, and for how much.
struct CountWaitingReturns: Statement {
    static let sql = """
        SELECT count(*), coalesce(sum(p.amount_cents), 0)::bigint
          FROM liquidation.payment p
         WHERE p.state = 'returned' AND ($1::text[] IS NULL OR p.office = ANY ($1))
           AND NOT EXISTS (SELECT FROM liquidation.payment n
                            WHERE n.claim_id = p.claim_id AND n.track = p.track AND n.liquidation = p.liquidation
                              AND n.attempt > p.attempt)
        """
    let perimeter: Perimeter
    var bindings: [SQLValue] { [perimeter.binding] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (count: Int, sum: Money) {
        (try row.int(0), Money(cents: try row.int64(1)))
    }
}

/// What a new instruction to the payroll repeats of the liquidation.
struct SelectInstructedWork: Statement {
    static let sql = """
        SELECT l.session, l.exam, l.worked_on, e.number, e.family_name, e.given_name
          FROM liquidation.liquidation l
          JOIN liquidation.payee e ON e.participant_id = l.participant_id
         WHERE l.claim_id = $1 AND l.number = $2
        """
    let payment: Payment
    var bindings: [SQLValue] { [.uuid(payment.claimID.rawValue), .int(Int64(payment.liquidation))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> InstructedWork {
        guard let day = CalendarDay(try row.date(2)) else { preconditionFailure("the table holds days") }
        return InstructedWork(
            session: try row.text(0), exam: Exam(code: try row.text(1)), workedOn: day, number: try row.text(3),
            name: PersonName(family: try row.text(4), given: try row.text(5)))
    }
}

struct InstructedWork: Sendable {
    let session: String
    let exam: Exam
    let workedOn: CalendarDay
    let number: String
    let name: PersonName
}
