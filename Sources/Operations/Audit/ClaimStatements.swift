import Foundation
import Postgres

/// The newest version of each issued convocation.
struct SelectConvocations: Statement {
    static let sql = "SELECT DISTINCT id FROM assignment.convocations"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> UUID { try row.uuid(0) }
}

/// A claim as claim entry keeps it, with the numbers of what was sent.
struct EnteredClaim: Sendable {
    let claim: UUID
    let convocation: UUID
    let submission: Int64
    let sent: [Int64]
}

struct SelectEnteredClaims: Statement {
    static let sql = """
        SELECT c.claim_id, c.convocation_id, c.submission,
               ARRAY(SELECT s.number::bigint FROM claim_entry.submission s WHERE s.claim_id = c.claim_id ORDER BY 1)
          FROM claim_entry.claim c
        """
    static func decode(_ row: borrowing Row) throws(PostgresError) -> EnteredClaim {
        EnteredClaim(
            claim: try row.uuid(0), convocation: try row.uuid(1), submission: try row.int64(2),
            sent: try row.intArray(3))
    }
}

/// Names one fact of one claim: `decision` or `liquidation`, and its number in the stream.
struct ClaimFactName: Hashable, Sendable {
    let claim: UUID
    let family: String
    let number: Int64
}

struct SelectSaidFacts: Statement {
    static let sql = "SELECT claim_id, family, number FROM claim_entry.said"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ClaimFactName {
        ClaimFactName(claim: try row.uuid(0), family: try row.text(1), number: try row.int64(2))
    }
}

/// A claim as validation keeps it, with the number of each certification.
struct CheckedClaim: Sendable {
    let claim: UUID
    let convocation: UUID
    let state: String
    let submission: Int64
    let decision: Int64
    let certified: [Int64]
}

struct SelectCheckedClaims: Statement {
    static let sql = """
        SELECT c.claim_id, c.convocation_id, c.state, c.submission, c.decision,
               ARRAY(SELECT d.decision::bigint FROM validation.decision d
                      WHERE d.claim_id = c.claim_id AND d.kind = 'certified' ORDER BY 1)
          FROM validation.claim c
        """
    static func decode(_ row: borrowing Row) throws(PostgresError) -> CheckedClaim {
        CheckedClaim(
            claim: try row.uuid(0), convocation: try row.uuid(1), state: try row.text(2), submission: try row.int64(3),
            decision: try row.int64(4), certified: try row.intArray(5))
    }
}

/// Names one line under the decision that settled it.
struct DecidedLineName: Hashable, Sendable {
    let claim: UUID
    let line: UUID
    let decision: Int64
}

struct SelectDecidedLines: Statement {
    static let sql = "SELECT claim_id, line_id, decision FROM validation.line WHERE decision IS NOT NULL"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> DecidedLineName {
        DecidedLineName(claim: try row.uuid(0), line: try row.uuid(1), decision: try row.int64(2))
    }
}

/// The lines that are established, and those that wait for the answer to a question: both are in good hands.
struct SelectEstablishedLines: Statement {
    static let sql = """
        SELECT e.claim_id, e.line_id, l.decision
          FROM liquidation.established_line e
          JOIN liquidation.liquidation l ON l.claim_id = e.claim_id AND l.number = e.number
        UNION ALL
        SELECT h.claim_id, (c.line #>> '{line,lineID}')::uuid, h.decision
          FROM liquidation.hold h
          JOIN liquidation.decision d ON d.claim_id = h.claim_id AND d.decision = h.decision
         CROSS JOIN jsonb_array_elements(d.facts -> 'lines') AS c (line)
         WHERE h.released_at IS NULL AND c.line #>> '{line,track}' = h.track
        """
    static func decode(_ row: borrowing Row) throws(PostgresError) -> DecidedLineName {
        DecidedLineName(claim: try row.uuid(0), line: try row.uuid(1), decision: try row.int64(2))
    }
}

/// A claim as liquidation keeps it, with the decisions that it has taken.
struct SettledClaim: Sendable {
    let claim: UUID
    let isClosed: Bool
    let decisions: [Int64]
}

struct SelectLiquidatedClaims: Statement {
    static let sql = """
        SELECT c.claim_id, c.closed IS NOT NULL,
               ARRAY(SELECT l.decision::bigint FROM liquidation.liquidation l WHERE l.claim_id = c.claim_id
                     UNION
                     SELECT h.decision FROM liquidation.hold h
                      WHERE h.claim_id = c.claim_id AND h.released_at IS NULL
                     ORDER BY 1)
          FROM liquidation.claim c
        """
    static func decode(_ row: borrowing Row) throws(PostgresError) -> SettledClaim {
        SettledClaim(claim: try row.uuid(0), isClosed: try row.bool(1), decisions: try row.intArray(2))
    }
}
