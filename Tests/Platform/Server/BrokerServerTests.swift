import Foundation
import Testing

@testable import Broker

/// The broker that the environment names (`TEST_BROKER_URL`, `amqp://user:password@host:port/vhost`), with the product's
/// topology loaded; these tests are left out where there is none.
private let broker: BrokerConfiguration? = {
    guard let text = ProcessInfo.processInfo.environment["TEST_BROKER_URL"], let url = URL(string: text),
        let host = url.host, let port = url.port
    else { return nil }
    return BrokerConfiguration(
        nodes: [.init(host: host, port: port)], user: url.user ?? "guest", password: url.password ?? "guest",
        virtualHost: String(url.path.dropFirst()), connectionName: "tests")
}()

/// Queues are shared by the tests of this file, so they run one after another.
@Suite(.serialized, .enabled(if: broker != nil), .timeLimit(.minutes(1)))
struct BrokerServerTests {
    private let queue = "claim-entry.validation"
    private let routingKey = "validation.claim-closed.v1"

    private func configuration() throws -> BrokerConfiguration { try #require(broker) }

    private func messages(_ count: Int, key: String? = nil) -> [OutgoingMessage] {
        (0..<count).map { index in
            var message = OutgoingMessage(
                exchange: "validation", routingKey: key ?? routingKey, messageID: UUID().uuidString,
                body: Array("body \(index)".utf8))
            message.headers = ["n": .integer(Int64(index))]
            return message
        }
    }

    /// Consumes until the condition holds for all that came.
    private func consume(until enough: @escaping @Sendable ([Delivery]) -> Bool) async throws -> [Delivery] {
        let consumer = Consumer(try configuration(), queue: queue)
        let (found, input) = AsyncStream<Delivery>.makeStream()
        let running = Task {
            await consumer.run { batch in
                for delivery in batch.deliveries { input.yield(delivery) }
                return .acknowledge
            }
        }
        var deliveries: [Delivery] = []
        for await delivery in found {
            deliveries.append(delivery)
            if enough(deliveries) { break }
        }
        running.cancel()
        await running.value
        return deliveries
    }

    @Test func whatIsPublishedIsConfirmedAndArrivesOnce() async throws {
        let sent = messages(1_200)
        let publisher = Publisher(try configuration())

        let outcomes = try await publisher.publish(sent)
        await publisher.close()
        let ids = Set(sent.map(\.messageID))
        let arrived = try await consume { Set($0.compactMap(\.messageID)).isSuperset(of: ids) }

        #expect(outcomes.allSatisfy { $0 == .confirmed })
        let ours = arrived.filter { ids.contains($0.messageID ?? "") }
        #expect(ours.map(\.body) == sent.map(\.body))
        #expect(ours.map(\.headers) == sent.map(\.headers))
    }

    @Test func aMessageForNobodyComesBack() async throws {
        let publisher = Publisher(try configuration())

        let outcomes = try await publisher.publish(messages(2, key: "nobody.listens.v1") + messages(1))
        await publisher.close()

        let returned = PublishOutcome.returned(code: 312, text: "NO_ROUTE")
        #expect(outcomes == [returned, returned, .confirmed])
    }

    @Test func aBodyOfSeveralFramesArrivesWhole() async throws {
        var message = messages(1)[0]
        message.body = (0..<250_000).map { UInt8(truncatingIfNeeded: $0) }
        let (id, publisher) = (message.messageID, Publisher(try configuration()))

        let outcomes = try await publisher.publish([message])
        await publisher.close()
        let arrived = try await consume { $0.contains { $0.messageID == id } }

        #expect(outcomes == [.confirmed])
        #expect(arrived.last?.body == message.body)
    }

    @Test func aMissingExchangeEndsTheConnectionAndTheNextBatchGoesThrough() async throws {
        var lost = messages(1)
        lost[0].exchange = "no-such-exchange"
        let publisher = Publisher(try configuration())

        let first = try await publisher.publish(lost)
        let second = try await publisher.publish(messages(1))
        await publisher.close()

        #expect(first == [.unknown])
        #expect(second == [.confirmed])
    }

    @Test func aTopologyThatLacksSomethingIsNamed() async throws {
        let configuration = try configuration()
        try await Topology.check(configuration, queues: [queue], exchanges: ["validation"])

        await #expect(throws: Topology.Missing(queues: ["no-queue"], exchanges: ["no-exchange"])) {
            try await Topology.check(
                configuration, queues: [queue, "no-queue"], exchanges: ["validation", "no-exchange"])
        }
    }

    @Test func aWrongPasswordIsRefused() async throws {
        var configuration = try configuration()
        configuration.password = "wrong"
        let publisher = Publisher(configuration)

        let error = await #expect(throws: BrokerError.self) { try await publisher.publish(messages(1)) }

        #expect(error?.code == .refused)
    }

    @Test func whatAHandlerGivesBackIsDeliveredAgain() async throws {
        let publisher = Publisher(try configuration())
        _ = try await publisher.publish(messages(1))
        await publisher.close()
        let consumer = Consumer(try configuration(), queue: queue)
        let (found, input) = AsyncStream<Bool>.makeStream()

        let running = Task {
            await consumer.run { batch in
                let again = batch.deliveries.contains { $0.redelivered }
                input.yield(again)
                return again ? .acknowledge : .redeliver
            }
        }
        for await again in found where again { break }
        running.cancel()
        await running.value
    }
}
