/// Publishes batches with confirms. Use one for each independent flow: a batch waits for the one before it.
public final class Publisher: Sendable {
    private let connection: BrokerConnection
    private let window: ConfirmState.Window

    public init(_ configuration: BrokerConfiguration) {
        connection = BrokerConnection(configuration)
        window = ConfirmState.Window()
    }

    /// Publishes in order; one outcome per message, in the same order.
    ///
    /// Throws only if nothing was sent: no connection (`.unreachable`, `.refused`…) or the broker has blocked
    /// publishers (`.blocked`). The caller pauses, for example by a `Backoff`, and tries again.
    public func publish(_ batch: [OutgoingMessage]) async throws(BrokerError) -> [PublishOutcome] {
        try await connection.publish(batch, window: window)
    }

    /// Connects if that has not happened yet or has to happen again, so that the next batch need not wait for it.
    /// Throws `BrokerError` if the broker cannot be reached.
    public func connect() async throws(BrokerError) { try await connection.assureOpen() }

    /// Why the broker accepts no messages, while it does not.
    public var blockedReason: String? { get async { await connection.blockedReason } }

    public func close() async { await connection.close() }
}
