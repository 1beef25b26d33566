import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// What a paymaster looks for among all payments.
struct PaymentFilter: Sendable {
    let perimeter: Perimeter
    /// Words of a name, a participant's number, a reference of a transfer or of a batch; empty for all.
    var text = ""
    var state: PaymentState?
    var track: Track?

    static let condition = """
        ($1::text[] IS NULL OR p.office = ANY ($1))
           AND (e.sought LIKE ALL ($2::text[]) OR p.end_to_end_id LIKE $3 OR b.message_id = $4)
           AND ($5::text IS NULL OR p.state = $5)
           AND ($6::text IS NULL OR p.track = $6)
        """

    var bindings: [SQLValue] {
        let words = Sought.form(of: text).split { $0.isWhitespace || $0 == "," }.prefix(6).map(Self.literally)
        let reference = text.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return [
            perimeter.binding, .textArray(words.map { "%\($0)%" }),
            .text(reference.count >= 8 ? "\(reference)%" : ""), .text(text.uppercased()),
            .optional(state) { .text($0.rawValue) }, .optional(track) { .text($0.rawValue) },
        ]
    }

    private static func literally(_ word: Substring) -> String {
        String(word).replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
    }
}

/// One payment in a list.
struct FoundPayment: Sendable {
    let paymentID: PaymentID
    let name: PersonName
    let number: String
    let track: Track
    let amount: Money
    let state: PaymentState
    let changedAt: Date
    let work: String
    let batch: String?
}

/// The payments that a filter finds, the latest change first.
struct SelectFoundPayments: Statement {
    static let sql = """
        SELECT p.payment_id, e.family_name, e.given_name, e.number, p.track, p.amount_cents, p.state, p.changed_at,
               l.mission, b.message_id
          FROM liquidation.payment p
          JOIN liquidation.payee e ON e.participant_id = p.participant_id
          JOIN liquidation.liquidation l ON l.claim_id = p.claim_id AND l.number = p.liquidation
          LEFT JOIN liquidation.batch b ON b.batch_id = p.batch_id
         WHERE \(PaymentFilter.condition)
         ORDER BY p.changed_at DESC, p.payment_id
         LIMIT $7 OFFSET $8
        """
    let filter: PaymentFilter
    let limit: Int
    let offset: Int
    var bindings: [SQLValue] { filter.bindings + [.int(Int64(limit)), .int(Int64(offset))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> FoundPayment {
        guard let track = Track(rawValue: try row.text(4)), let state = PaymentState(rawValue: try row.text(6)) else {
            preconditionFailure("the table admits known tracks and states only")
        }
        return FoundPayment(
            paymentID: PaymentID(rawValue: try row.uuid(0)),
            name: PersonName(family: try row.text(1), given: try row.text(2)), number: try row.text(3), track: track,
            amount: Money(cents: try row.int64(5)), state: state, changedAt: try row.timestamp(7),
            work: try row.text(8), batch: try row.optionalText(9))
    }
}

/// How many payments a filter finds, and their sum.
struct CountFoundPayments: Statement {
    static let sql = """
        SELECT count(*), coalesce(sum(p.amount_cents), 0)::bigint
          FROM liquidation.payment p
          JOIN liquidation.payee e ON e.participant_id = p.participant_id
          LEFT JOIN liquidation.batch b ON b.batch_id = p.batch_id
         WHERE \(PaymentFilter.condition)
        """
    let filter: PaymentFilter
    var bindings: [SQLValue] { filter.bindings }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (count: Int, sum: Money) {
        (try row.int(0), Money(cents: try row.int64(1)))
    }
}
