import Contracts
import Metrics

/// What is counted: `messages_…` by queue, `outbox_…` for the relay.
enum MessagingMetrics {
    static func handled(_ queue: String, _ type: MessageType, _ count: Int) {
        Counter(label: "messages_handled", dimensions: [("queue", queue), ("type", type.description)])
            .increment(by: count)
    }

    static func duplicates(_ queue: String, _ count: Int) {
        guard count > 0 else { return }
        Counter(label: "messages_duplicate", dimensions: [("queue", queue)]).increment(by: count)
    }

    static func parked(_ queue: String) {
        Counter(label: "messages_parked", dimensions: [("queue", queue)]).increment()
    }

    static func published(_ confirmed: Int, _ failed: Int) {
        Counter(label: "outbox_confirmed").increment(by: confirmed)
        if failed > 0 { Counter(label: "outbox_failed").increment(by: failed) }
    }

    static func pending(_ count: Int, oldestSeconds: Double) {
        Gauge(label: "outbox_pending").record(count)
        Gauge(label: "outbox_oldest_seconds").record(oldestSeconds)
    }
}
