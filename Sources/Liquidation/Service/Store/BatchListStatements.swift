import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// The batches, the latest first.
struct SelectBatches: Statement {
    static let sql = """
        SELECT batch_id, message_id, state, transfers, total_cents, execution_day, built_by, built_at, released_by,
               sent_at, offices
          FROM liquidation.batch
         WHERE $3::text[] IS NULL OR offices <@ $3
         ORDER BY built_at DESC, batch_id
         LIMIT $1 OFFSET $2
        """
    let perimeter: Perimeter
    let limit: Int
    let offset: Int
    var bindings: [SQLValue] { [.int(Int64(limit)), .int(Int64(offset)), perimeter.binding] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Batch { try Batch.decode(row) }
}

/// One batch, read without lock.
struct SelectBatch: Statement {
    static let sql = """
        SELECT batch_id, message_id, state, transfers, total_cents, execution_day, built_by, built_at, released_by,
               sent_at, offices
          FROM liquidation.batch
         WHERE batch_id = $1
        """
    let batchID: UUID
    var bindings: [SQLValue] { [.uuid(batchID)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Batch { try Batch.decode(row) }
}

/// How many transfers could go into the next file, and for how much.
struct SelectTransfersWaiting: Statement {
    static let sql = """
        SELECT count(*), coalesce(sum(p.amount_cents), 0)::bigint
          FROM liquidation.payment p
          JOIN liquidation.bank_details d
            ON d.participant_id = p.participant_id
           AND d.version = (SELECT max(m.version) FROM liquidation.bank_details m
                             WHERE m.participant_id = p.participant_id)
         WHERE p.state = 'ordered' AND ($1::text[] IS NULL OR p.office = ANY ($1))
           AND NOT EXISTS (SELECT FROM liquidation.bank_details_refusal r
                            WHERE r.participant_id = d.participant_id AND r.version = d.version)
        """
    let perimeter: Perimeter
    var bindings: [SQLValue] { [perimeter.binding] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (count: Int, sum: Money) {
        (try row.int(0), Money(cents: try row.int64(1)))
    }
}

struct CountBatches: Statement {
    static let sql = "SELECT count(*) FROM liquidation.batch WHERE $1::text[] IS NULL OR offices <@ $1"
    let perimeter: Perimeter
    var bindings: [SQLValue] { [perimeter.binding] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

/// Who made, released and sent a batch.
struct SelectBatchPeople: Statement {
    static let sql = """
        SELECT m.name, r.name, b.released_at, s.name, b.sent_at
          FROM liquidation.batch b
          LEFT JOIN liquidation.staff m ON m.account_id = b.built_by
          LEFT JOIN liquidation.staff r ON r.account_id = b.released_by
          LEFT JOIN liquidation.staff s ON s.account_id = b.sent_by
         WHERE b.batch_id = $1
        """
    let batchID: UUID
    var bindings: [SQLValue] { [.uuid(batchID)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> BatchPeople {
        BatchPeople(
            builder: try row.optionalText(0), releaser: try row.optionalText(1),
            releasedAt: try row.optionalTimestamp(2), sender: try row.optionalText(3),
            sentAt: try row.optionalTimestamp(4))
    }
}

struct BatchPeople: Sendable {
    let builder: String?
    let releaser: String?
    let releasedAt: Date?
    let sender: String?
    let sentAt: Date?
}

/// How the transfers of a batch stand, by state.
struct SelectBatchStates: Statement {
    static let sql = """
        SELECT state, count(*), sum(amount_cents)::bigint
          FROM liquidation.payment
         WHERE batch_id = $1
         GROUP BY state
        """
    let batchID: UUID
    var bindings: [SQLValue] { [.uuid(batchID)] }
    static func decode(
        _ row: borrowing Row
    ) throws(PostgresError) -> (state: PaymentState?, count: Int, sum: Money) {
        (PaymentState(rawValue: try row.text(0)), try row.int(1), Money(cents: try row.int64(2)))
    }
}

/// One transfer as the page of its batch shows it.
struct BatchTransfer: Sendable {
    let paymentID: PaymentID
    let name: PersonName
    let number: String
    let account: String
    let amount: Money
    let state: PaymentState
    let explanation: String?
}

/// The transfers of a batch by name of the payee, with the masked account that stands in the file.
struct SelectBatchTransfers: Statement {
    static let sql = """
        SELECT p.payment_id, e.family_name, e.given_name, e.number, d.iban_masked, p.amount_cents, p.state, v.explanation
          FROM liquidation.payment p
          JOIN liquidation.payee e ON e.participant_id = p.participant_id
          JOIN liquidation.bank_details d
            ON d.participant_id = p.participant_id AND d.version = p.bank_details_version
          JOIN liquidation.payment_event v ON v.payment_id = p.payment_id AND v.revision = p.revision
         WHERE p.batch_id = $1
         ORDER BY p.state <> 'returned', e.family_name, e.given_name, p.payment_id
         LIMIT $2 OFFSET $3
        """
    let batchID: UUID
    let limit: Int
    let offset: Int
    var bindings: [SQLValue] { [.uuid(batchID), .int(Int64(limit)), .int(Int64(offset))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> BatchTransfer {
        guard let state = PaymentState(rawValue: try row.text(6)) else {
            preconditionFailure("the table admits known states only")
        }
        return BatchTransfer(
            paymentID: PaymentID(rawValue: try row.uuid(0)),
            name: PersonName(family: try row.text(1), given: try row.text(2)), number: try row.text(3),
            account: try row.text(4), amount: Money(cents: try row.int64(5)), state: state,
            explanation: try row.optionalText(7))
    }
}
