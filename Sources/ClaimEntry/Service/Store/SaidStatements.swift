import Contracts
import Foundation
import Postgres
import Vocabulary

/// One fact of another service about a claim.
struct SaidFact: Sendable {
    let claimID: ClaimID
    let envelope: Envelope
    /// Its data as JSON.
    let body: String
}

/// Keeps what others said, in the order of their streams.
struct InsertSaid: Command {
    static let sql = """
        INSERT INTO claim_entry.said (claim_id, family, number, fact, body, said_at)
        SELECT n.claim_id, n.family, n.number, n.fact, n.body::json, n.said_at
          FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::timestamptz[])
               AS n (claim_id, family, number, fact, body, said_at)
        """
    let facts: [SaidFact]
    var bindings: [SQLValue] {
        [
            .uuidArray(facts.map(\.claimID.rawValue)),
            .textArray(facts.map { String($0.envelope.stream.family) }),
            .intArray(facts.map(\.envelope.number)), .textArray(facts.map(\.envelope.type.description)),
            .textArray(facts.map(\.body)), .timestampArray(facts.map(\.envelope.time)),
        ]
    }
}

/// Which of these claims are known here.
struct SelectKnownClaims: Statement {
    static let sql = "SELECT claim_id FROM claim_entry.claim WHERE claim_id = ANY ($1)"
    let claims: [ClaimID]
    var bindings: [SQLValue] { [.uuidArray(claims.map(\.rawValue))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ClaimID { ClaimID(rawValue: try row.uuid(0)) }
}
