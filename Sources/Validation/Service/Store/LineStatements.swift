import Foundation
import Postgres
import ValidationDomain
import Vocabulary

/// The lines of a submission, as they stand now. Decided lines stay as they were decided.
struct UpsertLine: Command {
    static let sql = """
        INSERT INTO validation.line AS known (claim_id, line_id, place, body, state) VALUES ($1, $2, $3, $4, 'open')
        ON CONFLICT (claim_id, line_id) DO UPDATE
           SET body = excluded.body, place = excluded.place, state = 'open', reason = NULL
         WHERE known.decision IS NULL
        """
    let claim: ClaimID
    let place: Int
    let line: ClaimLine
    var bindings: [SQLValue] {
        [.uuid(claim.rawValue), .uuid(line.lineID.rawValue), .int(Int64(place)), JSONColumn.write(line)]
    }
}

/// Lines that the participant took out again.
struct RemoveOtherLines: Command {
    static let sql = """
        UPDATE validation.line SET state = 'removed', reason = NULL
         WHERE claim_id = $1 AND decision IS NULL AND line_id <> ALL ($2)
        """
    let claim: ClaimID
    let kept: [UUID]
    var bindings: [SQLValue] { [.uuid(claim.rawValue), .uuidArray(kept)] }
}

struct SelectLines: Statement {
    static let sql = """
        SELECT body, state, reason FROM validation.line
         WHERE claim_id = $1 AND state <> 'removed' ORDER BY place, line_id
        """
    let claim: ClaimID
    var bindings: [SQLValue] { [.uuid(claim.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> FileLine {
        FileLine(
            line: try JSONColumn.read(ClaimLine.self, try row.json(0), column: 0),
            decision: FileLine.Decision(rawValue: try row.text(1)) ?? .open, reason: try row.optionalText(2))
    }
}

struct UpdateDecidedLine: Command {
    static let sql = """
        UPDATE validation.line SET body = $3, declared = $4, state = $5, reason = $6, decision = $7
         WHERE claim_id = $1 AND line_id = $2 AND decision IS NULL
        """
    let claim: ClaimID
    let line: DecidedLine
    let decision: Int
    var bindings: [SQLValue] {
        [
            .uuid(claim.rawValue), .uuid(line.line.lineID.rawValue), JSONColumn.write(line.line),
            .optional(line.declared) { JSONColumn.write($0) }, .text(line.decision.rawValue),
            .optional(line.reason) { .text($0) }, .int(Int64(decision)),
        ]
    }
}

struct UpdateReturnedLine: Command {
    static let sql = """
        UPDATE validation.line SET state = 'returned', reason = $3
         WHERE claim_id = $1 AND line_id = $2 AND decision IS NULL
        """
    let claim: ClaimID
    let line: LineID
    let reason: String
    var bindings: [SQLValue] { [.uuid(claim.rawValue), .uuid(line.rawValue), .text(reason)] }
}
