import Foundation
import Postgres
import Vocabulary

/// Makes the rows of claims that are new here.
struct InsertClaims: Command {
    static let sql = """
        INSERT INTO liquidation.claim (claim_id, participant_id)
        SELECT c.claim_id, c.participant_id
          FROM unnest($1::uuid[], $2::uuid[]) AS c (claim_id, participant_id)
         ORDER BY c.claim_id
            ON CONFLICT (claim_id) DO NOTHING
        """
    let claims: [(claim: ClaimID, participant: ParticipantID)]
    var bindings: [SQLValue] {
        [.uuidArray(claims.map(\.claim.rawValue)), .uuidArray(claims.map(\.participant.rawValue))]
    }
}

/// A claim under lock: how many liquidations it has, and which lines they contain.
struct LockedClaim: Sendable {
    let claimID: ClaimID
    var liquidations: Int
    var lines: Set<LineID>
}

struct LockClaims: Statement {
    static let sql = """
        SELECT c.claim_id, c.liquidations,
               ARRAY (SELECT l.line_id FROM liquidation.established_line l WHERE l.claim_id = c.claim_id)
          FROM liquidation.claim c
         WHERE c.claim_id = ANY ($1)
         ORDER BY c.claim_id
           FOR UPDATE
        """
    let claims: [ClaimID]
    var bindings: [SQLValue] { [.uuidArray(claims.map(\.rawValue))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> LockedClaim {
        LockedClaim(
            claimID: ClaimID(rawValue: try row.uuid(0)), liquidations: try row.int(1),
            lines: Set(try row.uuidArray(2).map(LineID.init(rawValue:))))
    }
}

struct UpdateClaimNumbers: Command {
    static let sql = """
        UPDATE liquidation.claim AS c
           SET liquidations = n.liquidations
          FROM unnest($1::uuid[], $2::bigint[]) AS n (claim_id, liquidations)
         WHERE c.claim_id = n.claim_id
        """
    let claims: [LockedClaim]
    var bindings: [SQLValue] {
        [.uuidArray(claims.map(\.claimID.rawValue)), .intArray(claims.map { Int64($0.liquidations) })]
    }
}

/// Notes that a claim was closed without money. A closing never undoes a liquidation.
struct CloseClaim: Command {
    static let sql = """
        INSERT INTO liquidation.claim (claim_id, participant_id, closed)
        VALUES ($1, $2, $3)
            ON CONFLICT (claim_id) DO UPDATE SET closed = excluded.closed
        """
    let claim: ClaimID
    let participant: ParticipantID
    let outcome: String
    var bindings: [SQLValue] { [.uuid(claim.rawValue), .uuid(participant.rawValue), .text(outcome)] }
}
