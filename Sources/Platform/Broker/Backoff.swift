/// Growing pauses with full jitter: many clients that failed together do not come back together.
public struct Backoff: Sendable {
    private let floor: Duration
    private let ceiling: Duration
    private var failures = 0

    public init(floor: Duration = .milliseconds(100), ceiling: Duration = .seconds(10)) {
        precondition(floor > .zero && floor <= ceiling, "pauses grow from the floor to the ceiling")
        self.floor = floor
        self.ceiling = ceiling
    }

    /// After a success the next pause is short again.
    public mutating func reset() { failures = 0 }

    /// A pause between the floor and twice the last bound, at most the ceiling.
    public mutating func next(using generator: inout some RandomNumberGenerator) -> Duration {
        failures = min(failures + 1, 30)
        let bound = min(floor * (1 << failures), ceiling)
        let fraction = Double(generator.next() >> 11) / Double(UInt64(1) << 53)
        return floor + (bound - floor) * fraction
    }

    public mutating func next() -> Duration {
        var generator = SystemRandomNumberGenerator()
        return next(using: &generator)
    }
}
