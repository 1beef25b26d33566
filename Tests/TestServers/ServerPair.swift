/// A broker and a database server: the shared ones of this process, or a pair that one suite may disturb.
package struct ServerPair: Sendable {
    package let node: BrokerNode
    package let cluster: PostgresCluster

    package static func shared() async throws -> ServerPair {
        ServerPair(node: try await BrokerNode.shared(), cluster: try await PostgresCluster.shared())
    }

    /// Servers of one's own, which may be stopped, frozen and killed.
    package static func own() async throws -> ServerPair {
        async let node = BrokerNode()
        async let cluster = PostgresCluster(port: try FreePorts.find(1)[0])
        return ServerPair(node: try await node, cluster: try await cluster)
    }
}
