import ArgumentParser
import Broker
import Foundation
import Postgres

/// The settings of an operator, from the environment; `deploy/run` writes them to `etc/operator.env`.
struct OperatorSettings {
    /// The five services, as their addresses and settings name them.
    static let services = ["assignment", "claim-entry", "validation", "liquidation", "portal"]

    private let values: [String: String]

    init(_ values: [String: String] = ProcessInfo.processInfo.environment) { self.values = values }

    /// Throws a sentence that names the missing setting and says where it usually comes from.
    func required(_ name: String) throws -> String {
        guard let value = values[name], !value.isEmpty else {
            throw ValidationError("Le réglage \(name) manque. deploy/imagin lit ceux que deploy/run a écrits.")
        }
        return value
    }

    /// The broker, as its administrator.
    func broker() throws -> BrokerConfiguration {
        let text = try required("BROKER_NODES")
        guard let nodes = BrokerConfiguration.nodes(parsing: text) else {
            throw ValidationError("BROKER_NODES vaut « \(text) » : écrivez hôte:port,hôte:port.")
        }
        return BrokerConfiguration(
            nodes: nodes, user: try required("BROKER_USER"), password: try secret("BROKER_PASSWORD_FILE"),
            virtualHost: try required("BROKER_VHOST"), connectionName: "imagin")
    }

    /// The database of a service, as its reader.
    func audit(of service: String) throws -> ConnectionConfiguration {
        let prefix = Self.prefix(service)
        return ConnectionConfiguration(
            url: try required("\(prefix)_AUDIT_URL"), passwordFile: try required("\(prefix)_AUDIT_PASSWORD_FILE"),
            applicationName: "imagin")
    }

    /// The database of a service, with the rights of the running service: to decide on its parked messages.
    func operate(of service: String) throws -> ConnectionConfiguration {
        let prefix = Self.prefix(service)
        return ConnectionConfiguration(
            url: try required("\(prefix)_OPERATE_URL"), passwordFile: try required("\(prefix)_OPERATE_PASSWORD_FILE"),
            applicationName: "imagin")
    }

    /// Where a service answers on its own port, behind the gateway.
    func address(of service: String) throws -> String { try required("\(Self.prefix(service))_ADDRESS") }

    private static func prefix(_ service: String) -> String {
        service.uppercased().replacing("-", with: "_")
    }

    private func secret(_ name: String) throws -> String {
        let path = try required(name)
        do {
            return try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        } catch {
            throw ValidationError("Le fichier \(path) (réglage \(name)) ne peut pas être lu.")
        }
    }
}
