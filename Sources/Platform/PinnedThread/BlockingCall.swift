import Foundation

/// One short blocking call on a thread of its own, so that no thread of the cooperative pool waits for it.
public enum BlockingCall {
    public static func start(_ work: @escaping @Sendable () -> Void) {
        let thread = Thread(block: work)
        thread.name = "blocking call"
        thread.start()
    }
}
