/// When a fact that failed is tried again: 1, 2, 4… seconds, at most an hour; after the last try it is parked.
public struct RetryPolicy: Sendable {
    public var attempts = 12
    public var firstSeconds = 1.0
    public var longestSeconds = 3600.0

    public init() {}

    /// Seconds until the next try after `attempts` failures; nil when there is none.
    func delaySeconds(after failures: Int) -> Double? {
        guard failures < attempts else { return nil }
        var delay = firstSeconds
        for _ in 1..<max(failures, 1) where delay < longestSeconds { delay *= 2 }
        return min(delay, longestSeconds)
    }
}
