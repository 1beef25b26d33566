import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// The entries of one cause, about to be written.
struct CausedPosting: Sendable {
    let cause: UUID
    let claimID: ClaimID
    let paymentID: PaymentID?
    let posting: Posting
}

/// Writes entries, all of a cause at once; the database refuses the statement when a cause does not sum to zero.
struct InsertEntries: Command {
    static let sql = """
        INSERT INTO liquidation.entry (cause, account, cents, claim_id, payment_id, posted_at)
        SELECT e.cause, e.account, e.cents, e.claim_id, nullif(e.payment_id, '')::uuid, $6
          FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::uuid[], $5::text[])
            AS e (cause, account, cents, claim_id, payment_id)
        """
    let postings: [CausedPosting]
    let now: Date
    var bindings: [SQLValue] {
        let entries = postings.flatMap { caused in caused.posting.entries.map { (caused: caused, entry: $0) } }
        return [
            .uuidArray(entries.map(\.caused.cause)), .textArray(entries.map(\.entry.account.description)),
            .intArray(entries.map(\.entry.amount.cents)), .uuidArray(entries.map(\.caused.claimID.rawValue)),
            .textArray(entries.map { $0.caused.paymentID?.description ?? "" }), .timestamp(now),
        ]
    }
}

struct SelectAccountSums: Statement {
    static let sql = """
        SELECT account, sum(cents)::bigint
          FROM liquidation.entry
         GROUP BY account
        """
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (account: Account?, sum: Money) {
        (Account(code: try row.text(0)), Money(cents: try row.int64(1)))
    }
}

struct SelectPaymentSums: Statement {
    static let sql = """
        SELECT track, state, sum(amount_cents)::bigint, count(*)
          FROM liquidation.payment
         GROUP BY track, state
        """
    static func decode(
        _ row: borrowing Row
    ) throws(PostgresError) -> (track: Track?, state: PaymentState?, sum: Money, count: Int) {
        (
            Track(rawValue: try row.text(0)), PaymentState(rawValue: try row.text(1)), Money(cents: try row.int64(2)),
            try row.int(3)
        )
    }
}

/// What came back and has no new order yet, by track.
struct SelectOwedAgain: Statement {
    static let sql = """
        SELECT r.track, sum(r.amount_cents)::bigint
          FROM liquidation.payment r
         WHERE r.state = 'returned'
           AND NOT EXISTS (SELECT FROM liquidation.payment n
                            WHERE n.claim_id = r.claim_id AND n.track = r.track AND n.liquidation = r.liquidation
                              AND n.attempt > r.attempt)
         GROUP BY r.track
        """
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (track: Track?, sum: Money) {
        (Track(rawValue: try row.text(0)), Money(cents: try row.int64(1)))
    }
}
