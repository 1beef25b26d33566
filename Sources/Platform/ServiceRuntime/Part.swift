import ServiceLifecycle

/// A part of the process with a `run()` that ends when its task is cancelled.
struct Part: Service {
    let body: @Sendable () async -> Void

    init(_ body: @escaping @Sendable () async -> Void) { self.body = body }

    func run() async throws {
        await cancelWhenGracefulShutdown { await body() }
    }
}
