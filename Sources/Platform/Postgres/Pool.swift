import PinnedThread

/// Lends connections, each for one closure. Callers wait in order, and not for ever.
///
/// `run()` opens the connections, so that it must be under way while the pool is used; when it is cancelled the pool
/// lends nothing more, waits for what is lent, and closes everything.
public final class Pool: Sendable {
    typealias Waiter = CheckedContinuation<Connection, any Error>
    typealias State = PoolState<Connection, Waiter>

    private enum Task: Sendable {
        case open(failures: Int)
        case expire(at: ContinuousClock.Instant)
    }

    let configuration: PoolConfiguration
    private let state: Locked<State>
    private let numbers = Locked<UInt64>(0)
    private let lastFailure = Locked<PostgresError?>(nil)
    private let tasks: AsyncStream<Task>
    private let taskInput: AsyncStream<Task>.Continuation
    private let drained: AsyncStream<Void>
    private let drainedInput: AsyncStream<Void>.Continuation

    public init(_ configuration: PoolConfiguration) {
        self.configuration = configuration
        state = Locked(State(size: configuration.size))
        // Bounded by the state: at most one opening for each connection, and one alarm.
        (tasks, taskInput) = AsyncStream.makeStream()
        (drained, drainedInput) = AsyncStream.makeStream()
    }

    // MARK: Use

    /// BEGIN, `body`, COMMIT, on one connection. Nothing is retried: whether the work may be done again is for the
    /// caller to know. When the surrounding task is cancelled, the running statement is stopped and nothing is kept,
    /// unless COMMIT is already on its way.
    /// Throws what `body` throws, or `PostgresError`; `.commitOutcomeUnknown` means: look whether it happened.
    public func transaction<T: Sendable>(
        _ body: @Sendable (isolated Connection) throws -> T
    ) async throws -> T {
        try await lend(inTransaction: true, body)
    }

    /// Each statement is its own transaction: for reads.
    public func withConnection<T: Sendable>(
        _ body: @Sendable (isolated Connection) throws -> T
    ) async throws -> T {
        try await lend(inTransaction: false, body)
    }

    public var statistics: PoolStatistics {
        state.withLock {
            PoolStatistics(
                size: $0.size, idle: $0.idle.count, leased: $0.leased, opening: $0.opening,
                waiting: $0.waitingCount, failures: $0.failures)
        }
    }

    // MARK: Life

    public func run() async {
        await withDiscardingTaskGroup { group in
            for await task in tasks {
                group.addTask {
                    switch task {
                    case .open(let failures): await self.open(after: failures)
                    case .expire(let instant): await self.expire(at: instant)
                    }
                }
            }
            perform(state.withLock { $0.close() })
        }
        for await _ in drained { break }
    }

    private func open(after failures: Int) async {
        do {
            if failures > 0 { try await ContinuousClock().sleep(for: Self.pause(after: failures)) }
            let connection = try await Connection.open(configuration.connection)
            lastFailure.withLock { $0 = nil }
            perform(state.withLock { $0.opened(connection) })
        } catch {
            if let error = error as? PostgresError { lastFailure.withLock { $0 = error } }
            perform(state.withLock { $0.openFailed() })
        }
    }

    /// Doubles from 50 ms to 2 s, less up to a half at random so that processes do not come back in step.
    static func pause(after failures: Int) -> Duration {
        let milliseconds = 50 << min(failures - 1, 5)
        return .milliseconds(min(2000, milliseconds) * Int.random(in: 50...100) / 100)
    }

    private func expire(at instant: ContinuousClock.Instant) async {
        // Cancelled: the pool closes, and every waiter is answered there.
        guard (try? await ContinuousClock().sleep(until: instant)) != nil else { return }
        perform(state.withLock { $0.expire(at: .now) })
    }

    // MARK: Lending

    private func lend<T: Sendable>(
        inTransaction: Bool, _ body: @Sendable (isolated Connection) throws -> T
    ) async throws -> T {
        let began = ContinuousClock.now
        // As many stale sessions as there are connections may come up after a restart of the server.
        for _ in 0...configuration.size {
            let number = nextNumber()
            let connection = try await acquire(number)
            configuration.observeWait((ContinuousClock.now - began).seconds)
            do {
                return try await use(connection, number, inTransaction, body)
            } catch is StaleConnection {
                continue
            }
        }
        throw PostgresError(code: .connectionLost, statement: "acquire", message: "every connection was stale")
    }

    private func use<T: Sendable>(
        _ connection: Connection, _ number: UInt64, _ inTransaction: Bool,
        _ body: @Sendable (isolated Connection) throws -> T
    ) async throws -> T {
        let outcome: Result<T, any Error>
        let reusable: Bool
        (outcome, reusable) = await withTaskCancellationHandler {
            await connection.outcome(number, inTransaction: inTransaction, body)
        } onCancel: {
            // On a thread of its own, because it waits for the server.
            BlockingCall.start { connection.gate.cancel(number) }
        }
        perform(state.withLock { $0.giveBack(connection, reusable: reusable) })
        return try outcome.get()
    }

    private func acquire(_ number: UInt64) async throws -> Connection {
        try _Concurrency.Task.checkCancellation()
        if let connection = state.withLock({ $0.lendIdle() }) { return connection }
        let deadline = ContinuousClock.now + configuration.acquireTimeout
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                perform(state.withLock { $0.wait(number, continuation, until: deadline) })
                // Cancelled before it waited: the handler found nobody.
                if _Concurrency.Task.isCancelled { cancel(number) }
            }
        } onCancel: {
            cancel(number)
        }
    }

    private func cancel(_ number: UInt64) { perform(state.withLock { $0.cancel(number) }) }

    private func nextNumber() -> UInt64 {
        numbers.withLock { number in
            number += 1
            return number
        }
    }

    private func perform(_ steps: [State.Step]) {
        for step in steps {
            switch step {
            case .lend(let connection, let waiter): waiter.resume(returning: connection)
            case .fail(let waiter, let refusal): waiter.resume(throwing: error(for: refusal))
            case .open(let failures): taskInput.yield(.open(failures: failures))
            case .discard(let connection): _Concurrency.Task { await connection.close() }
            case .wakeAt(let instant): taskInput.yield(.expire(at: instant))
            case .drained: drainedInput.finish()
            }
        }
    }

    private func error(for refusal: PoolRefusal) -> any Error {
        switch refusal {
        case .cancelled: PostgresError(code: .cancelled, statement: "acquire", message: "cancelled while waiting")
        case .closed: PostgresError(code: .poolClosed, statement: "acquire", message: "the pool is closed")
        case .timeout:
            PostgresError(
                code: .poolTimeout, statement: "acquire",
                message: lastFailure.withLock { $0 }.map { "no connection in time; the last attempt: \($0.message)" }
                    ?? "no connection in time: all \(configuration.size) are in use")
        }
    }
}

extension Connection {
    /// The lease as a value, with whether the connection may be lent again; one hop to its thread for both.
    fileprivate func outcome<T: Sendable>(
        _ number: UInt64, inTransaction: Bool, _ body: @Sendable (isolated Connection) throws -> T
    ) -> (Result<T, any Error>, Bool) {
        let outcome = Result { try lease(number, inTransaction: inTransaction, body) }
        if case .failure(let error as PostgresError) = outcome, error.code == .readOnly {
            // After a failover this server is no longer the primary; a new connection looks for the other.
            return (outcome, false)
        }
        return (outcome, isReusable)
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
