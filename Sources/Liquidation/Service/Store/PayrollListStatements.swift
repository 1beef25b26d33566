import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// A report of the payroll, as the paymaster's list shows it.
struct ListedReport: Sendable {
    let paymentID: PaymentID
    let name: PersonName
    let number: String
    let amount: Money
    let paid: Bool
    let day: CalendarDay?
    let code: String?
    let effect: String
    let receivedAt: Date
}

/// The reports, the latest first.
struct SelectReports: Statement {
    static let sql = """
        SELECT r.payment_id, e.family_name, e.given_name, e.number, r.amount_cents, r.outcome = 'paid', r.reported_on,
               r.code, r.effect, r.received_at
          FROM liquidation.payroll_report r
          JOIN liquidation.payment p ON p.payment_id = r.payment_id
          JOIN liquidation.payee e ON e.participant_id = p.participant_id
         WHERE $1::text[] IS NULL OR p.office = ANY ($1)
         ORDER BY r.received_at DESC, r.payment_id, r.number
         LIMIT $2 OFFSET $3
        """
    let perimeter: Perimeter
    let limit: Int
    let offset: Int
    var bindings: [SQLValue] { [perimeter.binding, .int(Int64(limit)), .int(Int64(offset))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ListedReport {
        ListedReport(
            paymentID: PaymentID(rawValue: try row.uuid(0)),
            name: PersonName(family: try row.text(1), given: try row.text(2)), number: try row.text(3),
            amount: Money(cents: try row.int64(4)), paid: try row.bool(5), day: CalendarDay(try row.date(6)),
            code: try row.optionalText(7), effect: try row.text(8), receivedAt: try row.timestamp(9))
    }
}

struct CountReports: Statement {
    static let sql = """
        SELECT count(*)
          FROM liquidation.payroll_report r
          JOIN liquidation.payment p ON p.payment_id = r.payment_id
         WHERE $1::text[] IS NULL OR p.office = ANY ($1)
        """
    let perimeter: Perimeter
    var bindings: [SQLValue] { [perimeter.binding] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}
