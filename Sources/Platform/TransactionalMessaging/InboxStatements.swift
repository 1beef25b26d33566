import Contracts
import Foundation
import Postgres

/// Takes facts into the memory that is never forgotten; gives the ids that were new.
struct InsertInbox: Statement {
    static let sql = """
        INSERT INTO msg.inbox (queue, message_id, body_sha256)
        SELECT $1, message_id, body_sha256 FROM unnest($2::uuid[], $3::bytea[]) AS fact (message_id, body_sha256)
         ORDER BY message_id
        ON CONFLICT (queue, message_id) DO NOTHING
        RETURNING message_id
        """
    let queue: String
    let arrivals: [Arrival]
    var bindings: [SQLValue] {
        [.text(queue), .uuidArray(arrivals.map(\.envelope.id)), .bytesArray(arrivals.map(\.hash))]
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> UUID { try row.uuid(0) }
}

/// The hashes of facts that were taken before.
struct SelectInboxHashes: Statement {
    static let sql = "SELECT message_id, body_sha256 FROM msg.inbox WHERE queue = $1 AND message_id = ANY ($2)"
    let queue: String
    let ids: [UUID]
    var bindings: [SQLValue] { [.text(queue), .uuidArray(ids)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (id: UUID, hash: [UInt8]) {
        (try row.uuid(0), try row.bytes(1))
    }
}

/// Takes the queue for this transaction: facts of one queue are applied one batch after the other, also by several
/// processes. Nothing is written for it, unlike a lock on each stream's row.
struct LockQueue: Command {
    static let sql = "SELECT pg_advisory_xact_lock(hashtextextended('queue ' || $1, 0))"
    let queue: String
    var bindings: [SQLValue] { [.text(queue)] }
}

/// The last fact applied of each of these streams. To be read under `LockQueue`.
struct SelectStreamPositions: Statement {
    static let sql = """
        SELECT stream, last_number FROM unnest($2::text[]) AS touched (stream)
          JOIN msg.stream_position AS known USING (stream) WHERE known.queue = $1
        """
    let queue: String
    let streams: [String]
    var bindings: [SQLValue] { [.text(queue), .textArray(streams)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (stream: String, last: Int64) {
        (try row.text(0), try row.int64(1))
    }
}

struct KeepStreamPositions: Command {
    static let sql = """
        INSERT INTO msg.stream_position AS known (queue, stream, last_number)
        SELECT $1, stream, last_number FROM unnest($2::text[], $3::bigint[]) AS moved (stream, last_number)
        ON CONFLICT (queue, stream) DO UPDATE SET last_number = excluded.last_number
        """
    let queue: String
    let positions: [String: Int64]
    var bindings: [SQLValue] {
        let streams = positions.keys.sorted()
        return [.text(queue), .textArray(streams), .intArray(streams.map { positions[$0] ?? 0 })]
    }
}

struct InsertParked: Command {
    static let sql = """
        INSERT INTO msg.parked (queue, message_id, body, body_sha256, reason, type)
        VALUES ($1, $2, $3, $4, $5, left($6, 120))
        ON CONFLICT (queue, message_id, body_sha256) DO UPDATE SET resolved_at = NULL, resolution = NULL
        """
    let queue: String
    let message: Unreadable

    /// PostgreSQL's texts hold no NUL: a reason may quote what came from outside, and must never prevent the parking.
    private static func storable(_ text: String) -> String { text.replacing("\0", with: "\u{FFFD}") }

    var bindings: [SQLValue] {
        [
            .text(queue), .optional(message.messageID) { .uuid($0) }, .bytes(message.body), .bytes(message.hash),
            .text(Self.storable(message.reason)), .optional(message.type) { .text(Self.storable($0)) },
        ]
    }
}
