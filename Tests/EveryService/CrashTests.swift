import Broker
import Contracts
import Foundation
import Glibc
import ServiceRuntime
import Synchronization
import TestServers
import Testing

/// Claim entry dies by SIGKILL at a named line, is started again, and everything is there exactly once.
@Suite(.serialized, .timeLimit(.minutes(20)))
struct CrashTests {
    /// Each line, at its first pass and in the middle of the work.
    static let places = [
        "consumer.received", "consumer.applied", "consumer.committed", "relay.selected", "relay.published",
        "relay.marked",
    ].flatMap { ["\($0):1", "\($0):3"] }

    @Test(arguments: places) func whateverDiesWhereverNothingIsLostAndNothingHappensTwice(_ place: String) async throws
    {
        let site = try await ServiceSite(Services.claimEntry.assembly, on: .shared())
        let load = try await ClaimLoad(site, people: 60)
        let doomed = try site.start("run", environment: ["CRASH_AT": place])
        try await doomed.awaitAnswer(200)

        try await load.publishLittleByLittle { doomed.isRunning }
        let ending = try await doomed.ending()
        let second = try site.start("run")
        try await load.awaitAllPublished()
        let heard = try await heardByValidation(site, count: 60)
        second.signal(SIGTERM)
        _ = try await second.ending()

        #expect(ending.status == -SIGKILL, "it did not come to \(place)")
        try await load.verify()
        #expect(heard == 60)
        try await site.end()
    }

    /// How many different facts stand in the queue of the next service; copies count once, as its inbox counts them.
    private func heardByValidation(_ site: ServiceSite, count: Int) async throws -> Int {
        let heard = Mutex<Set<String>>([])
        let consumer = Consumer(site.node.configuration(site.virtualHost), queue: "validation.claim-entry")
        let running = Task {
            await consumer.run { batch in
                heard.withLock { $0.formUnion(batch.deliveries.compactMap(\.messageID)) }
                return .acknowledge
            }
        }
        try await eventually("validation hears of \(count)", within: .seconds(60)) {
            heard.withLock { $0.count } >= count ? true : nil
        }
        running.cancel()
        await running.value
        return heard.withLock { $0.count }
    }
}

/// The servers under a running service go away and come back.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct OutageTests {
    private static let starting = Task { try await ServerPair.own() }

    @Test func aDatabaseThatCrashesUnderLoadLosesNothing() async throws {
        try await survive { servers in
            try await servers.cluster.crash()
            try await servers.cluster.start()
        }
    }

    @Test func aBrokerThatRestartsUnderLoadLosesNothing() async throws {
        try await survive { servers in
            try await servers.node.stop()
            try await servers.node.start()
        }
    }

    private func survive(_ outage: @Sendable (ServerPair) async throws -> Void) async throws {
        let servers = try await Self.starting.value
        let site = try await ServiceSite(Services.claimEntry.assembly, on: servers)
        let first = try await ClaimLoad(site, people: 200)
        let process = try site.start("run")
        try await process.awaitAnswer(200)

        try await first.publish()
        try await first.awaitPrepared(atLeast: 1)
        try await outage(servers)
        let after = try await ClaimLoad(site, people: 200)
        try await process.awaitAnswer(200)
        try await eventually("the producer is back") { try? await after.publish() }

        try await after.awaitPrepared(atLeast: 400)
        process.signal(SIGTERM)
        #expect(try await process.ending().status == 0)
        #expect(try await after.sums() == [400, 400, 400, 800, 0, 0])
    }
}
