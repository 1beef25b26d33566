/// Consumes one queue in batches, and comes back by itself after whatever ends its connection.
public final class Consumer: Sendable {
    private let connection: BrokerConnection
    private let settings: Subscription.Settings

    /// - Parameters:
    ///   - prefetch: how many unacknowledged deliveries may be with us; three times the batch keeps the broker busy.
    ///   - batchLimit: a batch is handed over when it has this many deliveries…
    ///   - batchPatience: …or when its first has waited this long.
    public init(
        _ configuration: BrokerConfiguration, queue: String, batchLimit: Int = 200,
        batchPatience: Duration = .milliseconds(5)
    ) {
        connection = BrokerConnection(configuration)
        var settings = Subscription.Settings(queue: queue)
        settings.batchLimit = batchLimit
        settings.prefetch = min(3 * batchLimit, Int(UInt16.max))
        settings.batchPatience = batchPatience
        self.settings = settings
    }

    /// Runs until its task is cancelled. A batch that was handed over is finished first, and acknowledged if it may be.
    public func run(_ handle: @escaping @Sendable (Batch) async -> BatchVerdict) async {
        var backoff = Backoff()
        while !Task.isCancelled {
            do {
                try await connection.subscribe(settings)
                try await consume(handle, settled: { backoff.reset() })
            } catch let error as BrokerError where error.code == .closed {
                return
            } catch {
                // Told to the observer where it happened. A pause cut short by cancellation ends the loop.
                do { try await Task.sleep(for: backoff.next()) } catch { break }
            }
        }
        await connection.close()
    }

    private func consume(
        _ handle: @escaping @Sendable (Batch) async -> BatchVerdict, settled: () -> Void
    ) async throws {
        while !Task.isCancelled {
            let batch = try await connection.nextBatch()
            // A task of its own: cancellation stops the consumer, not a transaction half done.
            switch await Task(operation: { await handle(batch) }).value {
            case .acknowledge:
                try await connection.acknowledge(upTo: batch.lastTag)
                settled()
            case .redeliver:
                await connection.abandon("the handler asked for redelivery")
                throw BrokerError(.abandoned, "consume", "the handler asked for redelivery")
            }
        }
    }
}
