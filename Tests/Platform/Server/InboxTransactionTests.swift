import Contracts
import Foundation
import Postgres
import TestServers
import Testing
import Vocabulary

@testable import TransactionalMessaging

/// Counts what reached a handler, in the database, so that a rollback is seen.
private struct OnPersonlessFact: MessageHandler {
    func handle(_ payload: ClaimCancelled, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        if payload.reason == "poison" { throw Unprocessable("poison") }
        return Effects(audit: [
            AuditEntry(actor: "test", action: "handled", subject: "\(envelope.stream)", detail: "\(envelope.number)")
        ])
    }
}

private struct SelectHandled: Statement {
    static let sql = "SELECT subject || '#' || detail FROM audit.entry ORDER BY number"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.text(0) }
}

private struct CountRows: Statement {
    static let sql = """
        SELECT (SELECT count(*) FROM msg.held), (SELECT count(*) FROM msg.parked WHERE resolved_at IS NULL)
        """
    static func decode(_ row: borrowing Row) throws(PostgresError) -> [Int] { [try row.int(0), try row.int(1)] }
}

private let binding = QueueBinding(queue: "validation.claim-entry", handlers: [OnPersonlessFact()])
private let transaction = InboxTransaction(binding: binding, now: Date())

/// A service's side of the inbox: what it may read is read as the auditor.
private struct Side {
    let database: TestDatabase
    let connection: Connection
    let audit: Connection
    let claim = ClaimID(rawValue: UUID())

    init() async throws {
        database = try await TestDatabase.make(service: "validation", migrations: MessagingMigrations.all)
        connection = try await database.connect()
        audit = try await Connection.open(ConnectionConfiguration(url: database.auditURL))
    }

    func fact(_ number: Int64, reason: String = "withdrawn") throws -> Arrival {
        let data = ClaimCancelled(claimID: claim, reason: reason, cancelledAt: Instant(Date(timeIntervalSince1970: 0)))
        let envelope = Envelope(
            id: Outbox.messageID(data.stream, number), type: ClaimCancelled.type, stream: data.stream, number: number,
            time: Date(timeIntervalSince1970: 0))
        let body = try MessageCoding.body(Event(envelope: envelope, data: data))
        return try binding.read(body, type: nil)
    }

    func take(_ facts: [Arrival]) async throws {
        try await transact { try transaction.take(facts, parking: [], in: $0) }
    }

    func transact<T: Sendable>(_ body: @escaping @Sendable (isolated Connection) throws -> T) async throws -> T {
        try await connection.transaction(body)
    }

    /// The numbers that reached the handler.
    var handled: [Int64] {
        get async throws {
            try await audit.run(SelectHandled()).compactMap { Int64($0.split(separator: "#").last ?? "") }
        }
    }

    var heldAndParked: [Int] { get async throws { try await audit.run(CountRows()).first ?? [] } }
}

@Test func aFactDeliveredTwiceHasItsEffectOnce() async throws {
    let side = try await Side()
    let fact = try side.fact(1)

    try await side.take([fact, fact])
    try await side.take([fact])

    #expect(try await side.handled == [1])
    #expect(try await side.heldAndParked == [0, 0])
}

@Test func factsOutOfOrderAreAppliedInOrder() async throws {
    let side = try await Side()

    try await side.take([try side.fact(3)])
    #expect(try await side.heldAndParked == [1, 0])
    try await side.take([try side.fact(2)])
    try await side.take([try side.fact(1)])

    #expect(try await side.handled == [1, 2, 3])
    #expect(try await side.heldAndParked == [0, 0])
}

@Test func anotherBodyUnderAKnownIdIsParked() async throws {
    let side = try await Side()
    try await side.take([try side.fact(1)])

    try await side.take([try side.fact(1, reason: "another")])

    #expect(try await side.handled == [1])
    #expect(try await side.heldAndParked == [0, 1])
}

@Test func aFactThatFailsLeavesNothingBehind() async throws {
    let side = try await Side()
    let facts = [try side.fact(1), try side.fact(2, reason: "poison")]

    await #expect(throws: Unprocessable.self) { try await side.take(facts) }

    #expect(try await side.handled == [])
    try await side.take([facts[0]])
    #expect(try await side.handled == [1])
}

/// Parks a message as the dispatcher does with one that can never be handled.
private func park(_ fact: Arrival, on side: Side) async throws -> Int64 {
    try await side.transact { connection in
        _ = try transaction.remember([fact], in: connection)
        try transaction.park(fact, "cannot be handled", in: connection)
    }
    let parked = try await side.transact { try ParkedMessages.list(in: $0) }
    return try #require(parked.first).id
}

@Test func aReplayedMessageWaitsForItsHandlerAgain() async throws {
    let side = try await Side()
    let id = try await park(try side.fact(1), on: side)

    try await side.transact { try ParkedMessages.replay(id, in: $0) }

    #expect(try await side.connection.run(SelectHeldDue(queue: binding.queue)).map(\.number) == [1])
    #expect(try await side.heldAndParked == [1, 0])
}

@Test func aMessageIsReplayedOnce() async throws {
    let side = try await Side()
    let id = try await park(try side.fact(1), on: side)
    try await side.transact { try ParkedMessages.replay(id, in: $0) }

    await #expect(throws: CannotResolve.self) {
        try await side.transact { try ParkedMessages.replay(id, in: $0) }
    }
}

@Test func afterADismissalTheStreamGoesOn() async throws {
    let side = try await Side()
    let id = try await park(try side.fact(1), on: side)
    try await side.take([try side.fact(2)])
    #expect(try await side.handled == [])

    try await side.transact { try ParkedMessages.dismiss(id, in: $0) }

    #expect(try await side.connection.run(SelectHeldDue(queue: binding.queue)).map(\.number) == [2])
}

private struct Forget: Command { static let sql = "DELETE FROM msg.inbox" }

@Test func theServiceMayNotForgetWhatItReceived() async throws {
    let side = try await Side()

    let error = await #expect(throws: PostgresError.self) { try await side.connection.run(Forget()) }

    #expect(error?.code == .insufficientPrivilege)
}
