import Foundation
import Postgres

/// An account as the portal works with it.
struct Account: Sendable, Equatable {
    var id: UUID
    var login: String
    var participantID: UUID?
    var displayName: String
    var email: String?
    var roles: [String]
    var perimeter: [String]
    var password: String?
    var state: String

    static let columns = """
        account_id, login, participant_id, display_name, email, roles, perimeter, password, state
        """

    static func decode(_ row: borrowing Row) throws(PostgresError) -> Account {
        Account(
            id: try row.uuid(0), login: try row.text(1), participantID: try row.optionalUUID(2),
            displayName: try row.text(3), email: try row.optionalText(4), roles: try row.textArray(5),
            perimeter: try row.textArray(6), password: try row.optionalText(7), state: try row.text(8))
    }
}

/// The account that a typed identifier names: its login, else an address that only one account has.
struct SelectAccountByLogin: Statement {
    static let sql = """
        SELECT \(Account.columns)
          FROM portal.accounts AS candidate
         WHERE login = $1
            OR (email = $1 AND NOT EXISTS (SELECT 1 FROM portal.accounts AS other
                                            WHERE other.account_id <> candidate.account_id
                                              AND (other.email = $1 OR other.login = $1)))
        """
    let typed: String
    var bindings: [SQLValue] { [.text(typed.lowercased())] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Account { try Account.decode(row) }
}

struct SelectAccount: Statement {
    static let sql = "SELECT \(Account.columns) FROM portal.accounts WHERE account_id = $1"
    let id: UUID
    var bindings: [SQLValue] { [.uuid(id)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Account { try Account.decode(row) }
}

struct SelectAccountOfParticipant: Statement {
    static let sql = "SELECT \(Account.columns) FROM portal.accounts WHERE participant_id = $1"
    let participantID: UUID
    var bindings: [SQLValue] { [.uuid(participantID)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Account { try Account.decode(row) }
}

/// The accounts that a login or a participant names, taken for this transaction: none, one, or one for each.
struct LockAccounts: Statement {
    static let sql = """
        SELECT \(Account.columns) FROM portal.accounts
         WHERE login = $1 OR participant_id = $2 ORDER BY account_id FOR UPDATE
        """
    let login: String
    let participantID: UUID?
    var bindings: [SQLValue] { [.text(login.lowercased()), .optional(participantID, SQLValue.uuid)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Account { try Account.decode(row) }
}

/// A new account. No row when its login or its participant has one already.
struct InsertAccount: Statement {
    static let sql = """
        INSERT INTO portal.accounts (account_id, login, participant_id, display_name, email, roles, perimeter,
                                     state, created_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 'invited', $8, $8)
        ON CONFLICT DO NOTHING
        RETURNING account_id
        """
    let account: Account
    let now: Date
    var bindings: [SQLValue] {
        [
            .uuid(account.id), .text(account.login), .optional(account.participantID, SQLValue.uuid),
            .text(account.displayName), .optional(account.email, SQLValue.text), .textArray(account.roles),
            .textArray(account.perimeter), .timestamp(now),
        ]
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> UUID { try row.uuid(0) }
}

/// Everything about an account but its login, its password and its state.
struct UpdateAccount: Command {
    static let sql = """
        UPDATE portal.accounts
           SET participant_id = $2, display_name = $3, email = $4, roles = $5, perimeter = $6, changed_at = $7
         WHERE account_id = $1
        """
    let account: Account
    let now: Date
    var bindings: [SQLValue] {
        [
            .uuid(account.id), .optional(account.participantID, SQLValue.uuid), .text(account.displayName),
            .optional(account.email, SQLValue.text), .textArray(account.roles), .textArray(account.perimeter),
            .timestamp(now),
        ]
    }
}

/// A new description of a person. What the operator decided (roles, perimeter) stays.
struct UpdatePerson: Command {
    static let sql = """
        UPDATE portal.accounts
           SET display_name = $2, email = $3, changed_at = $4
         WHERE participant_id = $1
        """
    let participantID: UUID
    let displayName: String
    let email: String?
    let now: Date
    var bindings: [SQLValue] {
        [.uuid(participantID), .text(displayName), .optional(email, SQLValue.text), .timestamp(now)]
    }
}

struct UpdatePassword: Command {
    static let sql = """
        UPDATE portal.accounts
           SET password = $2, state = 'active', changed_at = $3
         WHERE account_id = $1 AND state <> 'closed'
        """
    let id: UUID
    let password: String
    let now: Date
    var bindings: [SQLValue] { [.uuid(id), .text(password), .timestamp(now)] }
}

/// Nobody signs in with it any more; one row if there is such an account.
struct CloseAccount: Statement {
    static let sql = """
        UPDATE portal.accounts SET state = 'closed', changed_at = $2 WHERE login = $1 RETURNING \(Account.columns)
        """
    let login: String
    let now: Date
    var bindings: [SQLValue] { [.text(login), .timestamp(now)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Account { try Account.decode(row) }
}

/// A closed account waits for a new password, which its holder chooses through a link; one row if it was closed.
struct ReopenAccount: Statement {
    static let sql = """
        UPDATE portal.accounts SET state = 'invited', password = NULL, changed_at = $2
         WHERE login = $1 AND state = 'closed' RETURNING \(Account.columns)
        """
    let login: String
    let now: Date
    var bindings: [SQLValue] { [.text(login), .timestamp(now)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Account { try Account.decode(row) }
}

/// All accounts, for an operator's program.
struct SelectAccounts: Statement {
    static let sql = "SELECT \(Account.columns) FROM portal.accounts ORDER BY login"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Account { try Account.decode(row) }
}

/// What an operator looks for among the accounts.
struct AccountFilter: Sendable {
    var text = ""
    var role = ""
    var state = ""
    var page = 0

    static let pageSize = 50

    /// What was typed is found as it stands: no character of it is a wildcard.
    fileprivate var bindings: [SQLValue] {
        let plain = text.lowercased().replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing(
            "_", with: "\\_")
        return [.text("%\(plain)%"), .text(role), .text(state)]
    }

    fileprivate static let condition = """
        (login LIKE $1 OR lower(display_name) LIKE $1 OR email LIKE $1)
           AND ($2 = '' OR $2 = ANY (roles)) AND ($3 = '' OR state = $3)
        """
}

struct FindAccounts: Statement {
    static let sql = """
        SELECT \(Account.columns) FROM portal.accounts
         WHERE \(AccountFilter.condition) ORDER BY login LIMIT 50 OFFSET $4
        """
    let filter: AccountFilter
    var bindings: [SQLValue] { filter.bindings + [.int(Int64(filter.page * AccountFilter.pageSize))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Account { try Account.decode(row) }
}

struct CountAccounts: Statement {
    static let sql = "SELECT count(*) FROM portal.accounts WHERE \(AccountFilter.condition)"
    let filter: AccountFilter
    var bindings: [SQLValue] { filter.bindings }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}
