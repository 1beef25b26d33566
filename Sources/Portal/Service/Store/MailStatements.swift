import Foundation
import Postgres

/// Puts a mail into the outbox; the same id twice is one mail.
struct InsertMail: Command {
    static let sql = """
        INSERT INTO portal.mails (mail_id, account_id, kind, recipient, subject, body, created_at, next_attempt_at,
                                  calendar)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)
        ON CONFLICT (mail_id) DO NOTHING
        """
    let mail: Mail
    let now: Date
    var bindings: [SQLValue] {
        [
            .uuid(mail.id), .uuid(mail.accountID), .text(mail.kind), .text(mail.recipient), .text(mail.subject),
            .text(mail.body), .timestamp(now), .optional(mail.calendar) { .text($0) },
        ]
    }
}

struct Mail: Sendable, Equatable {
    let id: UUID
    let accountID: UUID
    let kind: String
    let recipient: String
    let subject: String
    let body: String
    var calendar: String?
    var attempts = 0
}

/// The next mail to send, taken for one minute: should the sender die meanwhile, another takes it again.
struct TakeMail: Statement {
    static let sql = """
        UPDATE portal.mails
           SET next_attempt_at = $1 + interval '1 minute', attempts = attempts + 1
         WHERE mail_id = (SELECT mail_id FROM portal.mails
                           WHERE sent_at IS NULL AND next_attempt_at <= $1
                           ORDER BY rank, next_attempt_at, mail_id
                           LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING mail_id, account_id, kind, recipient, subject, body, attempts, calendar
        """
    let now: Date
    var bindings: [SQLValue] { [.timestamp(now)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Mail {
        Mail(
            id: try row.uuid(0), accountID: try row.uuid(1), kind: try row.text(2), recipient: try row.text(3),
            subject: try row.text(4), body: try row.text(5), calendar: try row.optionalText(7),
            attempts: try row.int(6))
    }
}

struct MarkMailSent: Command {
    static let sql = """
        UPDATE portal.mails SET sent_at = $2, body = '', calendar = NULL, last_fault = NULL
         WHERE mail_id = $1
        """
    let id: UUID
    let now: Date
    var bindings: [SQLValue] { [.uuid(id), .timestamp(now)] }
}

struct DelayMail: Command {
    static let sql = "UPDATE portal.mails SET next_attempt_at = $2, last_fault = $3 WHERE mail_id = $1"
    let id: UUID
    let nextAttemptAt: Date
    let fault: String
    var bindings: [SQLValue] { [.uuid(id), .timestamp(nextAttemptAt), .text(fault)] }
}

struct CountSentMails: Statement {
    static let sql = "SELECT count(*) FROM portal.mails WHERE sent_at > $1"
    let since: Date
    var bindings: [SQLValue] { [.timestamp(since)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}
