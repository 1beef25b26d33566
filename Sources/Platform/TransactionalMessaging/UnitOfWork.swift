public import Foundation
public import Postgres

/// Commits a decision with its messages and audit, and wakes the relay. For routes and jobs.
public struct UnitOfWork: Sendable {
    public let pool: Pool
    private let wake: @Sendable () -> Void

    /// - Parameter wake: told after each commit that messages may be waiting.
    public init(pool: Pool, wake: @escaping @Sendable () -> Void) {
        (self.pool, self.wake) = (pool, wake)
    }

    /// One transaction: what `body` does, then the messages and the audit that it returns.
    public func commit<T: Sendable>(
        _ body: @Sendable (isolated Connection) throws -> (T, Effects)
    ) async throws -> T {
        let now = Date()
        let result = try await pool.transaction { connection in
            let (result, effects) = try body(connection)
            try effects.write(at: now, in: connection)
            return result
        }
        wake()
        return result
    }

    /// The same for a command that may be sent twice: the second time nothing is done and the first answer is given.
    /// - Throws: `CommandConflict` when the command was given before with another content or by somebody else.
    public func commit(
        _ command: CommandKey, _ body: @Sendable (isolated Connection) throws -> (String, Effects)
    ) async throws -> CommandAnswer {
        let now = Date()
        let answer = try await pool.transaction { connection in
            // The same command at the same instant waits here, and then sees the answer of the first.
            try connection.enqueue(LockCommand(id: command.id))
            if let known = try connection.run(SelectCommand(id: command.id)).first { return try known.answer(command) }
            let (text, effects) = try body(connection)
            try connection.enqueue(InsertCommand(key: command, answer: text))
            try effects.write(at: now, in: connection)
            return CommandAnswer(text: text, repeated: false)
        }
        wake()
        return answer
    }
}

/// Names one intent of one person: made when the form is shown, so that sending it twice is seen.
public struct CommandKey: Sendable, Equatable {
    public let id: UUID
    public let actor: String
    public let bodyHash: [UInt8]

    public init(id: UUID, actor: String, bodyHash: [UInt8]) {
        (self.id, self.actor, self.bodyHash) = (id, actor, bodyHash)
    }
}

/// What a command answered, for example where to go next.
public struct CommandAnswer: Sendable, Equatable {
    public let text: String
    /// Whether it had been given before.
    public let repeated: Bool
}

/// The same command with another content, or by somebody else.
public struct CommandConflict: Error, Sendable, CustomStringConvertible {
    public var description: String { "the command was given before with another content" }
}

private struct KnownCommand: Sendable {
    let actor: String
    let hash: [UInt8]
    let text: String

    func answer(_ key: CommandKey) throws -> CommandAnswer {
        guard actor == key.actor, hash == key.bodyHash else { throw CommandConflict() }
        return CommandAnswer(text: text, repeated: true)
    }
}

private struct LockCommand: Statement {
    static let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))"
    let id: UUID
    var bindings: [SQLValue] { [.text("command \(id)")] }
    static func decode(_ row: borrowing Row) throws(PostgresError) {}
}

private struct SelectCommand: Statement {
    static let sql = "SELECT actor, body_sha256, answer FROM msg.command WHERE command_id = $1"
    let id: UUID
    var bindings: [SQLValue] { [.uuid(id)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> KnownCommand {
        KnownCommand(actor: try row.text(0), hash: try row.bytes(1), text: try row.text(2))
    }
}

private struct InsertCommand: Command {
    static let sql = """
        INSERT INTO msg.command (command_id, actor, body_sha256, answer) VALUES ($1, $2, $3, $4)
        """
    let key: CommandKey
    let answer: String
    var bindings: [SQLValue] { [.uuid(key.id), .text(key.actor), .bytes(key.bodyHash), .text(answer)] }
}
