import Contracts
import Foundation
import Postgres
import Vocabulary

/// Notes that two convocations are one seat; the same fact twice is noted once.
struct InsertSubstitution: Command {
    static let sql = """
        INSERT INTO validation.substitution
               (substitution_id, withdrawn_convocation, issued_convocation, substituted_at)
        VALUES ($1, $2, $3, $4)
            ON CONFLICT (substitution_id) DO NOTHING
        """
    let fact: ConvocationSubstituted
    var bindings: [SQLValue] {
        [
            .uuid(fact.substitutionID.rawValue), .uuid(fact.withdrawn.convocationID.rawValue),
            .uuid(fact.issued.convocationID.rawValue), .timestamp(fact.substitutedAt.date),
        ]
    }
}

/// The other file of the same seat.
struct ReplacementFile: Sendable {
    let claim: ClaimID
    let name: String
    /// Whether the other person took the place, or was absent.
    let tookThePlace: Bool
    let at: Date
}

struct SelectReplacementFiles: Statement {
    static let sql = """
        SELECT other.claim_id, coalesce(person.given_name || ' ' || person.family_name, ''),
               other.convocation_id = s.issued_convocation, s.substituted_at
          FROM validation.substitution AS s
          JOIN validation.claim AS other
            ON other.convocation_id = CASE WHEN s.issued_convocation = $1 THEN s.withdrawn_convocation
                                           ELSE s.issued_convocation END
          LEFT JOIN validation.person AS person ON person.participant_id = other.participant_id
         WHERE s.issued_convocation = $1 OR s.withdrawn_convocation = $1
         ORDER BY s.substituted_at, other.claim_id
        """
    let convocation: ConvocationID
    var bindings: [SQLValue] { [.uuid(convocation.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ReplacementFile {
        ReplacementFile(
            claim: ClaimID(rawValue: try row.uuid(0)), name: try row.text(1), tookThePlace: try row.bool(2),
            at: try row.timestamp(3))
    }
}
