import Foundation
import TestServers
import Testing

@testable import Broker

/// The client's ends against a real node, each test in a virtual host of its own.
@Suite(.timeLimit(.minutes(2)))
struct BrokerServerTests {
    @Test func whatIsPublishedIsConfirmedAndArrivesOnce() async throws {
        let line = try await Line.open()
        let sent = line.messages(1_200)

        let outcomes = try await line.publish(sent)
        let arrived = try await line.consume { $0.count >= sent.count }

        #expect(outcomes.allSatisfy { $0 == .confirmed })
        #expect(arrived.map(\.body) == sent.map(\.body))
        #expect(arrived.map(\.headers) == sent.map(\.headers))
    }

    @Test func aMessageForNobodyComesBackAndTheOthersGoThrough() async throws {
        let line = try await Line.open()

        let outcomes = try await line.publish(line.messages(2, key: "nobody.listens.v1") + line.messages(1))

        let returned = PublishOutcome.returned(code: 312, text: "NO_ROUTE")
        #expect(outcomes == [returned, returned, .confirmed])
    }

    @Test func aFullQueueRefusesAndSaysSo() async throws {
        let line = try await Line.open()
        try await line.node.makeQueue(
            "small", in: line.virtualHost, from: .init(exchange: "validation", key: "validation.small.v1"),
            arguments: #""x-max-length": 1, "x-overflow": "reject-publish""#)

        // The queue counts as full only once its leader has counted: the limit is approached, and then it holds.
        let outcomes = try await line.publish(line.messages(200, key: "validation.small.v1"))
        let later = try await line.publish(line.messages(5, key: "validation.small.v1"))

        #expect(outcomes.contains(.confirmed))
        #expect(later.allSatisfy { $0 == .nacked })
    }

    @Test func aBodyOfSeveralFramesArrivesWhole() async throws {
        let line = try await Line.open()
        var message = line.messages(1)[0]
        message.body = (0..<250_000).map { UInt8(truncatingIfNeeded: $0) }

        let outcomes = try await line.publish([message])
        let arrived = try await line.consume { !$0.isEmpty }

        #expect(outcomes == [.confirmed])
        #expect(arrived.map(\.body) == [message.body])
    }

    @Test func aMissingExchangeEndsTheConnectionAndTheNextBatchGoesThrough() async throws {
        let line = try await Line.open()
        var lost = line.messages(1)
        lost[0].exchange = "no-such-exchange"
        let publisher = Publisher(line.configuration)

        let first = try await publisher.publish(lost)
        let second = try await publisher.publish(line.messages(1))
        await publisher.close()

        #expect(first == [.unknown])
        #expect(second == [.confirmed])
    }

    @Test func aTopologyThatLacksSomethingIsNamed() async throws {
        let line = try await Line.open()
        try await Topology.check(line.configuration, queues: [Line.queue], exchanges: ["validation"])

        await #expect(throws: Topology.Missing(queues: ["no-queue"], exchanges: ["no-exchange"])) {
            try await Topology.check(
                line.configuration, queues: [Line.queue, "no-queue"], exchanges: ["validation", "no-exchange"])
        }
    }

    @Test func aWrongPasswordIsRefused() async throws {
        let line = try await Line.open()
        var configuration = line.configuration
        configuration.password = "wrong"
        let publisher = Publisher(configuration)

        let error = await #expect(throws: BrokerError.self) { try await publisher.publish(line.messages(1)) }

        #expect(error?.code == .refused)
    }

    @Test func whatAHandlerGivesBackIsDeliveredAgain() async throws {
        let line = try await Line.open()
        _ = try await line.publish(line.messages(1))
        let (found, input) = AsyncStream<Bool>.makeStream()

        let running = Task {
            await Consumer(line.configuration, queue: Line.queue).run { batch in
                let again = batch.deliveries.contains { $0.redelivered }
                input.yield(again)
                return again ? .acknowledge : .redeliver
            }
        }
        for await again in found where again { break }
        running.cancel()
        await running.value
    }

    @Test func aConsumerWhoseQueueGoesAwayHearsItAndComesBackWithTheQueue() async throws {
        let line = try await Line.open()
        let events = Events()
        let consumer = line.consumer(telling: events)
        _ = try await line.publish(line.messages(1))
        try await consumer.awaitDeliveries(1)

        try await line.node.deleteQueue(Line.queue, in: line.virtualHost)
        try await events.await("the cancel") {
            if case .disconnected(let error) = $0 { error.code == .consumerCancelled } else { false }
        }
        try await line.node.makeQueue(
            Line.queue, in: line.virtualHost, from: .init(exchange: "validation", key: Line.routingKey))
        _ = try await line.publish(line.messages(1))

        try await consumer.awaitDeliveries(2)
        await consumer.end()
    }

    // MARK: TLS

    @Test func anEncryptedConnectionCarriesMessages() async throws {
        let line = try await Line.open()
        let publisher = Publisher(line.secure(line.node.authority.file))

        #expect(try await publisher.publish(line.messages(3)) == [.confirmed, .confirmed, .confirmed])
        await publisher.close()
    }

    @Test func aCertificateOfAnotherAuthorityIsRefused() async throws {
        let line = try await Line.open()
        let publisher = Publisher(line.secure(try TestAuthority.stranger().file))

        let error = await #expect(throws: BrokerError.self) { try await publisher.publish(line.messages(1)) }

        #expect(error?.code == .unreachable)
    }

    @Test func aCertificateForAnotherNameIsRefused() async throws {
        let line = try await Line.open()
        let publisher = Publisher(line.secure(line.node.authority.file, host: "127.0.0.1"))

        let error = await #expect(throws: BrokerError.self) { try await publisher.publish(line.messages(1)) }

        #expect(error?.code == .unreachable)
    }
}
