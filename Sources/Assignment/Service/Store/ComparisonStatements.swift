import Foundation
import Postgres

/// What a plan amounts to.
struct PlanTotals: Sendable {
    var rows: Int
    var people: Int
    var kilometres: Int
    var nights: Int
    var mostMissions: Int
}

struct SelectPlanTotals: Statement {
    static let sql = """
        SELECT coalesce(sum(own.rows), 0), count(*), coalesce(sum(own.kilometres), 0), coalesce(sum(own.nights), 0),
               coalesce(max(own.rows), 0)
          FROM (SELECT count(*) AS rows, sum(kilometres) AS kilometres, count(*) FILTER (WHERE kilometres > $2) AS nights
                  FROM assignment.proposal_rows
                 WHERE proposal_id = $1
                 GROUP BY participant_id) AS own
        """
    let proposal: UUID
    let nightBeyondKilometres: Int
    var bindings: [SQLValue] { [.uuid(proposal), .int(Int64(nightBeyondKilometres))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> PlanTotals {
        PlanTotals(
            rows: try row.int(0), people: try row.int(1), kilometres: try row.int(2), nights: try row.int(3),
            mostMissions: try row.int(4))
    }
}

/// A row that only one of two plans has.
struct PlanDifference: Sendable {
    var missionCode: String
    var exam: String
    var test: String
    var kind: String
    var name: String
    var number: String
    var kilometres: Int
    /// In the second plan, not in the first.
    var isNew: Bool
    var isConvened: Bool
}

/// The rows by which the second plan differs from the first, by mission.
struct SelectPlanDifferences: Statement {
    static let sql = """
        SELECT m.code, m.exam, m.test, m.kind, p.family_name || ' ' || p.given_name, p.number, own.kilometres, own.is_new,
               EXISTS (SELECT FROM assignment.standing_convocations AS c
                        WHERE c.mission_id = m.id AND c.participant_id = p.id)
          FROM (SELECT a.mission_id, a.participant_id, a.kilometres, false AS is_new
                  FROM assignment.proposal_rows AS a
                 WHERE a.proposal_id = $1
                   AND NOT EXISTS (SELECT FROM assignment.proposal_rows AS b
                                    WHERE b.proposal_id = $2 AND b.mission_id = a.mission_id
                                      AND b.participant_id = a.participant_id)
                 UNION ALL
                SELECT b.mission_id, b.participant_id, b.kilometres, true
                  FROM assignment.proposal_rows AS b
                 WHERE b.proposal_id = $2
                   AND NOT EXISTS (SELECT FROM assignment.proposal_rows AS a
                                    WHERE a.proposal_id = $1 AND a.mission_id = b.mission_id
                                      AND a.participant_id = b.participant_id)) AS own
          JOIN assignment.missions AS m ON m.id = own.mission_id
          JOIN assignment.participants AS p ON p.id = own.participant_id
         WHERE cardinality($3::text[]) = 0 OR m.office = ANY ($3)
         ORDER BY m.exam, m.test, m.code, own.is_new, p.family_name, p.given_name, p.number
        """
    let first: UUID
    let second: UUID
    let offices: [String]
    var bindings: [SQLValue] { [.uuid(first), .uuid(second), .textArray(offices)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> PlanDifference {
        PlanDifference(
            missionCode: try row.text(0), exam: try row.text(1), test: try row.text(2), kind: try row.text(3),
            name: try row.text(4), number: try row.text(5), kilometres: try row.int(6), isNew: try row.bool(7),
            isConvened: try row.bool(8))
    }
}
