import PinnedThread
public import CoreMetrics

/// All metrics of the process, written as Prometheus text (exposition format 0.0.4).
/// Labels and values only: whoever adds a metric keeps personal data and unbounded values out of its labels.
public final class MetricsRegistry: MetricsFactory, Sendable {
    private let series = SeriesTable()

    public init() {}

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series.find(.counter, label, dimensions)
    }

    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        series.find(.counter, label, dimensions)
    }

    public func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        series.find(aggregate ? .histogram : .gauge, label, dimensions)
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series.find(.gauge, label, dimensions)
    }

    /// Timers are histograms of seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series.find(.histogram, label, dimensions)
    }

    // A series lives as long as the process: a counter that vanished and came back would read as a reset.
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}

    /// The whole text, families and series in a fixed order.
    public func exposition() -> String { series.exposition() }
}

/// One named value with its labels.
final class MetricSeries: CounterHandler, FloatingPointCounterHandler, RecorderHandler, MeterHandler, TimerHandler,
    Sendable
{
    enum Kind: String, Sendable { case counter, gauge, histogram }

    /// Upper bounds in seconds, or in whatever the recorder records.
    static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    private struct State {
        var value = 0.0
        var count = 0
        var buckets = [Int](repeating: 0, count: MetricSeries.bounds.count)
    }

    let kind: Kind
    private let state = Locked(State())

    init(kind: Kind) { self.kind = kind }

    func increment(by amount: Int64) { add(Double(amount)) }
    func increment(by amount: Double) { add(amount) }
    func reset() { state.withLock { $0 = State() } }
    func record(_ value: Int64) { record(Double(value)) }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { state.withLock { $0.value = value } }
    func decrement(by amount: Double) { add(-amount) }

    func record(_ value: Double) {
        guard kind == .histogram else { return set(value) }
        state.withLock { state in
            state.value += value
            state.count += 1
            if let bucket = Self.bounds.firstIndex(where: { value <= $0 }) { state.buckets[bucket] += 1 }
        }
    }

    private func add(_ amount: Double) { state.withLock { $0.value += amount } }

    func lines(_ name: String, _ labels: String) -> [String] {
        let state = state.withLock { $0 }
        guard kind == .histogram else { return ["\(name)\(Self.braces(labels)) \(Self.number(state.value))"] }
        var lines: [String] = []
        var sum = 0
        for (bound, count) in zip(Self.bounds, state.buckets) {
            sum += count
            lines.append("\(name)_bucket\(Self.braces(Self.joined(labels, "le=\"\(Self.number(bound))\""))) \(sum)")
        }
        lines.append("\(name)_bucket\(Self.braces(Self.joined(labels, "le=\"+Inf\""))) \(state.count)")
        lines.append("\(name)_sum\(Self.braces(labels)) \(Self.number(state.value))")
        lines.append("\(name)_count\(Self.braces(labels)) \(state.count)")
        return lines
    }

    private static func joined(_ first: String, _ second: String) -> String {
        first.isEmpty ? second : "\(first),\(second)"
    }

    private static func braces(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
}
