import CEventFD
import Foundation
import Glibc

/// The thread's own half: it outlives the `PinnedThread` until the jobs already queued have run.
final class ThreadLoop: @unchecked Sendable {
    private let lock = NSLock()  // Not `Mutex`: the thread sanitizer does not see it.
    private var jobs: [UnownedJob] = []  // Guarded by `lock`, as are the next three.
    private var ending = false
    private var sleeping = false
    private var thread: pthread_t?
    private let bell: Int32 = exam_eventfd()

    /// Written once, before the thread starts. Unowned: a job that runs keeps its actor, and so the executor, alive.
    var executor: UnownedSerialExecutor?
    /// Touched on the thread only.
    var watched: WatchedSocket?

    init() { precondition(bell >= 0, "no file descriptor left for the wake-up of a pinned thread") }

    deinit { close(bell) }

    var isCurrent: Bool {
        lock.withLock { thread.map { pthread_equal(pthread_self(), $0) != 0 } ?? false }
    }

    func add(_ job: UnownedJob) {
        let mustRing = lock.withLock {
            jobs.append(job)
            return sleeping
        }
        if mustRing { ring() }
    }

    func end() {
        lock.withLock { ending = true }
        ring()
    }

    func run() {
        lock.withLock { thread = pthread_self() }
        var batch: [UnownedJob] = []
        while true {
            batch.removeAll(keepingCapacity: true)
            let mustEnd = lock.withLock {
                sleeping = false
                swap(&batch, &jobs)
                return ending
            }
            for job in batch { execute(job) }
            let read = watched?.work() ?? false
            if read || !batch.isEmpty { continue }
            if mustEnd { return }
            sleepUntilNeeded()
        }
    }

    private func execute(_ job: UnownedJob) {
        guard let executor else { preconditionFailure("the thread started before its executor was known") }
        job.runSynchronously(on: executor)
    }

    private func sleepUntilNeeded() {
        let maySleep = lock.withLock {
            sleeping = jobs.isEmpty && !ending
            return sleeping
        }
        guard maySleep else { return }
        var descriptors = (
            pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
            pollfd(fd: watched?.descriptor ?? -1, events: Int16(POLLIN), revents: 0)
        )
        withUnsafeMutablePointer(to: &descriptors) { pair in
            pair.withMemoryRebound(to: pollfd.self, capacity: 2) { both in
                _ = poll(both, 2, watched?.idleMilliseconds ?? -1)
            }
        }
        var count: UInt64 = 0
        _ = read(bell, &count, 8)  // The bell does not block: without a ring this reads nothing.
    }

    private func ring() {
        var one: UInt64 = 1
        _ = write(bell, &one, 8)
    }
}
