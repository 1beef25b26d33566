import Broker
import Contracts
import Foundation
import ServiceRuntime
import TestServers
import Testing

@testable import TransactionalMessaging

/// One type at one queue of one running service, in a world of its own.
struct FaultBench {
    let service: ServiceUnderTest
    let inbox: Inbox
    let queue: Queue
    let type: String
    let world = World()

    /// Where the fact ends when all is in order. The payroll's report names a payment that this world never ordered.
    var expected: Settlement.Place { type == "payroll.indemnity-reported.v1" ? .retry : .applied }

    /// What happened before, as far as this service hears of it, and at its end the fact itself.
    func story() throws -> [Fact] {
        let before = Self.journey.prefix { $0 != type }.filter { earlier in
            service.queues.contains { $0.routingKeys.contains(earlier) }
        }
        var numbers: [String: Int64] = [:]
        return try (before + [type]).map { type in
            let stream = try world.fact(type, number: 1).stream
            numbers[stream, default: 0] += 1
            return try world.fact(type, number: numbers[stream] ?? 1)
        }
    }

    /// The common way of a claim; other facts come after all of these.
    private static let journey = [
        "assignment.person-registered.v1", "assignment.convocation-issued.v1", "claim-entry.claim-prepared.v1",
        "claim-entry.claim-submitted.v1", "validation.facts-certified.v1", "liquidation.amounts-established.v1",
        "liquidation.payment-ordered.v1", "liquidation.payment-sent.v1", "liquidation.payment-settled.v1",
    ]

    /// Publishes facts and waits until each is taken, so that the next finds what it builds on.
    func send(_ facts: some Collection<Fact>) async throws {
        for fact in facts {
            let queue = try queue(of: fact)
            try await publish([try fact.message(to: queue)])
            try await inbox.awaitTaken(fact.id, in: queue)
        }
    }

    /// Publishes copies of facts that were taken before, all together.
    func sendCopies(_ facts: [Fact]) async throws {
        try await publish(try facts.map { try $0.message(to: try queue(of: $0)) })
    }

    private func queue(of fact: Fact) throws -> String {
        try #require(service.queues.first { $0.routingKeys.contains(fact.type) }, "\(fact.type)").name
    }

    func publish(_ messages: [OutgoingMessage]) async throws { try await inbox.service.publish(messages) }

    func awaitTaken(_ fact: Fact) async throws { try await inbox.awaitTaken(fact.id, in: queue.name) }

    func settlement(of fact: Fact?) async throws -> Settlement {
        try await inbox.settlement(of: try #require(fact).id, in: queue.name)
    }

    /// Waits until a message behind all others has been parked: what was before it has been taken, too.
    func drain() async throws {
        let last = TestService.outgoing(Array(UUID().uuidString.utf8), type: type, id: UUID())
        var message = last
        (message.exchange, message.routingKey) = ("", queue.name)
        try await publish([message])
        let id = try #require(UUID(uuidString: last.messageID))
        _ = try await inbox.parkedReasons(id, in: queue.name, count: 1)
    }
}
