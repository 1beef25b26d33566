import Foundation
import Postgres

struct InsertSession: Command {
    static let sql = """
        INSERT INTO portal.sessions (session_id, secret_hash, account_id, form_token, started_at, last_seen_at)
        VALUES ($1, $2, $3, $4, $5, $5)
        """
    let id: UUID
    let secretHash: [UInt8]
    let accountID: UUID
    let formToken: String
    let now: Date
    var bindings: [SQLValue] { [.uuid(id), .bytes(secretHash), .uuid(accountID), .text(formToken), .timestamp(now)] }
}

/// A sign-in that nobody has ended, of an account that is active.
struct SelectSession: Statement {
    struct Session: Sendable {
        let id: UUID
        let accountID: UUID
        let formToken: String
        let startedAt: Date
        let lastSeenAt: Date
    }

    static let sql = """
        SELECT session_id, account_id, form_token, started_at, last_seen_at
          FROM portal.sessions
          JOIN portal.accounts USING (account_id)
         WHERE secret_hash = $1 AND ended_at IS NULL AND state = 'active'
        """
    let secretHash: [UInt8]
    var bindings: [SQLValue] { [.bytes(secretHash)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Session {
        Session(
            id: try row.uuid(0), accountID: try row.uuid(1), formToken: try row.text(2),
            startedAt: try row.timestamp(3), lastSeenAt: try row.timestamp(4))
    }
}

struct TouchSession: Command {
    static let sql = "UPDATE portal.sessions SET last_seen_at = $2 WHERE session_id = $1 AND ended_at IS NULL"
    let id: UUID
    let now: Date
    var bindings: [SQLValue] { [.uuid(id), .timestamp(now)] }
}

struct EndSession: Command {
    static let sql = "UPDATE portal.sessions SET ended_at = $2 WHERE session_id = $1 AND ended_at IS NULL"
    let id: UUID
    let now: Date
    var bindings: [SQLValue] { [.uuid(id), .timestamp(now)] }
}

/// Signs the account out everywhere: on its own wish, and whenever its password changes.
struct EndSessionsOfAccount: Command {
    static let sql = "UPDATE portal.sessions SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL"
    let accountID: UUID
    let now: Date
    var bindings: [SQLValue] { [.uuid(accountID), .timestamp(now)] }
}
