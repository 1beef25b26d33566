import Foundation

/// A value that several threads share, reachable only under its lock.
///
/// Exists beside `Synchronization.Mutex` because the thread sanitizer reports false races through that one.
/// What leaves the lock must be `Sendable`, so that the guarded value itself cannot escape by a reference.
public final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    public init(_ value: sending Value) { self.value = value }

    /// Must not be called again from inside `body`: the lock is not recursive.
    public func withLock<Result: Sendable, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
