import Foundation
import Postgres
import ValidationDomain
import Vocabulary

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
