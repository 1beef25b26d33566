import Foundation
import Postgres

/// One fact as its producer's outbox holds it.
struct SentFact: Hashable {
    let id: UUID
    let stream: String
    let number: Int64
    let type: String
    let hash: [UInt8]
    let confirmed: Bool
}

struct SelectSentFacts: Statement {
    static let sql = """
        SELECT message_id, stream, number, type, body_sha256, unconfirmed.position IS NULL
          FROM msg.outbox
          LEFT JOIN msg.unconfirmed USING (position)
         ORDER BY stream, number
        """
    var bindings: [SQLValue] { [] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> SentFact {
        SentFact(
            id: try row.uuid(0), stream: try row.text(1), number: try row.int64(2), type: try row.text(3),
            hash: try row.bytes(4), confirmed: try row.bool(5))
    }
}

/// One message that a queue's consumer has seen.
struct SeenMessage: Hashable {
    let queue: String
    let id: UUID
    let hash: [UInt8]
}

struct SelectSeenMessages: Statement {
    static let sql = "SELECT queue, message_id, body_sha256 FROM msg.inbox"
    var bindings: [SQLValue] { [] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> SeenMessage {
        SeenMessage(queue: try row.text(0), id: try row.uuid(1), hash: try row.bytes(2))
    }
}

/// How many messages of a queue wait, or wait for a person.
struct SelectWaiting: Statement {
    static let sql = """
        SELECT queue, 'held', count(*) FROM msg.held GROUP BY queue
        UNION ALL
        SELECT queue, 'parked', count(*) FROM msg.parked WHERE resolved_at IS NULL GROUP BY queue
        """
    var bindings: [SQLValue] { [] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String {
        let (queue, state, count) = (try row.text(0), try row.text(1), try row.int64(2))
        return "\(queue) : \(count) \(state)"
    }
}

/// One link of the audit chain.
struct ChainEntry {
    let number: Int64
    let previous: [UInt8]
    let hash: [UInt8]
    let microseconds: Int64
    let fields: [String]
}

struct SelectChain: Statement {
    static let sql = """
        SELECT number, previous, hash, at_microseconds, actor, action, subject, detail
          FROM audit.entry
         ORDER BY number
        """
    var bindings: [SQLValue] { [] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ChainEntry {
        ChainEntry(
            number: try row.int64(0), previous: try row.bytes(1), hash: try row.bytes(2),
            microseconds: try row.int64(3),
            fields: [try row.text(4), try row.text(5), try row.text(6), try row.text(7)])
    }
}
