import Dispatch
import Postgres
import TestServers
import Testing

private func database() async throws -> TestDatabase {
    try await TestDatabase.make(service: "claim_entry", migrations: noteSchema)
}

/// Ends the server's side of a connection in the middle of its transaction.
private struct Killer: Sendable {
    private let asked = AsyncStream<Void>.makeStream()
    private let done = DispatchSemaphore(value: 0)

    init(of connection: Connection, _ database: TestDatabase) async throws {
        let administrator = try await database.administrator()
        let backend = await connection.backendPID
        Task { [asked, done] in
            for await _ in asked.stream { break }
            try await administrator.run(EndBackend(backend: backend))
            while try await administrator.run(CountBackends(backend: backend)) != [0] {}
            done.signal()
        }
    }

    /// On the connection's thread; returns when the server's process is gone.
    func strike() {
        asked.continuation.yield()
        done.wait()
    }
}

@Test func aConnectionThatTheServerEndsInTheMiddleIsLostAndKeepsNothing() async throws {
    let database = try await database()
    let connection = try await database.connect()
    let killer = try await Killer(of: connection, database)

    let error = await #expect(throws: PostgresError.self) {
        try await connection.transaction { connection in
            try connection.run(InsertNote(id: 1))
            killer.strike()
            try connection.run(InsertNote(id: 2))
        }
    }

    #expect(error?.code == .connectionLost)
    #expect(await connection.isBroken)
    #expect(try await database.connect().run(CountNotes()) == [0])
}

@Test func aConnectionThatIsLostBeforeTheAnswerToCommitLeavesTheOutcomeUnknown() async throws {
    let database = try await database()
    let connection = try await database.connect()
    let killer = try await Killer(of: connection, database)

    let error = await #expect(throws: PostgresError.self) {
        try await connection.transaction { connection in
            try connection.run(InsertNote(id: 1))
            killer.strike()
        }
    }

    #expect(error?.code == .commitOutcomeUnknown)
}
