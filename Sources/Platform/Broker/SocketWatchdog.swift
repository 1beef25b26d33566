import Glibc
internal import Synchronization

/// Shuts a socket when an operation outlasts its deadline.
///
/// librabbitmq sends without a deadline. Shutting the socket is the one thing that another thread may do to it, and ends
/// every wait. The watchdog holds a descriptor of its own, so that it can never shut a number given to somebody else.
final class SocketWatchdog: Sendable {
    private static let clock = ContinuousClock()
    private static let origin = clock.now

    private let descriptor: Int32
    /// Milliseconds since `origin`; 0 is disarmed.
    private let deadline = Atomic<Int64>(0)
    private let ended = Atomic<Bool>(false)

    init(socket: Int32) { descriptor = dup(socket) }

    deinit { close(descriptor) }

    /// Runs the operation under a deadline.
    func within<T, E: Error>(_ limit: Duration, _ operation: () throws(E) -> T) throws(E) -> T {
        deadline.store(Self.milliseconds(until: Self.clock.now.advanced(by: limit)), ordering: .relaxed)
        defer { deadline.store(0, ordering: .relaxed) }
        return try operation()
    }

    /// The last act: the socket is shut whatever else holds it.
    func end() {
        ended.store(true, ordering: .relaxed)
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Watches until `end()`.
    func run() async {
        while !ended.load(ordering: .relaxed), !Task.isCancelled {
            let limit = deadline.load(ordering: .relaxed)
            if limit != 0, limit <= Self.milliseconds(until: Self.clock.now) { return end() }
            // Cancelled is the same as ended.
            do { try await Task.sleep(for: .seconds(1)) } catch { return }
        }
    }

    private static func milliseconds(until instant: ContinuousClock.Instant) -> Int64 {
        let passed = (instant - origin).components
        return passed.seconds * 1_000 + passed.attoseconds / 1_000_000_000_000_000
    }
}
