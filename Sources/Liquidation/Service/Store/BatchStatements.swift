import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// A transfer that can go into the next file: the payment, and the bank details as they are kept.
struct TransferCandidate: Sendable {
    let payment: Payment
    let detailsVersion: Int
    let keyVersion: Int
    let wrapped: WrappedKey
    let iban: [UInt8]
    let holder: [UInt8]
    let bic: String?
    let session: String
}

/// Ordered transfers whose payee has usable bank details, oldest first, locked. Those that another batch is taking at
/// this moment are left to it.
struct LockTransferCandidates: Statement {
    static let sql = """
        SELECT p.payment_id, p.claim_id, p.track, p.liquidation, p.attempt, p.participant_id, p.amount_cents, p.state,
               p.revision, p.office, d.version, d.key_version, k.wrapping_version, k.wrapped, d.iban, d.holder, d.bic,
               l.session
          FROM liquidation.payment p
          JOIN liquidation.liquidation l ON l.claim_id = p.claim_id AND l.number = p.liquidation
          JOIN liquidation.bank_details d
            ON d.participant_id = p.participant_id
           AND d.version = (SELECT max(m.version) FROM liquidation.bank_details m
                             WHERE m.participant_id = p.participant_id)
          JOIN liquidation.data_key k ON k.owner_id = d.participant_id AND k.version = d.key_version
         WHERE p.state = 'ordered' AND ($2::text[] IS NULL OR p.office = ANY ($2))
           AND NOT EXISTS (SELECT FROM liquidation.bank_details_refusal r
                            WHERE r.participant_id = d.participant_id AND r.version = d.version)
         ORDER BY p.ordered_at, p.payment_id
         LIMIT $1
           FOR UPDATE OF p SKIP LOCKED
        """
    let limit: Int
    let perimeter: Perimeter
    var bindings: [SQLValue] { [.int(Int64(limit)), perimeter.binding] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> TransferCandidate {
        TransferCandidate(
            payment: try Payment.decode(row), detailsVersion: try row.int(10), keyVersion: try row.int(11),
            wrapped: WrappedKey(wrappingVersion: try row.int(12), bytes: try row.bytes(13)), iban: try row.bytes(14),
            holder: try row.bytes(15), bic: try row.optionalText(16), session: try row.text(17))
    }
}

struct NextBatchNumber: Statement {
    static let sql = "SELECT nextval('liquidation.batch_number')"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

/// A batch about to be written, with its file closed.
struct NewBatch: Sendable {
    let batchID: UUID
    let messageID: String
    let transfers: Int
    let total: Money
    let executionDay: CalendarDay
    let keyVersion: Int
    let sealedFile: [UInt8]
    let sha256: [UInt8]
    let builtBy: UUID
    /// Of its transfers.
    let offices: [String]
}

struct InsertBatch: Command {
    static let sql = """
        INSERT INTO liquidation.batch
               (batch_id, message_id, state, transfers, total_cents, execution_day, key_version, file, file_sha256,
                built_by, built_at, offices)
        VALUES ($1, $2, 'built', $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """
    let batch: NewBatch
    let now: Date
    var bindings: [SQLValue] {
        [
            .uuid(batch.batchID), .text(batch.messageID), .int(Int64(batch.transfers)), .int(batch.total.cents),
            .date(batch.executionDay.description), .int(Int64(batch.keyVersion)), .bytes(batch.sealedFile),
            .bytes(batch.sha256), .uuid(batch.builtBy), .timestamp(now), .textArray(batch.offices),
        ]
    }
}

/// Says in which file payments stand, and with which bank details; before they move into the state.
struct AssignFile: Command {
    static let sql = """
        UPDATE liquidation.payment AS p
           SET batch_id = $1, bank_details_version = f.version
          FROM unnest($2::uuid[], $3::bigint[]) AS f (payment_id, version)
         WHERE p.payment_id = f.payment_id
        """
    let batchID: UUID
    let candidates: [TransferCandidate]
    var bindings: [SQLValue] {
        [
            .uuid(batchID), .uuidArray(candidates.map(\.payment.paymentID.rawValue)),
            .intArray(candidates.map { Int64($0.detailsVersion) }),
        ]
    }
}

/// Takes payments out of a file that was given up; after they left the state.
struct ClearFile: Command {
    static let sql = """
        UPDATE liquidation.payment
           SET batch_id = NULL, bank_details_version = NULL
         WHERE batch_id = $1 AND state = 'ordered'
        """
    let batchID: UUID
    var bindings: [SQLValue] { [.uuid(batchID)] }
}

/// A batch, without its file.
struct Batch: Sendable {
    enum State: String, Sendable { case built, released, sent, unknown, givenUp = "given-up" }

