import Broker
import Metrics
import PinnedThread

/// Which of the process's connections to the broker stand; for readiness and metrics.
final class BrokerHealth: Sendable {
    private let connections: Locked<[String: Bool]>

    /// - Parameter names: the connections without which the service cannot do its work.
    init(expecting names: [String]) {
        connections = Locked(Dictionary(uniqueKeysWithValues: names.map { ($0, false) }))
    }

    /// Nil when all that are expected stand; else which is missing.
    var fault: String? {
        let missing = connections.withLock { $0.filter { !$0.value }.keys.sorted() }
        return missing.first.map { "broker: no connection for \($0)" }
    }

    func observe(_ connection: String, _ event: BrokerEvent) {
        let labels = [("connection", connection)]
        switch event {
        case .connected:
            set(connection, true)
            Counter(label: "broker_connects", dimensions: labels).increment()
        case .disconnected:
            set(connection, false)
            Counter(label: "broker_disconnects", dimensions: labels).increment()
        case .blocked: Gauge(label: "broker_blocked", dimensions: labels).record(1)
        case .unblocked: Gauge(label: "broker_blocked", dimensions: labels).record(0)
        case .stalled: Counter(label: "broker_stalls", dimensions: labels).increment()
        }
    }

    private func set(_ connection: String, _ stands: Bool) {
        connections.withLock { connections in
            if connections[connection] != nil { connections[connection] = stands }
        }
        Gauge(label: "broker_connected", dimensions: [("connection", connection)]).record(stands ? 1 : 0)
    }
}
