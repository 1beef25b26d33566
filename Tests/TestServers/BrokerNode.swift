package import Broker
import Contracts
import Foundation
import FoundationNetworking
import ServiceRuntime
import TransactionalMessaging

/// The RabbitMQ of this test process: a private node in a temporary folder, on free ports of the loopback interface.
package final class BrokerNode: Sendable {
    /// Started at first use, once for the process; that takes several seconds.
    package static func shared() async throws -> BrokerNode { try await starting.value }
    private static let starting = Task { try await BrokerNode() }

    private let supervised: Supervised
    private let ports: [Int]

    /// Who signed the node's certificate, for `localhost`.
    package let authority: TestAuthority

    /// A node that a test may disturb. It ends when the last reference to it goes.
    package init() async throws {
        ports = try FreePorts.find(5)
        let folder = try TestFolder.make("rabbitmq")
        authority = try TestAuthority(folder: folder.appendingPathComponent("authority"), host: "localhost")
        supervised = try await Supervised(
            script: Self.script, arguments: ports.map(String.init) + [authority.folder.path], folder: folder)
    }

    // MARK: Disturbances

    /// Ends the node; its messages stay on the disk.
    package func stop() async throws { try await supervised.order("stop") }
    package func start() async throws { try await supervised.order("start") }
    /// The node says nothing any more, and its connections stay open.
    package func freeze() async throws { try await supervised.order("freeze") }
    package func thaw() async throws { try await supervised.order("thaw") }
    /// The node takes no messages, because its memory is said to be too small.
    package func block() async throws { try await supervised.order("memory 0.00001") }
    package func unblock() async throws { try await supervised.order("memory 0.4") }

    // MARK: Virtual hosts

    /// A fresh virtual host with the topology of the deployment.
    /// - Parameter queues: only these, with their dead-letter queues; `nil` is all of them, which takes longer.
    package func makeVirtualHost(queues: Set<String>? = nil) async throws -> String {
        let name = "test-\(UUID().uuidString.prefix(8).lowercased())"
        try await ask("PUT", "vhosts/\(name)", "{}")
        try await ask(
            "PUT", "permissions/\(name)/guest", #"{"configure": ".*", "write": ".*", "read": ".*"}"#)
        try await ask("POST", "definitions/\(name)", try Self.topology(queues))
        return name
    }

    /// The same for one service: the queues that it reads and those that hear it, and a user with its published
    /// rights. The user is this virtual host's alone: the node refuses two who create the same user at once.
    func makeVirtualHost(for assembly: ServiceAssembly) async throws -> String {
        let heard = MessageCatalog.queues.filter { $0.exchange == assembly.name }.map(\.name)
        let name = try await makeVirtualHost(queues: Set(assembly.queues.map(\.queue) + heard))
        let user = Self.user(assembly, in: name)
        try await ask("PUT", "users/\(user)", #"{"password": "\#(Self.password)", "tags": ""}"#)
        try await ask("PUT", "permissions/\(name)/\(user)", try Self.rights(assembly.name))
        return name
    }

    package func drop(_ virtualHost: String) async throws { try await ask("DELETE", "vhosts/\(virtualHost)", "") }

    /// How an administrator of that virtual host connects.
    package func configuration(_ virtualHost: String, connectionName: String = "test") -> BrokerConfiguration {
        BrokerConfiguration(
            nodes: [.init(host: "127.0.0.1", port: ports[0])], user: "guest", password: "guest",
            virtualHost: virtualHost, connectionName: connectionName)
    }

    /// The same, encrypted.
    /// - Parameter host: the certificate names `localhost`.
    package func secureConfiguration(
        _ virtualHost: String, authorityFile: String, host: String = "localhost"
    ) -> BrokerConfiguration {
        var configuration = configuration(virtualHost)
        configuration.nodes = [.init(host: host, port: ports[4])]
        configuration.tls = TLSSettings(authorityFile: authorityFile)
        return configuration
    }

    /// Where a queue's messages come from.
    package struct Source: Sendable {
        let exchange: String
        let key: String

        package init(exchange: String, key: String) { (self.exchange, self.key) = (exchange, key) }
    }

    /// Makes a durable quorum queue.
    /// - Parameter arguments: beside its type, as members of a JSON object.
    package func makeQueue(
        _ name: String, in virtualHost: String, from source: Source, arguments: String = ""
    ) async throws {
        let all = #""x-queue-type": "quorum""# + (arguments.isEmpty ? "" : ", \(arguments)")
        try await ask("PUT", "queues/\(virtualHost)/\(name)", #"{"durable": true, "arguments": {\#(all)}}"#)
        try await ask(
            "POST", "bindings/\(virtualHost)/e/\(source.exchange)/q/\(name)", #"{"routing_key": "\#(source.key)"}"#)
    }

    package func deleteQueue(_ name: String, in virtualHost: String) async throws {
        try await ask("DELETE", "queues/\(virtualHost)/\(name)", nil)
    }

    package func deleteExchange(_ name: String, in virtualHost: String) async throws {
        try await ask("DELETE", "exchanges/\(virtualHost)/\(name)", nil)
    }

    /// How a service connects.
    func configuration(_ virtualHost: String, for assembly: ServiceAssembly) -> BrokerConfiguration {
        var configuration = configuration(virtualHost, connectionName: assembly.name)
        (configuration.user, configuration.password) = (Self.user(assembly, in: virtualHost), Self.password)
        return configuration
    }

    private static func user(_ assembly: ServiceAssembly, in virtualHost: String) -> String {
        "\(assembly.name)-\(virtualHost)"
    }

    private static let password = "test"

    /// What the deployment allows a service's user.
    private static func rights(_ user: String) throws -> String {
        let text = Data(try Repository.text("deploy/rabbitmq/permissions.json").utf8)
        let all = try JSONSerialization.jsonObject(with: text) as? [[String: String]] ?? []
        guard let own = all.first(where: { $0["user"] == user }) else {
            throw ServerUnavailable("deploy/rabbitmq/permissions.json names no user \(user)")
        }
        let rights = own.filter { ["configure", "write", "read"].contains($0.key) }
        return String(decoding: try JSONSerialization.data(withJSONObject: rights), as: UTF8.self)
    }

    /// The deployment's definitions for one virtual host: without its name, and without the queues left out.
    private static func topology(_ queues: Set<String>?) throws -> String {
        let text = Data(try Repository.text("deploy/rabbitmq/definitions.json").utf8)
        guard let all = try JSONSerialization.jsonObject(with: text) as? [String: Any] else {
            throw ServerUnavailable("deploy/rabbitmq/definitions.json is no JSON object")
        }
        func kept(_ name: Any?) -> Bool {
            guard let queues, let name = name as? String else { return true }
            return queues.contains(name.hasSuffix(".dead") ? String(name.dropLast(5)) : name)
        }
        var topology: [String: Any] = [:]
        for (part, nameField) in [("exchanges", nil), ("queues", "name"), ("bindings", "destination")] {
            let entries = all[part] as? [[String: Any]] ?? []
            topology[part] = entries.filter { entry in nameField.map { kept(entry[$0]) } ?? true }.map { entry in
                entry.filter { $0.key != "vhost" }
            }
        }
        return String(decoding: try JSONSerialization.data(withJSONObject: topology), as: UTF8.self)
    }

    /// How many messages a queue holds, waiting or on their way; as of half a second ago.
    package func depth(of queue: String, in virtualHost: String) async throws -> Int {
        let answer = try await ask("GET", "queues/\(virtualHost)/\(queue)", nil)
        let described = try JSONSerialization.jsonObject(with: answer) as? [String: Any]
        // A queue that is new has no count yet.
        return described?["messages"] as? Int ?? -1
    }

    @discardableResult
    private func ask(_ method: String, _ path: String, _ body: String?) async throws -> Data {
        guard let url = URL(string: "http://127.0.0.1:\(ports[1])/api/\(path)") else {
            throw ServerUnavailable("no address for \(path)")
        }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = body.map { Data($0.utf8) }
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue("Basic " + Data("guest:guest".utf8).base64EncodedString(), forHTTPHeaderField: "Authorization")
        let (answer, response) = try await URLSession.shared.data(for: request)
        guard let status = (response as? HTTPURLResponse)?.statusCode, (200..<300).contains(status) else {
            throw ServerUnavailable("\(method) \(path): \(response) \(String(decoding: answer, as: UTF8.self))")
        }
        return answer
    }

    /// Arguments: folder, then the ports of AMQP, of management, of the distribution, of the port mapper and of AMQP
    /// over TLS, then the folder of the certificates.
    private static let script = """
        folder=$1
        export HOME=$folder RABBITMQ_NODENAME=test-$4@localhost RABBITMQ_DIST_PORT=$4 ERL_EPMD_PORT=$5
        export RABBITMQ_MNESIA_BASE=$folder/mnesia RABBITMQ_LOG_BASE=$folder/logs ERL_EPMD_ADDRESS=127.0.0.1
        export RABBITMQ_CONFIG_FILE=$folder/rabbitmq.conf RABBITMQ_ENABLED_PLUGINS_FILE=$folder/plugins
        export RABBITMQ_CONF_ENV_FILE=$folder/none RABBITMQ_ADVANCED_CONFIG_FILE=$folder/none.config
        export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}"
        export RUNNING_UNDER_SYSTEMD=true
        mkdir -p "$folder/mnesia" "$folder/logs"; : >"$folder/none"
        printf '[rabbitmq_management].\\n' >"$folder/plugins"
        printf '%s\\n' "listeners.tcp.1 = 127.0.0.1:$2" "listeners.ssl.1 = 127.0.0.1:$6" \
            "ssl_options.cacertfile = $7/authority.pem" "ssl_options.certfile = $7/server.pem" \
            "ssl_options.keyfile = $7/server.key" "ssl_options.versions.1 = tlsv1.2" \
            "management.tcp.ip = 127.0.0.1" "management.tcp.port = $3" "collect_statistics_interval = 500" \
            >"$folder/rabbitmq.conf"
        management=http://127.0.0.1:$3/api/overview port_mapper=$5
        begin() {
            /usr/lib/rabbitmq/bin/rabbitmq-server >&2 & node=$!
            tries=0
            until curl -fsS -m 2 -u guest:guest "$management" >/dev/null 2>&1; do
                tries=$((tries + 1)); kill -0 $node || return 1; [ $tries -lt 300 ] || return 1; sleep 0.2
            done
        }
        obey() {
            case $1 in
                stop) kill -TERM $node; wait $node; return 0 ;;
                start) begin ;;
                freeze) kill -STOP $node ;;
                thaw) kill -CONT $node ;;
                memory) /usr/lib/rabbitmq/bin/rabbitmqctl set_vm_memory_high_watermark "$2" >&2 ;;
            esac
        }
        begin || exit 1
        echo ready
        while read -r order argument; do obey "$order" "$argument" && echo done || echo failed; done
        kill -CONT $node; kill -TERM $node; wait $node
        epmd -port "$port_mapper" -kill >/dev/null 2>&1
        cd / && rm -rf "$folder"
        """
}
