import AssignmentDomain
import Foundation
import Postgres

/// A row of a plan that has become impossible since it was computed.
struct PlanConflict: Sendable {
    var missionCode: String
    var number: String
    var name: String
    /// `unavailable`, `elsewhere`, `far`, `competence` or `avoided`.
    var why: String
    var detail: String
}

/// Every row of a plan that breaks a hard rule as the registry is now: nobody is convened to such a row.
struct SelectPlanConflicts: Statement {
    static let sql = """
        WITH rows AS (
            SELECT r.mission_id, r.participant_id, m.code, m.exam, m.test, m.slots, m.centre_code, m.kind
              FROM assignment.proposal_rows AS r
              JOIN assignment.missions AS m ON m.id = r.mission_id
             WHERE r.proposal_id = $1
        ), taken AS MATERIALIZED (
            SELECT rows.mission_id, rows.participant_id, rows.code, h.day, h.half, o.remote, o.latitude, o.longitude
              FROM rows JOIN assignment.placed_missions AS o ON o.id = rows.mission_id
             CROSS JOIN LATERAL assignment.half_days(rows.slots) AS h
        ), faults AS (
            SELECT t.mission_id, t.participant_id, 'unavailable' AS why, min(t.day::text) AS detail
              FROM taken AS t
              JOIN assignment.unavailabilities AS u
                ON u.participant_id = t.participant_id AND u.day = t.day AND u.half = t.half
             GROUP BY t.mission_id, t.participant_id
             UNION ALL
            SELECT t.mission_id, t.participant_id, 'elsewhere', min(o.code)
              FROM taken AS t
              JOIN taken AS o ON o.participant_id = t.participant_id AND o.day = t.day AND o.half = t.half
                             AND o.mission_id <> t.mission_id
             GROUP BY t.mission_id, t.participant_id
             UNION ALL
            SELECT t.mission_id, t.participant_id, 'far', min(o.code)
              FROM taken AS t
              JOIN taken AS o ON o.participant_id = t.participant_id AND o.day = t.day AND o.half <> t.half
                             AND o.mission_id <> t.mission_id
             WHERE NOT t.remote AND NOT o.remote
               AND assignment.road_kilometres(t.latitude, t.longitude, o.latitude, o.longitude) >= $2 + 0.5
             GROUP BY t.mission_id, t.participant_id
             UNION ALL
            SELECT r.mission_id, r.participant_id, 'competence', ''
              FROM rows AS r
             WHERE NOT EXISTS (SELECT FROM assignment.usable_competences AS k
                                WHERE k.participant_id = r.participant_id AND k.exam = r.exam AND k.test = r.test
                                  AND assignment.holds_at(k.valid_from, k.valid_to, r.slots))
             UNION ALL
            SELECT r.mission_id, r.participant_id, 'avoided', m.reason
              FROM rows AS r
              JOIN assignment.standing_rules AS m
                ON m.mission_id = r.mission_id AND m.participant_id = r.participant_id AND m.rule = 'avoid'
             UNION ALL
            SELECT r.mission_id, r.participant_id, 'avoided', ''
              FROM rows AS r
             WHERE assignment.judges_own_pupils(r.participant_id, r.centre_code, r.kind)
        )
        SELECT m.code, p.number, p.family_name || ' ' || p.given_name, f.why, f.detail
          FROM faults AS f
          JOIN assignment.missions AS m ON m.id = f.mission_id
          JOIN assignment.participants AS p ON p.id = f.participant_id
         ORDER BY m.code, p.number, f.why
        """
    let proposal: UUID
    var bindings: [SQLValue] {
        [.uuid(proposal), .double(Double(PlanningWeights().reachKilometres))]
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> PlanConflict {
        PlanConflict(
            missionCode: try row.text(0), number: try row.text(1), name: try row.text(2), why: try row.text(3),
            detail: try row.text(4))
    }
}
