import Foundation
import Glibc
import ServiceRuntime
import TestServers
import Testing
import TransactionalMessaging

/// The executables as an operator meets them.
@Suite(.timeLimit(.minutes(3)))
struct ProcessTests {
    @Test(arguments: ["assignment", "claim-entry", "validation", "liquidation", "portal"])
    func withoutSettingsItSaysAllThatIsMissingAndEnds(_ command: String) async throws {
        let ending = try await TestProcess([command], environment: [:]).ending()

        #expect(ending.status == 1)
        #expect(ending.said.contains("setting DATABASE_URL is not set: give postgresql://role@host:port/database"))
        #expect(ending.said.contains("setting BROKER_NODES is not set: give host:port"))
        #expect(!ending.said.contains("\n    at "))
    }

    @Test(arguments: ["claim-entry", "validation", "liquidation"])
    func faultyTablesOfPlacesAreNamedByFileLineAndColumnBeforeAnythingStarts(_ command: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tables-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("commune;other;from;fare\n31555;65440;2026-01-01;gratuit\n".utf8)
            .write(to: folder.appendingPathComponent("fares.csv"))
        try Data().write(to: folder.appendingPathComponent("comunes.csv"))

        let ending = try await TestProcess([command, "run"], environment: ["TARIFF_TABLES": folder.path]).ending()

        #expect(ending.status == 1)
        #expect(ending.said.contains("fares.csv, ligne 2, colonne « fare », valeur « gratuit »"))
        #expect(ending.said.contains("comunes.csv, ligne 1: ce fichier n'est pas attendu"))
    }

    @Test func anUnknownCommandIsAnsweredWithTheKnownOnes() async throws {
        let ending = try await TestProcess(["validation", "restart"], environment: [:]).ending()

        #expect(ending.status != 0)
        #expect(ending.said.contains("run") && ending.said.contains("migrate") && ending.said.contains("check"))
    }

    @Test func anEmptyDatabaseIsRefusedUntilItIsMigrated() async throws {
        let site = try await ServiceSite(Services.validation.assembly, on: .shared())
        let empty = try await TestDatabase.make(service: "validation", migrations: [])
        let environment = ["DATABASE_URL": empty.appURL, "DATABASE_MIGRATE_URL": empty.migrateURL]

        let before = try await site.start("check", environment: environment).ending()
        let migrated = try await site.start("migrate", environment: environment).ending()
        let again = try await site.start("migrate", environment: environment).ending()
        let after = try await site.start("check", environment: environment).ending()

        #expect(before.status == 1 && before.said.contains("m0001_create_messaging"))
        #expect(migrated.status == 0 && migrated.said.contains("v0001_create_schema"))
        #expect(again.status == 0 && again.said.contains("nothing to apply"))
        #expect(after.status == 0 && after.said.contains("in order"))
        try await site.end()
    }

    @Test func aTopologyThatLacksSomethingIsNamedBeforeAnythingStarts() async throws {
        let site = try await ServiceSite(Services.validation.assembly, on: .shared())
        try await site.node.deleteQueue("validation.claim-entry.dead", in: site.virtualHost)
        try await site.node.deleteExchange("validation", in: site.virtualHost)

        let ending = try await site.start("run").ending()

        #expect(ending.status == 1)
        #expect(ending.said.contains("queues [validation.claim-entry.dead], exchanges [validation]"))
        try await site.end()
    }

    @Test func itIsReadyOnlyWhileBrokerAndDatabaseAreThere() async throws {
        let servers = try await ServerPair.own()
        let site = try await ServiceSite(Services.validation.assembly, on: servers)
        let process = try site.start("run")
        try await process.awaitAnswer(200)

        try await servers.node.stop()
        #expect(try await process.awaitAnswer(503).hasPrefix("broker: no connection for validation"))
        #expect(try await process.awaitAnswer(200, at: "/health/live") == "live\n")
        try await servers.node.start()
        try await process.awaitAnswer(200)

        try await servers.cluster.stop()
        #expect(try await process.awaitAnswer(503) == "database: no connection\n")
        try await servers.cluster.start()
        try await process.awaitAnswer(200)

        process.signal(SIGTERM)
        #expect(try await process.ending().status == 0)
    }

    @Test func onSIGTERMItFinishesWhatIsUnderWayAndLosesNothing() async throws {
        let site = try await ServiceSite(Services.claimEntry.assembly, on: .shared())
        let load = try await ClaimLoad(site, people: 300)
        let first = try site.start("run")
        try await first.awaitAnswer(200)

        async let publishing: Void = load.publish()
        try await load.awaitPrepared(atLeast: 1)
        first.signal(SIGTERM)
        let ending = try await first.ending()
        try await publishing
        let second = try site.start("run")

        #expect(ending.status == 0, "\(ending.said.suffix(1000))")
        try await load.awaitAllPublished()
        try await load.verify()
        second.signal(SIGTERM)
        #expect(try await second.ending().status == 0)
        try await site.end()
    }

    @Test func logLinesAreObjectsAndNameNobody() async throws {
        let site = try await ServiceSite(Services.claimEntry.assembly, settings: ["LOG_LEVEL": "debug"], on: .shared())
        let load = try await ClaimLoad(site, people: 3)
        let process = try site.start("run")
        try await process.awaitAnswer(200)

        try await load.publish()
        try await load.awaitAllPublished()
        _ = try await TestVisitor.of(process).get("/etats-de-frais?nom=\(ClaimLoad.familyName)")
        process.signal(SIGTERM)
        let said = try await process.ending().said

        let lines = said.split(separator: "\n").map { Data($0.utf8) }
        #expect(!lines.isEmpty)
        for line in lines {
            #expect(try JSONSerialization.jsonObject(with: line) is [String: Any])
        }
        #expect(
            said.contains(#""request":"#) || said.contains(#""trace":"#), "no correlation id in \(said.prefix(800))")
        #expect(!said.contains(ClaimLoad.familyName) && !said.contains("@exemple.fr"))
        try await site.end()
    }
}

/// Prometheus' own tool reads what the services count.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/promtool"), "apt-get install prometheus"))
struct MetricsTests {
    @Test(arguments: Services.all) func promtoolFindsNothingToSay(_ service: ServiceUnderTest) async throws {
        try await TestService.run(service.assembly, settings: service.settings) { running in
            _ = try await running.visitor.get("/no-such-page")
            // The first waits for the pool and the first connections to the broker come a moment after the first page.
            let text = try await eventually("\(service) counts its pool and its connections") {
                let metrics = try await running.visitor.get("/metrics")
                let counted = ["# TYPE postgres_pool_wait_seconds histogram", "broker_connected{"]
                return metrics.status == 200 && counted.allSatisfy(metrics.text.contains) ? metrics.text : nil
            }
            #expect(try promtool(text) == "")
        }
    }

    private func promtool(_ text: String) throws -> String {
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/promtool")
        process.arguments = ["check", "metrics"]
        (process.standardInput, process.standardOutput, process.standardError) = (input, output, output)
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: said, as: UTF8.self) + (process.terminationStatus == 0 ? "" : " status not 0")
    }
}
