import Contracts
import Foundation
import Postgres
import Vocabulary

/// How many later attempts exist for the same debt.
struct SelectLaterAttempts: Statement {
    static let sql = """
        SELECT count(*)
          FROM liquidation.payment
         WHERE claim_id = $1 AND track = $2 AND liquidation = $3 AND attempt > $4
        """
    let payment: Payment
    var bindings: [SQLValue] {
        [
            .uuid(payment.claimID.rawValue), .text(payment.track.rawValue), .int(Int64(payment.liquidation)),
            .int(Int64(payment.attempt)),
        ]
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

struct InsertPayrollReport: Command {
    static let sql = """
        INSERT INTO liquidation.payroll_report
               (payment_id, number, outcome, amount_cents, reported_on, code, effect, received_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    let report: IndemnityReported
    let number: Int64
    let effect: String
    let now: Date
    var bindings: [SQLValue] {
        [
            .uuid(report.paymentID.rawValue), .int(number), .text(report.outcome.code), .int(report.amountCents.cents),
            .date(report.reportedOn.description), .optional(report.code) { .text($0) }, .text(effect), .timestamp(now),
        ]
    }
}
