import Foundation
import Postgres
import TestServers
import Testing

private func database() async throws -> TestDatabase {
    try await TestDatabase.make(service: "portal", migrations: [])
}

private struct SelectBackend: Statement {
    static let sql = "SELECT pg_backend_pid()"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

/// Blocks the thread of a connection until the test lets it go on.
private struct Latch: Sendable {
    private let entered = AsyncStream<Void>.makeStream()
    private let released = DispatchSemaphore(value: 0)

    /// On the connection's thread.
    func holdHere() {
        entered.continuation.yield()
        released.wait()
    }

    func untilHeld() async {
        for await _ in entered.stream { return }
    }

    func release() { released.signal() }
}

@Test func aCallerThatWaitsTooLongIsToldSo() async throws {
    try await database().withPool(size: 1, acquireTimeout: .seconds(2)) { pool in
        _ = try await pool.withConnection { try $0.run(SelectBackend()) }
        let latch = Latch()
        let holder = Task { try await pool.withConnection { _ in latch.holdHere() } }
        await latch.untilHeld()

        let error = await #expect(throws: PostgresError.self) {
            try await pool.withConnection { try $0.run(SelectBackend()) }
        }

        #expect(error?.code == .poolTimeout)
        latch.release()
        try await holder.value
    }
}

@Test func aHundredCallersShareTwoConnections() async throws {
    try await database().withPool(size: 2) { pool in
        let backends = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<100 {
                group.addTask { try await pool.transaction { try $0.run(SelectBackend())[0] } }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }

        #expect(backends.count <= 2)
        #expect(pool.statistics.leased == 0)
    }
}

@Test func aCancelledTaskStopsItsStatement() async throws {
    try await database().withPool { pool in
        let entered = AsyncStream<Void>.makeStream()
        let sleeper = Task {
            try await pool.transaction { connection in
                try connection.run(SelectBackend())
                entered.continuation.yield()
                try connection.run(Sleep(seconds: 4))
            }
        }
        for await _ in entered.stream { break }

        sleeper.cancel()
        let error = await #expect(throws: PostgresError.self) { try await sleeper.value }

        #expect(error?.code == .cancelled)
        #expect(pool.statistics.leased == 0)
    }
}

@Test func aCancelledTaskStopsWhatItHasEnqueuedAndKeepsNothing() async throws {
    let database = try await TestDatabase.make(service: "claim_entry", migrations: noteSchema)
    try await database.withPool(size: 1) { pool in
        let entered = AsyncStream<Void>.makeStream()
        let sleeper = Task {
            try await pool.transaction { connection in
                try connection.run(InsertNote(id: 1))
                entered.continuation.yield()
                try connection.enqueue(Sleep(seconds: 4))
                try connection.enqueue(InsertNote(id: 2))
                try connection.flush()
            }
        }
        for await _ in entered.stream { break }

        sleeper.cancel()
        let error = await #expect(throws: PostgresError.self) { try await sleeper.value }

        let kept = try await pool.withConnection { try $0.run(CountNotes()) }
        #expect(error?.code == .cancelled)
        #expect(kept == [0])
    }
}

@Test func connectionsThatTheServerEndedAreReplacedWithoutAnError() async throws {
    let database = try await database()
    let administrator = try await database.administrator()
    try await database.withPool(size: 1) { pool in
        let first = try await pool.withConnection { try $0.run(SelectBackend())[0] }
        try await administrator.run(EndBackend(backend: first))
        while try await administrator.run(CountBackends(backend: first)) != [0] {}

        let second = try await pool.withConnection { try $0.run(SelectBackend())[0] }

        #expect(first != second)
    }
}

@Test func aClosedPoolLendsNothing() async throws {
    let pool = Pool(
        PoolConfiguration(connection: ConnectionConfiguration(url: try await database().appURL)))
    let running = Task { await pool.run() }
    try await pool.withConnection { _ = try $0.run(SelectBackend()) }
    running.cancel()
    await running.value

    let error = await #expect(throws: PostgresError.self) {
        try await pool.withConnection { try $0.run(SelectBackend()) }
    }

    #expect(error?.code == .poolClosed)
}

@Test func aServerThatIsNotThereIsNamedInTheTimeout() async throws {
    let pool = Pool(
        PoolConfiguration(
            connection: ConnectionConfiguration(url: "postgresql://nobody@127.0.0.1:1/nothing"), size: 1,
            acquireTimeout: .milliseconds(300)))
    let running = Task { await pool.run() }
    // On a busy machine the first attempt to connect may begin after the first caller has given up.
    let patience = ContinuousClock.now + .seconds(60)

    var error: PostgresError?
    repeat {
        error = await #expect(throws: PostgresError.self) {
            try await pool.withConnection { try $0.run(SelectBackend()) }
        }
    } while error?.message.contains("refused") != true && ContinuousClock.now < patience

    #expect(error?.code == .poolTimeout)
    #expect(error?.message.contains("refused") == true)
    running.cancel()
    await running.value
}
