import Broker
import Contracts

/// A queue of what the broker gave up delivering. The queues of our services empty themselves into the parked messages;
/// that of the payroll has no reader but the operator.
struct DeadQueue {
    struct Failure: Error, CustomStringConvertible { let description: String }

    let name: String
    private var origin: String { String(name.dropLast(MessageCatalog.deadLetterSuffix.count)) }

    init(_ name: String) { self.name = name }

    /// Moves what is there now. A message leaves this queue only when the other has confirmed it; one that is moved
    /// twice is known by its reader.
    func returnToOrigin(_ broker: BrokerConfiguration) async throws {
        let waiting = try await Topology.depths(broker, queues: [name])[name] ?? 0
        guard waiting > 0 else { return }
        let publisher = Publisher(broker.named("imagin replay"))
        let consumer = Consumer(broker.named("imagin dead-letters"), queue: name)
        let (moves, moved) = AsyncStream.makeStream(of: Int?.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await consumer.run { batch in
                    let isDone = await confirmed(batch, by: publisher)
                    moved.yield(isDone ? batch.deliveries.count : nil)
                    return isDone ? .acknowledge : .redeliver
                }
            }
            group.addTask {
                try await Task.sleep(for: .seconds(60))
                throw Failure(description: "RabbitMQ n’a pas tout remis en une minute ; recommencez")
            }
            var left = waiting
            for await count in moves {
                guard let count else { throw Failure(description: "RabbitMQ n’a pas repris les messages") }
                left -= count
                if left <= 0 { break }
            }
            group.cancelAll()
        }
        await publisher.close()
    }

    private func confirmed(_ batch: Batch, by publisher: Publisher) async -> Bool {
        let messages = batch.deliveries.map { delivery in
            var message = OutgoingMessage(
                exchange: "", routingKey: origin, messageID: delivery.messageID ?? "", body: delivery.body)
            message.type = delivery.properties.type ?? delivery.routingKey
            message.contentType = delivery.properties.contentType ?? Envelope.contentType
            message.headers = delivery.headers.filter { $0.key == "sha256" }
            return message
        }
        let outcomes = try? await publisher.publish(messages)
        return outcomes?.allSatisfy { $0 == .confirmed } ?? false
    }
}
