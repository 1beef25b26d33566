/// How many connections a pool keeps, and how long it lets a caller wait for one.
public struct PoolConfiguration: Sendable {
    public var connection: ConnectionConfiguration
    /// At most; they are opened when first needed.
    public var size: Int
    public var acquireTimeout: Duration
    /// Told how long each caller waited for its connection, in seconds; for metrics.
    public var observeWait: @Sendable (Double) -> Void

    public init(
        connection: ConnectionConfiguration, size: Int = 8, acquireTimeout: Duration = .seconds(5),
        observeWait: @escaping @Sendable (Double) -> Void = { _ in }
    ) {
        self.connection = connection
        self.size = size
        self.acquireTimeout = acquireTimeout
        self.observeWait = observeWait
    }
}

/// The pool at one instant; for metrics and health.
public struct PoolStatistics: Sendable, Equatable {
    public let size: Int
    public let idle: Int
    public let leased: Int
    public let opening: Int
    public let waiting: Int
    /// Failures to connect since the last success.
    public let failures: Int
}
