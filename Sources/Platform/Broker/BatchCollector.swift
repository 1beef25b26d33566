/// Collects deliveries until there are enough of them, or until the first has waited long enough.
struct BatchCollector {
    private let limit: Int
    private let patience: Duration
    private var deliveries: [Delivery] = []
    private var since: ContinuousClock.Instant?

    init(limit: Int, patience: Duration) {
        precondition(limit > 0, "a batch holds at least one delivery")
        self.limit = limit
        self.patience = patience
    }

    mutating func append(_ delivery: Delivery, at now: ContinuousClock.Instant) {
        deliveries.append(delivery)
        if since == nil { since = now }
    }

    /// When the batch will be ready if nothing more arrives; nil if there is none.
    var readyAt: ContinuousClock.Instant? { since.map { $0.advanced(by: patience) } }

    /// The oldest deliveries, at most `limit` of them; nil if it is too early.
    mutating func take(at now: ContinuousClock.Instant) -> Batch? {
        guard let readyAt, deliveries.count >= limit || now >= readyAt else { return nil }
        if deliveries.count <= limit {
            defer { (deliveries, since) = ([], nil) }
            return Batch(deliveries)
        }
        let batch = Batch(Array(deliveries.prefix(limit)))
        deliveries.removeFirst(limit)
        since = now
        return batch
    }

    /// What a dead connection delivered cannot be acknowledged any more, and will come again.
    mutating func clear() { (deliveries, since) = ([], nil) }
}
