import CPostgres
import Foundation
import PinnedThread

/// Lets another thread ask the server to stop the work of one lease, and of no later one; never once COMMIT is on its
/// way, because its outcome would then be unknown for nothing.
final class CancellationGate: Sendable {
    private struct State {
        var cancel: OpaquePointer?
        var running: UInt64?
        var isCommitting = false
        var isRequested = false
    }

    private let state = Locked(State())

    deinit { replace(with: nil) }

    /// - Parameter make: makes what libpq cancels with; it is freed here.
    func open(_ make: () -> OpaquePointer?) {
        state.withLock { state in
            PQfreeCancel(state.cancel)
            state.cancel = make()
        }
    }

    private func replace(with cancel: OpaquePointer?) { open { nil } }

    func begin(_ work: UInt64) {
        state.withLock { $0 = State(cancel: $0.cancel, running: work) }
    }

    func end() {
        state.withLock { $0 = State(cancel: $0.cancel) }
    }

    /// Returns `false` if the work was cancelled before; from now on it cannot be.
    func enterCommit() -> Bool {
        state.withLock { state in
            state.isCommitting = true
            return !state.isRequested
        }
    }

    var isRequested: Bool { state.withLock { $0.isRequested } }

    /// Blocks for one round trip to the server, with the gate closed so that the next lease cannot begin meanwhile.
    func cancel(_ work: UInt64) {
        state.withLock { state in
            guard state.running == work, !state.isCommitting, !state.isRequested else { return }
            state.isRequested = true
            var reason = [CChar](repeating: 0, count: 256)
            // A request that does not reach the server leaves the statement to its own timeout.
            _ = PQcancel(state.cancel, &reason, Int32(reason.count))
        }
    }
}
