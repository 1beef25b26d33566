import Foundation
import Postgres

/// Until when any of these subjects is locked.
struct SelectLock: Statement {
    static let sql = "SELECT max(locked_until) FROM portal.failures WHERE subject = ANY ($1) AND locked_until > $2"
    let subjects: [[UInt8]]
    let now: Date
    var bindings: [SQLValue] { [.bytesArray(subjects), .timestamp(now)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Date? { try row.optionalTimestamp(0) }
}

/// Counts one more failure and returns how many there are now; old ones are forgotten.
struct CountFailure: Statement {
    static let sql = """
        INSERT INTO portal.failures (subject, failures, last_failure_at) VALUES ($1, 1, $2)
        ON CONFLICT (subject) DO UPDATE
           SET failures = CASE WHEN failures.last_failure_at < $3 THEN 1 ELSE failures.failures + 1 END,
               last_failure_at = EXCLUDED.last_failure_at
        RETURNING failures
        """
    let subject: [UInt8]
    let now: Date
    let forgottenBefore: Date
    var bindings: [SQLValue] { [.bytes(subject), .timestamp(now), .timestamp(forgottenBefore)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

struct LockSubject: Command {
    static let sql = "UPDATE portal.failures SET locked_until = $2 WHERE subject = $1"
    let subject: [UInt8]
    let until: Date
    var bindings: [SQLValue] { [.bytes(subject), .timestamp(until)] }
}

struct DeleteFailures: Command {
    static let sql = "DELETE FROM portal.failures WHERE subject = $1"
    let subject: [UInt8]
    var bindings: [SQLValue] { [.bytes(subject)] }
}
