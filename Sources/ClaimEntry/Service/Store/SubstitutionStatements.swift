import Contracts
import Foundation
import Postgres
import Vocabulary

/// Notes which claim's seat another one has taken; the same fact twice is noted once.
struct InsertSubstitution: Command {
    static let sql = """
        INSERT INTO claim_entry.substitution (substitution_id, withdrawn_claim, issued_claim, substituted_at)
        VALUES ($1, $2, $3, $4)
            ON CONFLICT (substitution_id) DO NOTHING
        """
    let fact: ConvocationSubstituted
    var bindings: [SQLValue] {
        [
            .uuid(fact.substitutionID.rawValue), .uuid(ClaimID(of: fact.withdrawn.convocationID).rawValue),
            .uuid(ClaimID(of: fact.issued.convocationID).rawValue), .timestamp(fact.substitutedAt.date),
        ]
    }
}

/// When the holder of a claim took the place of somebody absent; no row for the others.
struct SelectReplacedSince: Statement {
    static let sql = "SELECT max(substituted_at) FROM claim_entry.substitution WHERE issued_claim = $1"
    let claim: ClaimID
    var bindings: [SQLValue] { [.uuid(claim.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Date? { try row.optionalTimestamp(0) }
}
