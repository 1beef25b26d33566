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

/// The kilometres of a person that are certified already, by calendar year: the brackets go on from there.
struct SelectCertifiedKilometres: Statement {
    // The person's claims first, whatever the planner knows of the tables: never all lines of all people.
    static let sql = """
        SELECT left(line.body ->> 'day', 4)::integer, sum((line.body -> 'fact' ->> 'count')::bigint)::bigint
          FROM validation.line AS line
         WHERE line.claim_id = ANY (ARRAY(SELECT claim_id FROM validation.claim WHERE participant_id = $1))
           AND line.decision IS NOT NULL AND line.state <> 'refused'
           AND line.body -> 'fact' ->> 'kind' = 'kilometres'
         GROUP BY 1
        """
    let participant: ParticipantID
    var bindings: [SQLValue] { [.uuid(participant.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (year: Int, kilometres: Int) {
        (try row.int(0), try row.int(1))
    }
}
