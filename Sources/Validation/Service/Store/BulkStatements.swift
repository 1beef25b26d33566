import Foundation
import Postgres
import ValidationDomain
import Vocabulary

/// A claim of which every open line is accepted, and the number of that decision.
struct AcceptedClaim: Sendable {
    let claim: ClaimID
    let decision: Int
}

extension [AcceptedClaim] {
    fileprivate var bindings: [SQLValue] {
        [.uuidArray(map(\.claim.rawValue)), .intArray(map { Int64($0.decision) })]
    }
}

/// Takes claims for this transaction, in the order of their identifiers.
struct LockClaims: Command {
    static let sql = "SELECT FROM validation.claim WHERE claim_id = ANY ($1) ORDER BY claim_id FOR UPDATE"
    let claims: [ClaimID]
    var bindings: [SQLValue] { [.uuidArray(claims.map(\.rawValue))] }
}

struct SelectOpenLines: Statement {
    static let sql = """
        SELECT line.claim_id, body FROM unnest($1::uuid[]) AS wanted (claim_id)
          JOIN validation.line AS line USING (claim_id)
         WHERE state = 'open' ORDER BY line.claim_id, place, line_id
        """
    let claims: [ClaimID]
    var bindings: [SQLValue] { [.uuidArray(claims.map(\.rawValue))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (claim: ClaimID, line: FileLine) {
        let line = try JSONColumn.read(ClaimLine.self, try row.json(1), column: 1)
        return (ClaimID(rawValue: try row.uuid(0)), FileLine(line: line, decision: .open, reason: nil))
    }
}

/// Accepts every open line as it was declared.
struct AcceptLines: Command {
    static let sql = """
        UPDATE validation.line AS line SET state = 'accepted', decision = accepted.decision
          FROM unnest($1::uuid[], $2::bigint[]) AS accepted (claim_id, decision)
         WHERE line.claim_id = accepted.claim_id AND line.state = 'open'
        """
    let claims: [AcceptedClaim]
    var bindings: [SQLValue] { claims.bindings }
}

struct UpdateAccepted: Command {
    static let sql = """
        UPDATE validation.claim AS claim
           SET state = 'decided', version = version + 1, decision = accepted.decision, since = $3
          FROM unnest($1::uuid[], $2::bigint[]) AS accepted (claim_id, decision)
         WHERE claim.claim_id = accepted.claim_id
        """
    let claims: [AcceptedClaim]
    let at: Date
    var bindings: [SQLValue] { claims.bindings + [.timestamp(at)] }
}

struct InsertAcceptances: Command {
    static let sql = """
        INSERT INTO validation.decision (claim_id, decision, kind, account_id, account_name, decided_at)
        SELECT claim_id, decision, 'certified', $3, $4, $5
          FROM unnest($1::uuid[], $2::bigint[]) AS accepted (claim_id, decision)
        """
    let claims: [AcceptedClaim]
    let officer: Officer
    let at: Date
    var bindings: [SQLValue] { claims.bindings + [.uuid(officer.account), .text(officer.name), .timestamp(at)] }
}
