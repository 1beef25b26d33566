import Contracts
import Foundation
import Postgres

/// A fact that waits with us.
struct HeldFact: Sendable {
    let messageID: UUID
    let stream: String
    let number: Int64
    let body: [UInt8]
    let attempts: Int
}

struct InsertHeld: Command {
    static let sql = """
        INSERT INTO msg.held (queue, message_id, stream, number, body, reason, attempts, next_at, last_error)
        VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + make_interval(secs => $8), $9)
        ON CONFLICT (queue, message_id) DO UPDATE
           SET reason = excluded.reason, attempts = excluded.attempts, next_at = excluded.next_at,
               last_error = excluded.last_error
        """
    let queue: String
    let arrival: Arrival
    /// `early` or `retry`.
    let reason: String
    var attempts = 0
    var delaySeconds = 0.0
    var error: String?
    var bindings: [SQLValue] {
        [
            .text(queue), .uuid(arrival.envelope.id), .text(arrival.stream), .int(arrival.number),
            .bytes(arrival.body), .text(reason), .int(Int64(attempts)), .double(delaySeconds),
            .optional(error) { .text($0) },
        ]
    }
}

/// What is held of these streams, to go on where a gap has closed.
struct SelectHeldOfStreams: Statement {
    static let sql = """
        SELECT message_id, stream, number, body, attempts FROM msg.held
         WHERE queue = $1 AND stream = ANY ($2) AND reason = 'early'
         ORDER BY stream, number LIMIT 1000
        """
    let queue: String
    let streams: [String]
    var bindings: [SQLValue] { [.text(queue), .textArray(streams)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> HeldFact { try HeldRow.decode(row) }
}

/// The facts that failed and whose time has come.
struct SelectHeldDue: Statement {
    static let sql = """
        SELECT message_id, stream, number, body, attempts FROM msg.held
         WHERE queue = $1 AND reason = 'retry' AND next_at <= clock_timestamp()
         ORDER BY next_at LIMIT 50
        """
    let queue: String
    var bindings: [SQLValue] { [.text(queue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> HeldFact { try HeldRow.decode(row) }
}

/// Takes one held fact for this transaction; nothing if another process has it, or had it.
struct LockHeld: Statement {
    static let sql = """
        SELECT message_id, stream, number, body, attempts FROM msg.held
         WHERE queue = $1 AND message_id = $2 AND reason = 'retry' FOR UPDATE SKIP LOCKED
        """
    let queue: String
    let id: UUID
    var bindings: [SQLValue] { [.text(queue), .uuid(id)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> HeldFact { try HeldRow.decode(row) }
}

/// Lets the fact that waited for this number be tried at once.
struct ReleaseHeld: Command {
    static let sql = """
        UPDATE msg.held SET reason = 'retry', next_at = clock_timestamp()
         WHERE queue = $1 AND stream = $2 AND number = $3 AND reason = 'early'
        """
    let queue: String
    let stream: String
    let number: Int64
    var bindings: [SQLValue] { [.text(queue), .text(stream), .int(number)] }
}

struct DeleteHeld: Command {
    static let sql = "DELETE FROM msg.held WHERE queue = $1 AND message_id = ANY ($2)"
    let queue: String
    let ids: [UUID]
    var bindings: [SQLValue] { [.text(queue), .uuidArray(ids)] }
}

private enum HeldRow {
    static func decode(_ row: borrowing Row) throws(PostgresError) -> HeldFact {
        HeldFact(
            messageID: try row.uuid(0), stream: try row.text(1), number: try row.int64(2), body: try row.bytes(3),
            attempts: try row.int(4))
    }
}
