import Broker
import Crypto
import CryptoExtras
package import Foundation
package import ServiceRuntime
import TransactionalMessaging

/// A setting of the service under test.
package enum TestSetting: Sendable, ExpressibleByStringLiteral {
    case value(String)
    /// The setting names a file, which is made with this text.
    case file(String)

    package init(stringLiteral value: String) { self = .value(value) }
}

/// The ground on which one service stands: its database, its virtual host, its keys and settings.
package final class ServiceSite: Sendable {
    package let assembly: ServiceAssembly
    package let database: TestDatabase
    package let node: BrokerNode
    package let virtualHost: String
    /// The settings as an operator gives them to the process; `HTTP_PORT` is 0.
    package let environment: [String: String]
    let key = Curve25519.Signing.PrivateKey()
    private let folder: URL

    package init(
        _ assembly: ServiceAssembly, settings given: [String: TestSetting] = [:], on servers: ServerPair
    ) async throws {
        self.assembly = assembly
        node = servers.node
        database = try await TestDatabase.make(
            service: assembly.database, migrations: MessagingMigrations.all + assembly.migrations, in: servers.cluster)
        virtualHost = try await node.makeVirtualHost(for: assembly)
        folder = try TestFolder.make("service")
        let broker = node.configuration(virtualHost, for: assembly)
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
        environment = values
    }

    /// The executable, as an operator starts it.
    package func start(_ arguments: String..., environment more: [String: String] = [:]) throws -> TestProcess {
        try TestProcess(
            [assembly.name] + arguments, environment: environment.merging(more) { _, given in given })
    }

    package func end() async throws {
        try FileManager.default.removeItem(at: folder)
        try await node.drop(virtualHost)
    }
}
