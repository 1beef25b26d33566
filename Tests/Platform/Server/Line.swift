import Broker
import Foundation
import Synchronization
import TestServers
import Testing

/// One queue in a virtual host of its own, with an end to publish and an end to consume.
struct Line: Sendable {
    static let queue = "claim-entry.validation"
    static let routingKey = "validation.claim-closed.v1"

    let node: BrokerNode
    let virtualHost: String
    let configuration: BrokerConfiguration

    static func open(on node: BrokerNode? = nil) async throws -> Line {
        let shared: BrokerNode
        if let node { shared = node } else { shared = try await BrokerNode.shared() }
        let virtualHost = try await shared.makeVirtualHost(queues: [queue])
        return Line(node: shared, virtualHost: virtualHost, configuration: shared.configuration(virtualHost))
    }

    func secure(_ authorityFile: String, host: String = "localhost") -> BrokerConfiguration {
        node.secureConfiguration(virtualHost, authorityFile: authorityFile, host: host)
    }

    func messages(_ count: Int, key: String = routingKey) -> [OutgoingMessage] {
        (0..<count).map { index in
            var message = OutgoingMessage(
                exchange: "validation", routingKey: key, messageID: UUID().uuidString,
                body: Array("body \(index)".utf8))
            message.headers = ["n": .integer(Int64(index))]
            return message
        }
    }

    /// Publishes on a connection of its own.
    func publish(_ messages: [OutgoingMessage]) async throws -> [PublishOutcome] {
        let publisher = Publisher(configuration)
        let outcomes = try await publisher.publish(messages)
        await publisher.close()
        return outcomes
    }

    /// Consumes until the condition holds for all that came.
    func consume(until enough: @escaping @Sendable ([Delivery]) -> Bool) async throws -> [Delivery] {
        let consumer = consumer()
        let deliveries = try await consumer.awaitDeliveries(until: enough)
        await consumer.end()
        return deliveries
    }

    /// A consumer that acknowledges everything.
    func consumer(telling events: Events = Events(), configure: (inout BrokerConfiguration) -> Void = { _ in })
        -> RunningConsumer
    {
        var configuration = configuration
        configure(&configuration)
        configuration.observe = { _, event in events.add(event) }
        return RunningConsumer(configuration)
    }
}

/// A consumer at work, and what it has received so far.
final class RunningConsumer: Sendable {
    private let deliveries = Kept<Delivery>()
    private let running: Task<Void, Never>

    init(_ configuration: BrokerConfiguration) {
        running = Task { [deliveries] in
            await Consumer(configuration, queue: Line.queue).run { batch in
                for delivery in batch.deliveries { deliveries.add(delivery) }
                return .acknowledge
            }
        }
    }

    func awaitDeliveries(_ count: Int) async throws {
        _ = try await awaitDeliveries { $0.count >= count }
    }

    func awaitDeliveries(until enough: @Sendable ([Delivery]) -> Bool) async throws -> [Delivery] {
        try await eventually("enough deliveries", within: .seconds(60)) {
            let all = deliveries.all
            return enough(all) ? all : nil
        }
    }

    func end() async {
        running.cancel()
        await running.value
    }
}

/// What happened to a connection, in order.
final class Events: Sendable {
    private let kept = Kept<BrokerEvent>()

    var all: [BrokerEvent] { kept.all }

    func add(_ event: BrokerEvent) { kept.add(event) }

    func await(_ what: String, _ matches: @Sendable (BrokerEvent) -> Bool) async throws {
        try await eventually(what, within: .seconds(60)) { all.contains(where: matches) ? true : nil }
    }
}

/// A list that one thread fills and another reads.
private final class Kept<Element: Sendable>: Sendable {
    private let elements = Mutex<[Element]>([])

    var all: [Element] { elements.withLock { $0 } }

    func add(_ element: Element) { elements.withLock { $0.append(element) } }
}