    let batchID: UUID
    let messageID: String
    let state: State
    let transfers: Int
    let total: Money
    let executionDay: CalendarDay
    let builtBy: UUID
    let builtAt: Date
    let releasedBy: UUID?
    let sentAt: Date?
    let offices: [String]

    static func decode(_ row: borrowing Row) throws(PostgresError) -> Batch {
        guard let state = State(rawValue: try row.text(2)), let day = CalendarDay(try row.date(5)) else {
            preconditionFailure("the table admits known states and days only")
        }
        return Batch(
            batchID: try row.uuid(0), messageID: try row.text(1), state: state, transfers: try row.int(3),
            total: Money(cents: try row.int64(4)), executionDay: day, builtBy: try row.uuid(6),
            builtAt: try row.timestamp(7), releasedBy: try row.optionalUUID(8), sentAt: try row.optionalTimestamp(9),
            offices: try row.textArray(10))
    }
}

/// A batch under lock, by its identifier or the MsgId of its file.
struct LockBatch: Statement {
    static let sql = """
        SELECT batch_id, message_id, state, transfers, total_cents, execution_day, built_by, built_at, released_by,
               sent_at, offices
          FROM liquidation.batch
         WHERE batch_id = $1 OR message_id = $2
           FOR UPDATE
        """
    let batchID: UUID?
    let messageID: String?
    var bindings: [SQLValue] { [.optional(batchID) { .uuid($0) }, .optional(messageID) { .text($0) }] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Batch { try Batch.decode(row) }
}

/// All payments that stand in a batch, locked.
struct LockBatchPayments: Statement {
    static let sql = """
        SELECT payment_id, claim_id, track, liquidation, attempt, participant_id, amount_cents, state, revision,
               office, bank_details_version
          FROM liquidation.payment
         WHERE batch_id = $1
         ORDER BY payment_id
           FOR UPDATE
        """
    let batchID: UUID
    var bindings: [SQLValue] { [.uuid(batchID)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (payment: Payment, detailsVersion: Int) {
        (try Payment.decode(row), try row.int(10))
    }
}

struct ReleaseBatchRow: Command {
    static let sql = """
        UPDATE liquidation.batch
           SET state = 'released', released_by = $2, released_at = $3
         WHERE batch_id = $1 AND state = 'built'
        """
    let batchID: UUID
    let by: UUID
    let now: Date
    var bindings: [SQLValue] { [.uuid(batchID), .uuid(by), .timestamp(now)] }
}

struct UpdateBatchState: Command {
    static let sql = """
        UPDATE liquidation.batch
           SET state = $2, sent_by = coalesce($3, sent_by), sent_at = coalesce($4, sent_at)
         WHERE batch_id = $1
        """
    let batchID: UUID
    let state: Batch.State
    var sentBy: UUID?
    var sentAt: Date?
    var bindings: [SQLValue] {
        [
            .uuid(batchID), .text(state.rawValue), .optional(sentBy) { .uuid($0) },
            .optional(sentAt) { .timestamp($0) },
        ]
    }
}

/// The file of a batch, closed, with the hash of its clear bytes and its key.
struct SelectBatchFile: Statement {
    static let sql = """
        SELECT b.file, b.file_sha256, b.key_version, k.wrapping_version, k.wrapped
          FROM liquidation.batch b
          JOIN liquidation.data_key k ON k.owner_id = b.batch_id AND k.version = b.key_version
         WHERE b.batch_id = $1 AND b.state IN ('released', 'sent', 'unknown')
        """
    let batchID: UUID
    var bindings: [SQLValue] { [.uuid(batchID)] }
    static func decode(
        _ row: borrowing Row
    ) throws(PostgresError) -> (file: [UInt8], sha256: [UInt8], keyVersion: Int, wrapped: WrappedKey) {
        (
            try row.bytes(0), try row.bytes(1), try row.int(2),
            WrappedKey(wrappingVersion: try row.int(3), bytes: try row.bytes(4))
        )
    }
}
