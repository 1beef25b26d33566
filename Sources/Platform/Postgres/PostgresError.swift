/// What went wrong between us and PostgreSQL, what was attempted, and nothing of the rows concerned.
public struct PostgresError: Error, Sendable, Hashable {
    public enum Code: Sendable, Hashable {
        case unique(constraint: String)
        case foreignKey
        case check(constraint: String)
        case serialization
        case deadlock
        case lockTimeout
        case statementTimeout
        case cancelled
        /// Nothing is known of work in progress except that, without COMMIT, it has no effect.
        case connectionLost
        /// COMMIT was sent and had no clear answer: the transaction may or may not hold. Look, never guess.
        case commitOutcomeUnknown
        case readOnly
        case insufficientPrivilege
        case poolTimeout
        case poolClosed
        case decoding(column: Int, expected: String)
        case other(sqlstate: String)
    }

    public let code: Code
    /// The five characters of the server, if it was the server that complained.
    public let sqlState: String?
    /// The type name of the statement that failed, or what else was attempted.
    public let statement: String
    /// For the log: names tables and constraints, never values.
    public let message: String

    public init(code: Code, sqlState: String? = nil, statement: String, message: String) {
        self.code = code
        self.sqlState = sqlState
        self.statement = statement
        self.message = message
    }

    /// Whether the same work may succeed later without any change. An unknown commit is not: it must be looked up.
    public var isTransient: Bool {
        switch code {
        case .serialization, .deadlock, .lockTimeout, .statementTimeout, .cancelled, .connectionLost, .readOnly,
            .poolTimeout, .poolClosed:
            true
        case .other(let sqlstate):
            sqlstate.hasPrefix("53") || sqlstate.hasPrefix("58")
        case .unique, .foreignKey, .check, .commitOutcomeUnknown, .insufficientPrivilege, .decoding:
            false
        }
    }
}

extension PostgresError: CustomStringConvertible {
    public var description: String {
        let state = sqlState.map { " [\($0)]" } ?? ""
        return "\(statement): \(message)\(state)"
    }
}
