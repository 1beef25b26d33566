import Broker
import Logging
import Postgres
import Web

/// The settings that every service has, read at once so that every fault is named at the first start.
struct ServiceSettings: Sendable {
    let settings: Settings
    let httpHost: String
    let httpPort: Int
    let connection: ConnectionConfiguration
    let poolSize: Int
    let broker: BrokerConfiguration
    let site: SiteSettings
    let logLevel: Logger.Level

    init(_ settings: Settings, service: String) throws {
        var (port, size) = (0, 0)
        var (url, nodes, user, password, key) = ("", "", "", "", "")
        try SettingsError.gather([
            { port = try settings.number("HTTP_PORT", in: 0...65_535, default: nil) },
            { size = try settings.number("DATABASE_POOL_SIZE", in: 1...200, default: 8) },
            { url = try settings.required("DATABASE_URL", "postgresql://role@host:port/database") },
            { nodes = try settings.required("BROKER_NODES", "host:port, several with commas") },
            { user = try settings.required("BROKER_USER", "the broker's user for \(service)") },
            { password = try settings.contents(ofFileNamedBy: "BROKER_PASSWORD_FILE") },
            { key = try settings.contents(ofFileNamedBy: "TOKEN_PUBLIC_KEY_FILE") },
        ])
        guard let parsed = BrokerConfiguration.nodes(parsing: nodes) else {
            throw SettingsError([.init(name: "BROKER_NODES", fault: "is not usable", remedy: "host:port,host:port")])
        }
        self.settings = settings
        (httpHost, httpPort, poolSize) = (settings["HTTP_HOST"] ?? "127.0.0.1", port, size)
        connection = ConnectionConfiguration(
            url: url, passwordFile: settings["DATABASE_PASSWORD_FILE"], applicationName: service)
        var broker = BrokerConfiguration(
            nodes: parsed, user: user, password: password, virtualHost: settings["BROKER_VHOST"] ?? "/",
            connectionName: service)
        if let authority = settings["BROKER_CA_FILE"] { broker.tls = TLSSettings(authorityFile: authority) }
        self.broker = broker
        site = SiteSettings(tokenPublicKeyPEM: key) { settings[$0] }
        logLevel = settings["LOG_LEVEL"].flatMap(Logger.Level.init(rawValue:)) ?? .info
    }
}
