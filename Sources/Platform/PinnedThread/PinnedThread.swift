import Foundation

/// Runs the jobs of one actor on one OS thread, and wakes for one socket.
///
/// Made for C libraries whose handles belong to one thread and whose calls block. An actor keeps it in a `let` and
/// returns `asUnownedSerialExecutor()` as its `unownedExecutor`. The thread ends by itself after the last reference
/// to the `PinnedThread` is gone, that is, with its actor; a job that is enqueued is therefore never lost.
public final class PinnedThread: SerialExecutor, Sendable {
    /// What the thread does when the socket can be read, or when `idleMilliseconds` have passed.
    /// Returns whether anything was read, so that the thread looks again before it sleeps.
    public typealias SocketWork = @Sendable () -> Bool

    private let loop: ThreadLoop

    /// - Parameter name: what `top -H` and debuggers show; the kernel keeps its first 15 bytes.
    public init(name: String) {
        let loop = ThreadLoop()
        self.loop = loop
        loop.executor = UnownedSerialExecutor(ordinary: self)
        let runner = Thread { loop.run() }
        runner.name = name
        runner.start()
    }

    deinit { loop.end() }

    public func enqueue(_ job: consuming ExecutorJob) { loop.add(UnownedJob(job)) }

    public func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    /// Must be called on the thread, that is, from the actor. The work should hold its actor weakly.
    /// - Parameter idleMilliseconds: longest sleep between two calls of the work; -1 is for ever.
    public func watch(socket: Int32, idleMilliseconds: Int32, _ work: @escaping SocketWork) {
        checkIsolated()
        loop.watched = WatchedSocket(descriptor: socket, idleMilliseconds: idleMilliseconds, work: work)
    }

    /// Must be called on the thread. The actor calls it before it closes the socket.
    public func unwatch() {
        checkIsolated()
        loop.watched = nil
    }

    public func checkIsolated() { precondition(loop.isCurrent, "not on the pinned thread") }
    public func isIsolatingCurrentContext() -> Bool? { loop.isCurrent }
}

struct WatchedSocket {
    let descriptor: Int32
    let idleMilliseconds: Int32
    let work: PinnedThread.SocketWork
}
