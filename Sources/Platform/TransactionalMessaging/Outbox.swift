public import Contracts
import Crypto
public import Foundation
import PlainJSON
import Postgres

/// Writes messages beside the decision that causes them, in its transaction.
enum Outbox {
    /// Numbers the messages within their streams, and keeps them for the relay. Two round trips for any number.
    static func write(_ messages: [any Message], at now: Date, in connection: isolated Connection) throws {
        guard !messages.isEmpty else { return }
        var counts: [String: Int64] = [:]
        for message in messages { counts[message.stream.description, default: 0] += 1 }
        // Always in the same order, so that two transactions never wait for each other in a circle.
        let streams = counts.keys.sorted()
        let last = try connection.run(
            AdvanceStreams(streams: streams, counts: streams.map { counts[$0] ?? 0 }))
        var next: [String: Int64] = [:]
        for advanced in last { next[advanced.stream] = advanced.last - (counts[advanced.stream] ?? 0) }
        var rows = InsertOutbox(now: now)
        for message in messages {
            let stream = message.stream
            let number = (next[stream.description] ?? 0) + 1
            next[stream.description] = number
            try rows.append(message, stream: stream, number: number)
        }
        try connection.enqueue(rows)
    }

    /// The id of a fact: the same stream and number always give the same one.
    static func messageID(_ stream: StreamName, _ number: Int64) -> UUID {
        nameBasedUUID(messageNamespace, "\(stream)#\(number)")
    }
}

/// How bodies are written and hashed.
public enum MessageCoding {
    public static func body(_ event: Event<some Message>) throws -> [UInt8] { try PlainJSON.bytes(event) }

    public static func sha256(_ body: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: body)) }
}

private struct AdvanceStreams: Statement {
    static let sql = """
        INSERT INTO msg.outgoing_stream AS known (stream, last_number)
        SELECT stream, count FROM unnest($1::text[], $2::bigint[]) AS wanted (stream, count)
        ON CONFLICT (stream) DO UPDATE SET last_number = known.last_number + excluded.last_number
        RETURNING stream, last_number
        """
    let streams: [String]
    let counts: [Int64]
    var bindings: [SQLValue] { [.textArray(streams), .intArray(counts)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (stream: String, last: Int64) {
        (try row.text(0), try row.int64(1))
    }
}

private struct InsertOutbox: Command {
    static let sql = """
        WITH kept AS (
            INSERT INTO msg.outbox (message_id, stream, number, type, body, body_sha256)
            SELECT message_id, stream, number, type, body, body_sha256
              FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::bytea[], $6::bytea[]) WITH ORDINALITY
                AS fact (message_id, stream, number, type, body, body_sha256, place)
             ORDER BY place
            RETURNING position)
        INSERT INTO msg.unconfirmed (position) SELECT position FROM kept
        """
    let now: Date
    private var ids: [UUID] = []

    init(now: Date) { self.now = now }

    private var streams: [String] = []
    private var numbers: [Int64] = []
    private var types: [String] = []
    private var bodies: [[UInt8]] = []
    private var hashes: [[UInt8]] = []

    mutating func append<Payload: Message>(
        _ message: Payload, stream: StreamName, number: Int64
    ) throws {
        let id = Outbox.messageID(stream, number)
        let envelope = Envelope(id: id, type: Payload.type, stream: stream, number: number, time: now)
        let body = try MessageCoding.body(Event(envelope: envelope, data: message))
        precondition(body.count <= Envelope.largestBody, "a message of \(Payload.type) is larger than may travel")
        ids.append(id)
        streams.append(stream.description)
        numbers.append(number)
        types.append(Payload.type.description)
        bodies.append(body)
        hashes.append(MessageCoding.sha256(body))
    }

    var bindings: [SQLValue] {
        [
            .uuidArray(ids), .textArray(streams), .intArray(numbers), .textArray(types), .bytesArray(bodies),
            .bytesArray(hashes),
        ]
    }
}

/// The last thing of a transaction, because it serialises all who append.
struct AppendAudit: Statement {
    static let sql = "SELECT audit.append($1, $2, $3, $4)"
    let entries: [AuditEntry]
    var bindings: [SQLValue] {
        [
            .textArray(entries.map(\.actor)), .textArray(entries.map(\.action)), .textArray(entries.map(\.subject)),
            .textArray(entries.map(\.detail)),
        ]
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int64 { try row.int64(0) }
}

extension Effects {
    /// Writes everything into the transaction under way.
    func write(at now: Date, in connection: isolated Connection) throws {
        try Outbox.write(messages, at: now, in: connection)
        if !audit.isEmpty { try connection.enqueue(AppendAudit(entries: audit)) }
    }
}
