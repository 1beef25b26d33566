package import Broker
package import Contracts
import Crypto
package import Foundation
package import Postgres
import ServiceRuntime
import TransactionalMessaging

/// Gives each stream its numbers, as its producer does.
actor StreamNumbers {
    private var last: [StreamName: Int64] = [:]

    func next(of stream: StreamName) -> Int64 {
        last[stream, default: 0] += 1
        return last[stream] ?? 1
    }
}

extension TestService {
    /// Publishes facts as their producers do, with the next numbers of their streams, and waits until the service has
    /// taken them: applied, held or parked.
    package func deliver(_ messages: any Message...) async throws { try await deliver(messages) }

    package func deliver(_ messages: [any Message]) async throws {
        var outgoing: [OutgoingMessage] = []
        for message in messages {
            outgoing.append(try await event(of: message, number: numbers.next(of: message.stream)))
        }
        try await publish(outgoing)
        try await awaitTaken(outgoing)
    }

    /// A fact as its producer would publish it. The same stream and number have the same id.
    package func event<Payload: Message>(of message: Payload, number: Int64) throws -> OutgoingMessage {
        let envelope = Envelope(
            id: nameBasedUUID(Self.namespace, "\(message.stream)#\(number)"), type: Payload.type,
            stream: message.stream, number: number, time: clock())
        let body = try MessageCoding.body(Event(envelope: envelope, data: message))
        return Self.outgoing(body, type: "\(Payload.type)", id: envelope.id)
    }

    /// A body as it stands, with the properties that our relay gives it.
    package static func outgoing(_ body: [UInt8], type: String, id: UUID) -> OutgoingMessage {
        var message = OutgoingMessage(
            exchange: String(type.prefix { $0 != "." }), routingKey: type, messageID: id.uuidString.lowercased(),
            body: body)
        message.contentType = Envelope.contentType
        let hash = SHA256.hash(data: body).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        message.headers = ["sha256": .text(hash)]
        return message
    }

    /// Publishes through the broker, each confirmed.
    package func publish(_ messages: [OutgoingMessage]) async throws {
        let outcomes = try await producer.publish(messages)
        for (message, outcome) in zip(messages, outcomes) where outcome != .confirmed {
            throw Unexpected("\(message.routingKey) was not taken by the broker: \(outcome)")
        }
    }

    private func awaitTaken(_ messages: [OutgoingMessage]) async throws {
        for queue in assembly.queues.map(\.queue) {
            guard let published = MessageCatalog.queues.first(where: { $0.name == queue }) else { continue }
            let ids = messages.filter { published.routingKeys.contains($0.routingKey) }
                .compactMap { UUID(uuidString: $0.messageID) }
            try await eventually("\(queue) has taken \(ids.count) messages") {
                try await auditor.run(CountTaken(queue: queue, ids: ids)).first == Set(ids).count ? true : nil
            }
        }
    }

    /// What the service has published of a type, confirmed by the broker, in order; waits for as many as asked.
    package func awaitOutbox<Payload: Message>(_: Payload.Type, count: Int) async throws -> [Payload] {
        try await eventually("\(count) of \(Payload.type) in the outbox, confirmed") {
            let bodies = try await auditor.run(SelectSent(type: "\(Payload.type)"))
            guard bodies.count >= count else { return nil }
            return try bodies.map { try JSONDecoder().decode(Event<Payload>.self, from: Data($0)).data }
        }
    }

    /// The latest of a type, once there is one.
    package func awaitOutbox<Payload: Message>(_ type: Payload.Type) async throws -> Payload {
        guard let last = try await awaitOutbox(type, count: 1).last else { throw Unexpected("nothing of \(type)") }
        return last
    }

    /// Reads the database as the auditor does.
    package func read<S: Statement>(_ statement: S) async throws -> [S.Output] where S.Output: Sendable {
        try await auditor.run(statement)
    }

    private static let namespace = UUID(uuidString: "0b0f4a4e-5d0c-4f43-9f3e-6a2f2d7b9a11") ?? UUID()
}

/// Asks until there is an answer, for twenty seconds at most.
/// - Parameter what: the fact that is waited for, for the message when it does not come.
@discardableResult
package func eventually<T: Sendable>(
    _ what: String, within limit: Duration = .seconds(20), _ answer: () async throws -> T?
) async throws -> T {
    let deadline = ContinuousClock.now + limit
    while true {
        if let found = try await answer() { return found }
        guard ContinuousClock.now < deadline else { throw Unexpected("did not come true in \(limit): \(what)") }
        try await Task.sleep(for: .milliseconds(20))
    }
}

/// What a test waited for and did not get.
package struct Unexpected: Error, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}

private struct CountTaken: Statement {
    static let sql = """
        SELECT count(*) FROM (
            SELECT message_id FROM msg.inbox WHERE queue = $1 AND message_id = ANY ($2)
            UNION
            SELECT message_id FROM msg.parked WHERE queue = $1 AND message_id = ANY ($2)
        ) AS taken
        """
    let queue: String
    let ids: [UUID]
    var bindings: [SQLValue] { [.text(queue), .uuidArray(ids)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

private struct SelectSent: Statement {
    static let sql = """
        SELECT body FROM msg.outbox
         WHERE type = $1 AND position NOT IN (SELECT position FROM msg.unconfirmed) ORDER BY position
        """
    let type: String
    var bindings: [SQLValue] { [.text(type)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> [UInt8] { try row.bytes(0) }
}
