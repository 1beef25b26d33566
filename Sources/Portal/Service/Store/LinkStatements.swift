import Foundation
import Postgres

struct InsertLink: Command {
    static let sql = """
        INSERT INTO portal.links (token_hash, account_id, purpose, expires_at) VALUES ($1, $2, $3, $4)
        """
    let tokenHash: [UInt8]
    let accountID: UUID
    let purpose: String
    let expiresAt: Date
    var bindings: [SQLValue] { [.bytes(tokenHash), .uuid(accountID), .text(purpose), .timestamp(expiresAt)] }
}

/// A link as it stands now, used and expired ones too: they have an answer of their own.
struct SelectLink: Statement {
    struct Link: Sendable {
        let accountID: UUID
        let expiresAt: Date
        let used: Bool
    }

    static let sql = """
        SELECT account_id, expires_at, used_at IS NOT NULL FROM portal.links WHERE token_hash = $1 FOR UPDATE
        """
    let tokenHash: [UInt8]
    var bindings: [SQLValue] { [.bytes(tokenHash)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Link {
        Link(accountID: try row.uuid(0), expiresAt: try row.timestamp(1), used: try row.bool(2))
    }
}

/// One use ends every open link of the account: an older mail must not open it again.
struct UseLinks: Command {
    static let sql = "UPDATE portal.links SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL"
    let accountID: UUID
    let now: Date
    var bindings: [SQLValue] { [.uuid(accountID), .timestamp(now)] }
}

/// How many mails with a link the account has had in the last five minutes: nobody's mailbox is flooded.
struct CountRecentLinks: Statement {
    static let sql = """
        SELECT count(*)
          FROM portal.mails
         WHERE account_id = $1 AND kind IN ('activation', 'recovery') AND created_at > $2::timestamptz - interval '5 minutes'
        """
    let accountID: UUID
    let now: Date
    var bindings: [SQLValue] { [.uuid(accountID), .timestamp(now)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}
