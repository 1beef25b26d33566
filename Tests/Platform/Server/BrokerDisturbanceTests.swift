import TestServers
import Testing

@testable import Broker

/// What the client does while its node blocks, freezes, stops and comes back. One node for all, so one after another.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct BrokerDisturbanceTests {
    private static let starting = Task { try await BrokerNode() }

    private func line() async throws -> Line { try await Line.open(on: try await Self.starting.value) }

    private func publisher(
        _ line: Line, telling events: Events = Events(), heartbeat: Int = 10
    ) -> Publisher {
        var configuration = line.configuration
        configuration.observe = { _, event in events.add(event) }
        configuration.heartbeatSeconds = heartbeat
        configuration.operationTimeout = .seconds(5)
        return Publisher(configuration)
    }

    @Test func aBlockedPublisherSaysSoAndGoesOnWhenTheBrokerDoes() async throws {
        let line = try await line()
        let events = Events()
        let publisher = publisher(line, telling: events)
        #expect(try await publisher.publish(line.messages(1)) == [.confirmed])

        try await line.node.block()
        // The broker tells a publisher that it is blocked when that one publishes, and not before.
        let first = try await publisher.publish(line.messages(1))
        try await events.await("blocked") { if case .blocked = $0 { true } else { false } }
        // The broker may have stopped reading before it told: then nobody knows, and nothing counts as sent.
        let second = try? await publisher.publish(line.messages(1))
        #expect(first != [.confirmed] && (second == nil || second == [.unknown]))

        try await line.node.unblock()
        try await eventually("the publisher goes on", within: .seconds(30)) {
            guard let outcomes = try? await publisher.publish(line.messages(1)) else { return nil as Bool? }
            return outcomes == [.confirmed] ? true : nil
        }
        await publisher.close()
    }

    @Test func aConsumerGoesOnWhilePublishersAreBlocked() async throws {
        let line = try await line()
        _ = try await line.publish(line.messages(10))

        try await line.node.block()
        let arrived = try await line.consume { $0.count >= 10 }
        try await line.node.unblock()

        #expect(arrived.count == 10)
    }

    @Test func aSilentBrokerIsNoticedByPublisherAndConsumerAndBothComeBack() async throws {
        let line = try await line()
        let (publishing, consuming) = (Events(), Events())
        let publisher = publisher(line, telling: publishing, heartbeat: 1)
        let consumer = line.consumer(telling: consuming) { $0.heartbeatSeconds = 1 }
        #expect(try await publisher.publish(line.messages(1)) == [.confirmed])
        try await consumer.awaitDeliveries(1)

        try await line.node.freeze()
        let outcomes = try await publisher.publish(line.messages(3))
        try await consuming.await("the consumer's loss") { if case .disconnected = $0 { true } else { false } }
        try await line.node.thaw()

        #expect(outcomes.allSatisfy { $0 == .unknown || $0 == .unsent })
        try await eventually("the publisher is back", within: .seconds(30)) {
            guard let outcomes = try? await publisher.publish(line.messages(1)) else { return nil as Bool? }
            return outcomes == [.confirmed] ? true : nil
        }
        try await consumer.awaitDeliveries(2)
        await publisher.close()
        await consumer.end()
    }

    @Test func afterARestartEverythingConfirmedIsThereAndBothEndsAreBack() async throws {
        let line = try await line()
        let events = Events()
        let consumer = line.consumer(telling: events)
        try await events.await("connected") { if case .connected = $0 { true } else { false } }
        await consumer.end()
        let publisher = publisher(line)
        let kept = line.messages(50)
        #expect(try await publisher.publish(kept).allSatisfy { $0 == .confirmed })

        try await line.node.stop()
        let error = await #expect(throws: BrokerError.self) {
            // The connection that stood is found dead first; the next cannot be made.
            while true { _ = try await publisher.publish(line.messages(1)) }
        }
        let waiting = line.consumer()
        try await line.node.start()

        #expect(error?.code == .unreachable || error?.code == .connectionLost)
        let ids = Set(kept.map(\.messageID))
        let arrived = try await waiting.awaitDeliveries { Set($0.compactMap(\.messageID)).isSuperset(of: ids) }
        #expect(arrived.count >= 50)
        try await eventually("the publisher is back", within: .seconds(30)) {
            guard let outcomes = try? await publisher.publish(line.messages(1)) else { return nil as Bool? }
            return outcomes == [.confirmed] ? true : nil
        }
        await publisher.close()
        await waiting.end()
    }
}
