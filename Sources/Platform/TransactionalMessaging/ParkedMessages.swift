import Contracts
public import Foundation
public import Postgres

/// A message that waits for a person.
public struct ParkedMessage: Sendable {
    public let id: Int64
    public let queue: String
    public let messageID: UUID?
    public let body: [UInt8]
    public let bodyHash: [UInt8]
    public let reason: String
    public let parkedAt: Date
    /// As its sender named it outside the body; nil for what was parked before this was kept.
    public let type: String?
}

/// Why a parked message stays as it is.
public struct CannotResolve: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String
}

/// What an operator does with messages that could not be handled. Each call is one transaction of the service's own
/// database; the running service takes up what is replayed within a second.
public enum ParkedMessages {
    /// Those that wait, oldest first.
    public static func list(in connection: isolated Connection) throws(PostgresError) -> [ParkedMessage] {
        try connection.run(SelectParked())
    }

    /// Gives the message to its handler again, in its place of the stream. If it fails again it is parked again.
    /// - Throws: `CannotResolve` if there is no such message, or its body has no envelope to say where it belongs.
    public static func replay(_ id: Int64, in connection: isolated Connection) throws {
        let parked = try locked(id, in: connection)
        let envelope = try envelope(of: parked)
        try connection.enqueue(RememberParked(parked: parked, envelope: envelope))
        try connection.enqueue(HoldParked(parked: parked, envelope: envelope))
        try connection.run(ResolveParked(id: id, resolution: "replayed"))
    }

    /// Goes on without the message. If its stream waits for it, the stream goes on with the next number.
    public static func dismiss(_ id: Int64, in connection: isolated Connection) throws {
        try connection.enqueue(LockQueueOfParked(id: id))
        let parked = try locked(id, in: connection)
        // Without an envelope it has no place in a stream, and nothing waits for it.
        if let envelope = try? envelope(of: parked) {
            try connection.enqueue(RememberParked(parked: parked, envelope: envelope))
            if try connection.execute(PassOver(queue: parked.queue, envelope: envelope)) == 1 {
                try connection.enqueue(
                    ReleaseHeld(
                        queue: parked.queue, stream: envelope.stream.description, number: envelope.number + 1))
            }
        }
        try connection.run(ResolveParked(id: id, resolution: "dismissed"))
    }

    /// Sends again what this service published since an instant: after a consumer's database was restored to an
    /// earlier state. Whoever has a message already takes no notice. Returns how many will be sent.
    public static func republish(since: Date, in connection: isolated Connection) throws(PostgresError) -> Int {
        try connection.execute(Republish(since: since))
    }

    private static func locked(_ id: Int64, in connection: isolated Connection) throws -> ParkedMessage {
        guard let parked = try connection.run(LockParked(id: id)).first else {
            throw CannotResolve(description: "no parked message \(id) waits for a decision")
        }
        return parked
    }

    private static func envelope(of parked: ParkedMessage) throws(CannotResolve) -> Envelope {
        do {
            return try BodyReader.decode(Envelope.self, parked.body)
        } catch {
            let fault = BodyReader.fault(error)
            throw CannotResolve(description: "message \(parked.id) has no readable envelope: \(fault)")
        }
    }
}

private enum ParkedRow {
    static let columns = "parked_id, queue, message_id, body, body_sha256, reason, parked_at, type"

    static func decode(_ row: borrowing Row) throws(PostgresError) -> ParkedMessage {
        ParkedMessage(
            id: try row.int64(0), queue: try row.text(1), messageID: try row.optionalUUID(2), body: try row.bytes(3),
            bodyHash: try row.bytes(4), reason: try row.text(5), parkedAt: try row.timestamp(6),
            type: try row.optionalText(7))
    }
}

private struct SelectParked: Statement {
    static let sql = "SELECT \(ParkedRow.columns) FROM msg.parked WHERE resolved_at IS NULL ORDER BY parked_id"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ParkedMessage { try ParkedRow.decode(row) }
}

/// The same lock as `LockQueue`: the stream that goes on is nobody else's meanwhile.
private struct LockQueueOfParked: Command {
    static let sql = """
        SELECT pg_advisory_xact_lock(hashtextextended('queue ' || queue, 0)) FROM msg.parked WHERE parked_id = $1::bigint
        """
    let id: Int64
    var bindings: [SQLValue] { [.int(id)] }
}

private struct LockParked: Statement {
    static let sql = """
        SELECT \(ParkedRow.columns) FROM msg.parked WHERE parked_id = $1::bigint AND resolved_at IS NULL FOR UPDATE
        """
    let id: Int64
    var bindings: [SQLValue] { [.int(id)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ParkedMessage { try ParkedRow.decode(row) }
}

private struct ResolveParked: Command {
    static let sql = """
        UPDATE msg.parked SET resolved_at = clock_timestamp(), resolution = $2 WHERE parked_id = $1::bigint
        """
    let id: Int64
    let resolution: String
    var bindings: [SQLValue] { [.int(id), .text(resolution)] }
}

/// From now on the broker's copies of it are duplicates.
private struct RememberParked: Command {
    static let sql = """
        INSERT INTO msg.inbox (queue, message_id, body_sha256) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
        """
    let parked: ParkedMessage
    let envelope: Envelope
    var bindings: [SQLValue] { [.text(parked.queue), .uuid(envelope.id), .bytes(parked.bodyHash)] }
}

private struct HoldParked: Command {
    static let sql = """
        INSERT INTO msg.held (queue, message_id, stream, number, body, reason) VALUES ($1, $2, $3, $4, $5, 'retry')
        ON CONFLICT (queue, message_id) DO UPDATE SET next_at = clock_timestamp()
        """
    let parked: ParkedMessage
    let envelope: Envelope
    var bindings: [SQLValue] {
        [
            .text(parked.queue), .uuid(envelope.id), .text(envelope.stream.description), .int(envelope.number),
            .bytes(parked.body),
        ]
    }
}

/// One row if the stream stood before this number.
private struct PassOver: Command {
    static let sql = """
        INSERT INTO msg.stream_position AS known (queue, stream, last_number)
        SELECT $1, $2, $3::bigint
         WHERE $3::bigint = 1 OR EXISTS (SELECT FROM msg.stream_position WHERE queue = $1 AND stream = $2)
        ON CONFLICT (queue, stream) DO UPDATE SET last_number = excluded.last_number
         WHERE known.last_number = excluded.last_number - 1
        """
    let queue: String
    let envelope: Envelope
    var bindings: [SQLValue] { [.text(queue), .text(envelope.stream.description), .int(envelope.number)] }
}

private struct Republish: Command {
    static let sql = """
        INSERT INTO msg.unconfirmed (position) SELECT position FROM msg.outbox WHERE created_at >= $1
        ON CONFLICT (position) DO NOTHING
        """
    let since: Date
    var bindings: [SQLValue] { [.timestamp(since)] }
}
