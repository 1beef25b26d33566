/// The queues and exchanges that an administrator imported. Services may not declare any; they look.
public enum Topology {
    /// What the broker does not have. The administrator's command imports it.
    public struct Missing: Error, Equatable, CustomStringConvertible {
        public let queues: [String]
        public let exchanges: [String]

        public var description: String {
            "the broker lacks queues [\(queues.joined(separator: ", "))], "
                + "exchanges [\(exchanges.joined(separator: ", "))]: import the topology"
        }
    }

    /// Throws `Missing` with everything that is, or `BrokerError`.
    public static func check(
        _ configuration: BrokerConfiguration, queues: [String], exchanges: [String]
    ) async throws {
        let connection = BrokerConnection(configuration)
        do {
            let missing = try await connection.missing(queues: queues, exchanges: exchanges)
            await connection.close()
            if let missing { throw missing }
        } catch {
            await connection.close()
            throw error
        }
    }

    /// How many messages wait in each queue. Throws `BrokerError`, also for a queue that there is not.
    public static func depths(_ configuration: BrokerConfiguration, queues: [String]) async throws -> [String: Int] {
        let connection = BrokerConnection(configuration)
        do {
            let depths = try await connection.depths(of: queues)
            await connection.close()
            return depths
        } catch {
            await connection.close()
            throw error
        }
    }
}

extension BrokerConnection {
    private static let notFound = 404

    func missing(queues: [String], exchanges: [String]) throws(BrokerError) -> Topology.Missing? {
        let session = try opened()
        let lackedQueues = try absent(queues) { name throws(BrokerError) in
            _ = try session.messageCount(queue: name, channel: 2)
        }
        let lackedExchanges = try absent(exchanges) { name throws(BrokerError) in
            try session.checkExchange(name, channel: 2)
        }
        let complete = lackedQueues.isEmpty && lackedExchanges.isEmpty
        return complete ? nil : Topology.Missing(queues: lackedQueues, exchanges: lackedExchanges)
    }

    func depths(of queues: [String]) throws(BrokerError) -> [String: Int] {
        let session = try opened()
        var depths: [String: Int] = [:]
        for queue in queues { depths[queue] = try session.messageCount(queue: queue, channel: 2) }
        return depths
    }

    private func absent(
        _ names: [String], _ look: (String) throws(BrokerError) -> Void
    ) throws(BrokerError) -> [String] {
        var absent: [String] = []
        for name in names {
            do {
                try look(name)
            } catch {
                guard error.code == .closedByBroker(replyCode: Self.notFound) else { throw error }
                absent.append(name)
            }
        }
        return absent
    }
}
