import ClaimEntryDomain
import Contracts
import Foundation
import Postgres
import Vocabulary

/// A claim as its convocation makes it.
struct PreparedClaim: Sendable {
    let claimID: ClaimID
    let convocation: ConvocationIssued
    let rights: Rights
    /// `convocation.mission` as JSON.
    let mission: String
}

/// Makes the claims of convocations, or renews those to which nothing was sent yet; says which it wrote.
struct PrepareClaims: Statement {
    static let sql = """
        INSERT INTO claim_entry.claim AS c
               (claim_id, convocation_id, convocation_version, participant_id, mission, indemnity_opening,
                indemnity_reason, travel_opening, travel_reason)
        SELECT n.claim_id, n.convocation_id, n.version::integer, n.participant_id, n.mission::jsonb,
               n.indemnity, nullif(n.indemnity_reason, ''), n.travel, nullif(n.travel_reason, '')
          FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::text[],
                      $8::text[], $9::text[])
               AS n (claim_id, convocation_id, version, participant_id, mission, indemnity, indemnity_reason, travel,
                     travel_reason)
         ORDER BY n.claim_id
            ON CONFLICT (claim_id) DO UPDATE
           SET convocation_version = excluded.convocation_version, mission = excluded.mission,
               indemnity_opening = excluded.indemnity_opening, indemnity_reason = excluded.indemnity_reason,
               travel_opening = excluded.travel_opening, travel_reason = excluded.travel_reason,
               withdrawn_at = NULL, withdrawn_reason = NULL, version = c.version + 1
         WHERE c.submission = 0 AND c.convocation_version < excluded.convocation_version
        RETURNING c.claim_id
        """
    let claims: [PreparedClaim]
    var bindings: [SQLValue] {
        [
            .uuidArray(claims.map(\.claimID.rawValue)),
            .uuidArray(claims.map(\.convocation.convocationID.rawValue)),
            .intArray(claims.map { Int64($0.convocation.version) }),
            .uuidArray(claims.map(\.convocation.participantID.rawValue)), .textArray(claims.map(\.mission)),
            .textArray(claims.map(\.rights.indemnity.wire.code)),
            .textArray(claims.map { $0.rights.indemnity.reason ?? "" }),
            .textArray(claims.map(\.rights.travel.wire.code)),
            .textArray(claims.map { $0.rights.travel.reason ?? "" }),
        ]
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ClaimID { ClaimID(rawValue: try row.uuid(0)) }
}

/// Notes that a convocation no longer stands; answers with how many submissions the claim has.
struct WithdrawConvocation: Statement {
    static let sql = """
        UPDATE claim_entry.claim
           SET withdrawn_at = $2, withdrawn_reason = $3, version = version + 1
         WHERE claim_id = $1
        RETURNING submission
        """
    let claim: ClaimID
    let fact: ConvocationWithdrawn
    var bindings: [SQLValue] { [.uuid(claim.rawValue), .timestamp(fact.withdrawnAt.date), .text(fact.reason)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

/// Notes what new versions of convocations changed. A claim that was already sent stays as it was sent.
struct NoteAmendments: Command {
    static let sql = """
        UPDATE claim_entry.claim AS c
           SET convocation_version = n.version::integer, amended_at = n.at, version = c.version + 1,
               amended_changes = string_to_array(n.changes, E'\\n')
          FROM unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::text[]) AS n (claim_id, version, at, changes)
         WHERE c.claim_id = n.claim_id AND c.convocation_version <= n.version
        """
    let claims: [PreparedClaim]
    var bindings: [SQLValue] {
        [
            .uuidArray(claims.map(\.claimID.rawValue)), .intArray(claims.map { Int64($0.convocation.version) }),
            .timestampArray(claims.map(\.convocation.issuedAt.date)),
            .textArray(
                claims.map { ($0.convocation.changes ?? []).joined(separator: "\n") }),
        ]
    }
}
