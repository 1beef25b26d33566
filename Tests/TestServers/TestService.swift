package import Broker
import Crypto
import CryptoExtras
package import Foundation
import Postgres
package import ServiceRuntime
import TransactionalMessaging
import Web

/// One service at work inside the test process, as it is deployed: its own migrated database, a virtual host of its own
/// with the published topology and its published rights, its pages on a free port.
///
/// ```swift
/// try await TestService.run(ValidationService.assembly) { service in
///     try await service.deliver(prepared, submitted)
///     let officer = try await service.signIn(roles: ["officer"], perimeter: ["DEC1"])
///     let answer = try await officer.post("/verification/…", ["decision": "certify"])
///     let certified = try await service.awaitOutbox(FactsCertified.self)
/// }
/// ```
package final class TestService: Sendable {
    /// The origin that people type, which is also what `Origin` must say.
    package static let publicOrigin = "http://frais.test"

    package let assembly: ServiceAssembly
    package let database: TestDatabase
    package let node: BrokerNode
    package let virtualHost: String
    /// Where its pages are: `http://127.0.0.1:port`.
    package let address: String
    package let clock: @Sendable () -> Date
    /// Reads as the auditor does.
    let auditor: Connection
    let issuer: TokenIssuer
    /// Publishes in the place of the other services.
    let producer: Publisher
    let numbers = StreamNumbers()

    /// Runs the service for as long as `body` takes, on the shared servers.
    /// - Parameter settings: beside those that every service has, which are made here;
    ///   `["BANK_CODE": "X", "DOSSIER_KEYS_FILE": .file("wrap 1 …")]`.
    package static func run<T: Sendable>(
        _ assembly: ServiceAssembly, settings: [String: TestSetting] = [:],
        clock: @escaping @Sendable () -> Date = { Date() },
        _ body: (TestService) async throws -> T
    ) async throws -> T {
        let site = try await ServiceSite(assembly, settings: settings, on: try await .shared())
        return try await run(site, clock: clock, body)
    }

    /// The same where a test has prepared the ground.
    package static func run<T: Sendable>(
        _ site: ServiceSite, clock: @escaping @Sendable () -> Date = { Date() }, _ body: (TestService) async throws -> T
    ) async throws -> T {
        let process = try ServiceProcess(site.assembly, settings: Settings(site.environment), clock: clock)
        let (ports, input) = AsyncThrowingStream<Int, any Error>.makeStream()
        let running = Task {
            do {
                try await process.run(signals: false) { input.yield($0) }
                input.finish()
            } catch {
                input.finish(throwing: error)
            }
        }
        let result: Result<T, any Error>
        do {
            var iterator = ports.makeAsyncIterator()
            guard let port = try await iterator.next() else { throw ServerUnavailable("the service ended by itself") }
            let service = try await TestService(site, address: "http://127.0.0.1:\(port)", clock: clock)
            result = .success(try await body(service))
            await service.producer.close()
            await service.auditor.close()
        } catch {
            result = .failure(error)
        }
        running.cancel()
        await running.value
        try await site.end()
        return try result.get()
    }

    /// The same helpers beside a process that runs, or ran, or will run.
    package init(
        _ site: ServiceSite, address: String = "", clock: @escaping @Sendable () -> Date = { Date() }
    ) async throws {
        (assembly, self.address, self.clock) = (site.assembly, address, clock)
        (database, node, virtualHost) = (site.database, site.node, site.virtualHost)
        auditor = try await Connection.open(
            ConnectionConfiguration(url: database.auditURL, applicationName: "test auditor"))
        producer = Publisher(site.node.configuration(site.virtualHost, connectionName: "test producer"))
        issuer = try TokenIssuer(privateKeyPEM: site.key.pemRepresentation)
    }

    /// How an administrator of the virtual host connects: for what a test does behind the service's back.
    package var administrator: BrokerConfiguration { node.configuration(virtualHost) }
}
