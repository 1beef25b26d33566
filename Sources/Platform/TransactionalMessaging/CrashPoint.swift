import Foundation
import Glibc
import PinnedThread

/// Places at which a test makes the process die by SIGKILL, to see that nothing is lost and nothing happens twice.
///
/// `CRASH_AT="relay.published:3"` kills at the third pass of that point. Without the variable a pass costs a comparison.
public enum CrashPoint {
    private static let target: (name: String, turn: Int)? = {
        guard let text = ProcessInfo.processInfo.environment["CRASH_AT"] else { return nil }
        let parts = text.split(separator: ":")
        return parts.count == 2 ? Int(parts[1]).map { (String(parts[0]), $0) } : nil
    }()
    private static let passes = Locked(0)

    /// Whether this process is to die somewhere.
    static var isArmed: Bool { target != nil }

    public static func pass(_ name: String) {
        guard let target, target.name == name else { return }
        let turn = passes.withLock { passes in
            passes += 1
            return passes
        }
        if turn == target.turn { kill(getpid(), SIGKILL) }
    }
}
