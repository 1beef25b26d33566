/// Where the broker is and how to speak with it.
public struct BrokerConfiguration: Sendable {
    /// One node of the cluster.
    public struct Node: Hashable, Sendable, CustomStringConvertible {
        public let host: String
        public let port: Int

        public init(host: String, port: Int) {
            self.host = host
            self.port = port
        }

        public var description: String { "\(host):\(port)" }
    }

    /// All nodes of one cluster; each new connection begins somewhere else in the list.
    public var nodes: [Node]
    public var user: String
    public var password: String
    public var virtualHost: String
    public var tls: TLSSettings?
    /// The broker takes a peer for dead that was silent for two of these; so do we.
    public var heartbeatSeconds = 10
    /// Shown in the broker's list of connections.
    public var connectionName: String
    /// Bounds the connection attempt and each call that waits for an answer.
    public var operationTimeout: Duration = .seconds(10)
    /// What happens to a connection, with its name, for logs and metrics. Called on the connection's thread: it must
    /// not wait.
    public var observe: @Sendable (_ connectionName: String, BrokerEvent) -> Void = { _, _ in }

    public init(nodes: [Node], user: String, password: String, virtualHost: String, connectionName: String) {
        precondition(!nodes.isEmpty, "a broker has at least one node")
        self.nodes = nodes
        self.user = user
        self.password = password
        self.virtualHost = virtualHost
        self.connectionName = connectionName
    }

    func tell(_ event: BrokerEvent) { observe(connectionName, event) }

    /// The same broker under another connection name.
    public func named(_ connectionName: String) -> BrokerConfiguration {
        var copy = self
        copy.connectionName = connectionName
        return copy
    }
}

extension BrokerConfiguration {
    /// Reads `host:port,host:port`; nil if any part of it is not that.
    public static func nodes(parsing text: String) -> [Node]? {
        let nodes = text.split(separator: ",").map { part -> Node? in
            guard let colon = part.lastIndex(of: ":"), let port = Int(part[part.index(after: colon)...]) else {
                return nil
            }
            let host = part[..<colon].drop { $0 == " " }
            return host.isEmpty || !(1...65_535).contains(port) ? nil : Node(host: String(host), port: port)
        }
        return nodes.isEmpty || nodes.contains(nil) ? nil : nodes.compactMap { $0 }
    }
}

/// How the connection is encrypted. The broker's certificate must name the host of the node: an address does not pass.
public struct TLSSettings: Sendable {
    /// PEM file of the authorities that may sign the broker's certificate.
    public var authorityFile: String
    /// PEM files of our own certificate and key, where the broker asks for one.
    public var identity: (certificateFile: String, keyFile: String)?

    public init(authorityFile: String, identity: (certificateFile: String, keyFile: String)? = nil) {
        self.authorityFile = authorityFile
        self.identity = identity
    }
}

/// What happens to a connection.
public enum BrokerEvent: Sendable, Equatable {
    case connected(BrokerConfiguration.Node)
    case disconnected(BrokerError)
    /// The broker accepts no messages at the moment (memory or disk alarm).
    case blocked(reason: String)
    case unblocked
    /// The broker says that messages wait, and delivered none for long: the consumer opens a new connection.
    case stalled(queue: String)
}
