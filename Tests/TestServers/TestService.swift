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
    let numbers = StreamNumbers()

    /// Runs the service for as long as `body` takes.
    /// - Parameters:
    ///   - settings: beside those that every service has, which are made here;
    ///     `["BANK_CODE": "X", "DOSSIER_KEYS_FILE": .file("1:…")]`.
    package static func run<T: Sendable>(
        _ assembly: ServiceAssembly, settings: [String: TestSetting] = [:],
        clock: @escaping @Sendable () -> Date = { Date() },
        _ body: (TestService) async throws -> T
    ) async throws -> T {
        let prepared = try await Prepared(assembly, settings: settings)
        let process = try ServiceProcess(assembly, settings: prepared.settings, clock: clock)
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
            let service = try await TestService(assembly, prepared, port, clock)
            result = .success(try await body(service))
            await service.auditor.close()
        } catch {
            result = .failure(error)
        }
        running.cancel()
        await running.value
        try await prepared.end()
        return try result.get()
    }

    private init(
        _ assembly: ServiceAssembly, _ prepared: Prepared, _ port: Int, _ clock: @escaping @Sendable () -> Date
    ) async throws {
        (self.assembly, self.clock) = (assembly, clock)
        (database, node, virtualHost) = (prepared.database, prepared.node, prepared.virtualHost)
        address = "http://127.0.0.1:\(port)"
        auditor = try await Connection.open(
            ConnectionConfiguration(url: database.auditURL, applicationName: "test auditor"))
        issuer = try TokenIssuer(privateKeyPEM: prepared.key.pemRepresentation)
    }

    /// How an administrator of the virtual host connects: for what a test does behind the service's back.
    package var administrator: BrokerConfiguration { node.configuration(virtualHost) }
}

/// A setting of the service under test.
package enum TestSetting: Sendable, ExpressibleByStringLiteral {
    case value(String)
    /// The setting names a file, which is made with this text.
    case file(String)

    package init(stringLiteral value: String) { self = .value(value) }
}

/// What a service needs before it starts.
private struct Prepared {
    let database: TestDatabase
    let node: BrokerNode
    let virtualHost: String
    let key = Curve25519.Signing.PrivateKey()
    let settings: Settings
    private let folder: URL

    init(_ assembly: ServiceAssembly, settings given: [String: TestSetting]) async throws {
        database = try await TestDatabase.make(
            service: assembly.database, migrations: MessagingMigrations.all + assembly.migrations)
        node = try await BrokerNode.shared()
        virtualHost = try await node.makeVirtualHost(for: assembly)
        let folder = try TestFolder.make("service")
        self.folder = folder
        let broker = node.configuration(virtualHost, user: assembly.name)
        let own: [String: TestSetting] = [
            "HTTP_PORT": "0", "DATABASE_URL": .value(database.appURL),
            "DATABASE_MIGRATE_URL": .value(database.migrateURL), "DATABASE_POOL_SIZE": "4", "LOG_LEVEL": "error",
            "PUBLIC_ORIGIN": .value(TestService.publicOrigin), "BROKER_NODES": .value("\(broker.nodes[0])"),
            "BROKER_USER": .value(broker.user), "BROKER_VHOST": .value(virtualHost),
            "BROKER_PASSWORD_FILE": .file(broker.password),
            "TOKEN_PUBLIC_KEY_FILE": .file(key.publicKey.pemRepresentation),
        ]
        var values: [String: String] = [:]
        for (name, setting) in own.merging(given, uniquingKeysWith: { _, given in given }) {
            switch setting {
            case .value(let value): values[name] = value
            case .file(let text):
                let file = folder.appendingPathComponent(name)
                try Data(text.utf8).write(to: file)
                values[name] = file.path
            }
        }
        settings = Settings(values)
    }

    func end() async throws {
        try FileManager.default.removeItem(at: folder)
        try await node.drop(virtualHost)
    }
}
