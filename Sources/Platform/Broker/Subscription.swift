/// The consuming half of one connection: what was delivered, and who waits for it.
final class Subscription {
    struct Settings: Sendable {
        var queue: String
        /// At most this many deliveries are with us and unacknowledged.
        var prefetch = 600
        /// A batch is at most this long…
        var batchLimit = 200
        /// …and its first delivery waits at most this long for others.
        var batchPatience: Duration = .milliseconds(5)
        /// After this much silence the consumer asks whether messages wait all the same.
        var stallCheck: Duration = .seconds(30)
    }

    let settings: Settings
    private var collector: BatchCollector
    private var waiter: CheckedContinuation<Batch, any Error>?
    private var lastNews = ContinuousClock.now
    private var stallSuspected = false

    init(_ settings: Settings) {
        self.settings = settings
        collector = BatchCollector(limit: settings.batchLimit, patience: settings.batchPatience)
    }

    func append(_ delivery: Delivery) {
        lastNews = .now
        stallSuspected = false
        collector.append(delivery, at: lastNews)
    }

    func wait(_ continuation: CheckedContinuation<Batch, any Error>) {
        precondition(waiter == nil, "one at a time waits for a batch")
        waiter = continuation
        deliver()
    }

    /// Hands a batch over if one is ready and somebody waits.
    func deliver() {
        guard waiter != nil, let batch = collector.take(at: .now) else { return }
        lastNews = .now
        let continuation = waiter
        waiter = nil
        continuation?.resume(returning: batch)
    }

    /// Whoever waits learns that nothing more comes.
    func end(_ error: any Error) {
        collector.clear()
        let continuation = waiter
        waiter = nil
        continuation?.resume(throwing: error)
    }

    /// How long the thread may sleep; counts only while somebody waits.
    var idleMilliseconds: Int32 {
        guard waiter != nil, let readyAt = collector.readyAt else { return .max }
        let left = ContinuousClock.now.duration(to: readyAt).components
        let milliseconds = left.seconds * 1_000 + left.attoseconds / 1_000_000_000_000_000
        return Int32(clamping: max(0, milliseconds) + 1)
    }

    /// RabbitMQ 3.10 may keep messages to itself after a change of leader; a new connection sets them free.
    /// Two checks in a row must find messages and no delivery, as one may just be on its way.
    func checkStall(_ session: Session, _ observe: @Sendable (BrokerEvent) -> Void) throws(BrokerError) {
        let isIdle = waiter != nil && collector.readyAt == nil
        guard isIdle, lastNews.duration(to: .now) >= settings.stallCheck else { return }
        lastNews = .now
        let waiting = try session.messageCount(queue: settings.queue, channel: 2) > 0
        if waiting && stallSuspected {
            observe(.stalled(queue: settings.queue))
            throw BrokerError(.abandoned, "consume", "messages wait and none is delivered")
        }
        stallSuspected = waiting
    }
}

extension BrokerConnection {
    /// Begins to consume, on a new connection.
    func subscribe(_ settings: Subscription.Settings) throws(BrokerError) {
        precondition(subscription == nil, "a connection has one consumer")
        let session = try opened()
        subscription = Subscription(settings)
        do {
            try session.consume(queue: settings.queue, prefetch: settings.prefetch)
        } catch {
            discard(error)
            throw error
        }
        watchSocket(session)
    }

    /// The next batch, as soon as it is full or has waited long enough.
    func nextBatch() async throws -> Batch {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard let subscription, let session = openSession, !Task.isCancelled else {
                    return continuation.resume(throwing: BrokerError(.connectionLost, "consume", "no connection"))
                }
                subscription.wait(continuation)
                watchSocket(session)
            }
        } onCancel: {
            Task { await self.stopWaiting() }
        }
    }

    private func stopWaiting() { subscription?.end(CancellationError()) }

    /// Settles the delivery and all before it. A tag of an earlier connection means nothing any more: what it named
    /// is delivered again.
    func acknowledge(upTo tag: DeliveryTag) throws(BrokerError) {
        guard tag.generation == generation, let session = openSession else { return }
        do {
            try session.acknowledge(upTo: tag.number)
        } catch {
            discard(error)
            throw error
        }
    }

    /// Gives everything unacknowledged back to the broker.
    func abandon(_ reason: String) { discard(BrokerError(.abandoned, "consume", reason)) }
}
