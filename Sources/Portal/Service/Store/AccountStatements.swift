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

/// Opens an account, or brings an existing one of the same login up to date; its password and state stay.
/// Returns whether the account still waits for its activation, and its id, which the first writer chose.
struct UpsertAccount: Statement {
    static let sql = """
        INSERT INTO portal.accounts (account_id, login, participant_id, display_name, email, roles, perimeter,
                                     state, created_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 'invited', $8, $8)
        ON CONFLICT (login) DO UPDATE
           SET participant_id = coalesce(EXCLUDED.participant_id, accounts.participant_id),
               display_name = EXCLUDED.display_name, email = EXCLUDED.email,
               roles = EXCLUDED.roles, perimeter = EXCLUDED.perimeter, changed_at = EXCLUDED.changed_at
        RETURNING account_id, state = 'invited'
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
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (id: UUID, invited: Bool) {
        (try row.uuid(0), try row.bool(1))
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

/// All accounts, for an operator.
struct SelectAccounts: Statement {
    static let sql = "SELECT \(Account.columns) FROM portal.accounts ORDER BY login"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Account { try Account.decode(row) }
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
