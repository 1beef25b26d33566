import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// A contradiction of the payroll about one order.
struct Incident: Sendable {
    let id: Int64
    let detail: String
    let noticedAt: Date
    /// Nil while it is open.
    let closing: Closing?

    struct Closing: Sendable {
        let outcome: IncidentOutcome
        let explanation: String
        let at: Date
        /// Nil when the member of staff is no longer known by name.
        let by: String?
    }
}

/// The incidents of one order, the oldest first; at most the last one is open.
struct SelectIncidents: Statement {
    static let sql = """
        SELECT i.incident_id, i.detail, i.noticed_at, i.outcome, i.resolution, i.resolved_at, s.name
          FROM liquidation.incident i
          LEFT JOIN liquidation.staff s ON s.account_id = i.resolved_by
         WHERE i.payment_id = $1
         ORDER BY i.incident_id
        """
    let payment: PaymentID
    var bindings: [SQLValue] { [.uuid(payment.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Incident {
        var closing: Incident.Closing?
        if let outcome = try row.optionalText(3).flatMap(IncidentOutcome.init(rawValue:)) {
            closing = Incident.Closing(
                outcome: outcome, explanation: try row.text(4), at: try row.timestamp(5), by: try row.optionalText(6))
        }
        return Incident(
            id: try row.int64(0), detail: try row.text(1), noticedAt: try row.timestamp(2), closing: closing)
    }
}

struct InsertIncident: Command {
    static let sql = """
        INSERT INTO liquidation.incident (kind, payment_id, detail, noticed_at)
        VALUES ('paid-after-return', $1, $2, $3)
        """
    let payment: PaymentID
    let detail: String
    let now: Date
    var bindings: [SQLValue] { [.uuid(payment.rawValue), .text(detail), .timestamp(now)] }
}

struct CloseIncidentRow: Command {
    static let sql = """
        UPDATE liquidation.incident
           SET outcome = $2, resolution = $3, resolved_by = $4, resolved_at = $5
         WHERE incident_id = $1 AND resolved_at IS NULL
        """
    let incident: Int64
    let outcome: IncidentOutcome
    let explanation: String
    let actor: UUID
    let now: Date
    var bindings: [SQLValue] {
        [.int(incident), .text(outcome.rawValue), .text(explanation), .uuid(actor), .timestamp(now)]
    }
}

/// The day on which the payroll says that it paid.
struct SelectPaidOn: Statement {
    static let sql = """
        SELECT reported_on
          FROM liquidation.payroll_report
         WHERE payment_id = $1 AND outcome = 'paid'
         ORDER BY number DESC
         LIMIT 1
        """
    let payment: PaymentID
    var bindings: [SQLValue] { [.uuid(payment.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> CalendarDay {
        guard let day = CalendarDay(try row.date(0)) else { preconditionFailure("the table holds days") }
        return day
    }
}
