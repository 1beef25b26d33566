import Broker
import Contracts
import Foundation
import ServiceRuntime
import TestServers
import Testing
import TransactionalMessaging

/// Every message type at every service that consumes it, through a real broker into a real database, with everything
/// that can be wrong with it: none blocks its queue, none is lost, none has an effect twice.
@Suite(.serialized, .timeLimit(.minutes(20)))
struct MessageFaultTests {
    static let consumers = Services.all.filter { !$0.assembly.queues.isEmpty }

    @Test(arguments: consumers) func itsQueuesAreThoseOfTheCatalogue(_ service: ServiceUnderTest) {
        let bindings = service.assembly.queues
        let bound = bindings.map { "\($0.queue) \($0.isOrdered) \($0.types.map(\.description).sorted())" }
        let published = service.queues.map { "\($0.name) \($0.isOrdered) \($0.routingKeys.sorted())" }

        #expect(bound == published)
    }

    @Test(arguments: consumers) func everyTypeIsTakenWhenItIsInOrder(_ service: ServiceUnderTest) async throws {
        try await forEachType(of: service) { bench in
            let story = try bench.story()
            try await bench.send(story)

            let settled = try await bench.settlement(of: story.last)
            #expect(settled.place == bench.expected, "\(bench.type): \(settled.reason ?? "")")
        }
    }

    @Test(arguments: consumers)
    func whatCannotBeReadIsParkedWithItsReasonAndTheRightOneStillPasses(_ service: ServiceUnderTest) async throws {
        try await forEachType(of: service) { bench in
            let story = try bench.story()
            try await bench.send(story.dropLast())
            let before = try await bench.inbox.fingerprint()

            let right = try #require(story.last)
            let faults = Spoiled.allCases.filter { $0.concerns(bench) }
            try await bench.publish(try faults.map { try $0.spoil(right, for: bench.queue.name) })
            let reasons = try await bench.inbox.parkedReasons(right.id, in: bench.queue.name, count: faults.count)
            for fault in faults {
                let isTold = reasons.contains { $0.contains(fault.reason) }
                #expect(isTold, "\(bench.type), \(fault): \(reasons)")
            }
            #expect(reasons.count == faults.count, "\(bench.type)")
            let changes = try await bench.inbox.fingerprint().changes(since: before)
            #expect(changes == [], "\(bench.type) had an effect")

            try await bench.publish([try right.message(to: bench.queue.name)])
            try await bench.awaitTaken(right)
        }
    }

    @Test(arguments: consumers) func aCodeThatNobodyKnowsYetBlocksNothing(_ service: ServiceUnderTest) async throws {
        try await forEachType(of: service) { bench in
            let story = try bench.story()
            try await bench.send(story.dropLast())
            var fact = try #require(story.last)
            fact.json = Codes.replaced(in: fact.json, by: "code-of-a-later-year")

            try await bench.publish([try fact.message(to: bench.queue.name)])

            let settled = try await bench.settlement(of: fact)
            #expect(settled.place == .applied || settled.reason?.isEmpty == false, "\(bench.type)")
        }
    }

    @Test(arguments: consumers) func aFactThatComesManyTimesHasOneEffect(_ service: ServiceUnderTest) async throws {
        try await forEachType(of: service) { bench in
            let story = try bench.story()
            try await bench.send(story)
            let settled = try await bench.settlement(of: story.last)
            try await bench.drain()
            let before = try await bench.inbox.fingerprint()

            try await bench.sendCopies(story + story + story.reversed())
            try await bench.drain()

            #expect(try await bench.settlement(of: story.last) == settled, "\(bench.type)")
            let changes = try await bench.inbox.fingerprint().changes(since: before)
            #expect(changes == [], "\(bench.type) had its effect again")
        }
    }

    @Test(arguments: consumers) func aFactThatComesTooEarlyWaitsForTheOneBefore(
        _ service: ServiceUnderTest
    ) async throws {
        try await forEachType(of: service) { bench in
            let story = try bench.story()
            try await bench.send(story.dropLast())
            try await bench.drain()
            let fact = try #require(story.last)
            let next = try bench.world.fact(bench.type, number: (fact.json["streamno"] as? Int64 ?? 1) + 1)
            let before = try await bench.inbox.fingerprint()

            try await bench.publish([try next.message(to: bench.queue.name)])
            let waiting = try await bench.settlement(of: next)
            guard bench.queue.isOrdered else {
                #expect(waiting.place == .applied, "\(bench.type) waited for its order")
                return
            }
            #expect(waiting.place == .early, "\(bench.type)")
            let changes = try await bench.inbox.fingerprint().changes(since: before)
            #expect(changes == [], "\(bench.type) had an effect too early")

            try await bench.publish([try fact.message(to: bench.queue.name)])
            try await bench.awaitTaken(fact)
            // A fact that is held itself keeps those behind it waiting; else the later one has had its turn.
            if bench.expected == .applied {
                try await eventually("\(bench.type) no longer waits") {
                    try await bench.settlement(of: next).place == .early ? nil : true
                }
            }
        }
    }

    @Test(arguments: consumers) func anotherBodyUnderAKnownIdIsParkedAndHasNoEffect(
        _ service: ServiceUnderTest
    ) async throws {
        try await forEachType(of: service) { bench in
            let story = try bench.story()
            try await bench.send(story)
            let fact = try #require(story.last)
            try await bench.awaitTaken(fact)
            let before = try await bench.inbox.fingerprint()
            var other = fact
            other.json["subject"] = "another"

            try await bench.publish([try other.message(to: bench.queue.name)])

            let reasons = try await bench.inbox.parkedReasons(fact.id, in: bench.queue.name, count: 1)
            #expect(reasons[0].contains("another body came before"), "\(bench.type)")
            let changes = try await bench.inbox.fingerprint().changes(since: before)
            #expect(changes == [], "\(bench.type) had an effect")
        }
    }

    /// Runs the service once, and `body` for every type of every queue that it consumes.
    private func forEachType(
        of service: ServiceUnderTest, _ body: @Sendable (FaultBench) async throws -> Void
    ) async throws {
        try await TestService.run(service.withoutJobs, settings: service.settings) { running in
            let inbox = try await Inbox(running)
            for queue in service.queues {
                for type in queue.routingKeys {
                    try await body(FaultBench(service: service, inbox: inbox, queue: queue, type: type))
                }
            }
            try await inbox.awaitEmpty(service.queues.map(\.name))
        }
    }
}
