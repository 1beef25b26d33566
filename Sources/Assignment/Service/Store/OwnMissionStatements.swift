import AssignmentDomain
import Foundation
import Postgres
import Vocabulary

/// A mission of a convened session for which somebody holds the competence.
struct OwnMission: Sendable {
    var reasons: OwnReasons.Mission
    var title: (exam: String, test: String, kind: String)
    var slots: [String]
    var place: String
    var kilometres: Int
}

/// Of the sessions that are not over; if all are, of the one that ended last, for a year.
struct SelectOwnMissions: Statement {
    static let sql = """
        SELECT m.exam, m.test, m.kind, m.slots, centres.name || ', ' || place.name, place.latitude, place.longitude,
               home.latitude, home.longitude, m.remote,
               EXISTS (SELECT FROM assignment.standing_convocations AS c
                        WHERE c.mission_id = m.id AND c.participant_id = p.id),
               EXISTS (SELECT FROM assignment.standing_rules AS r
                        WHERE r.mission_id = m.id AND r.participant_id = p.id AND r.rule = 'avoid')
                  OR assignment.judges_own_pupils(p.id, m.centre_code, m.kind),
               assignment.holds_at(k.valid_from, k.valid_to, m.slots)
          FROM assignment.participants AS p
          JOIN assignment.communes AS home ON home.code = p.home_commune
          JOIN assignment.usable_competences AS k ON k.participant_id = p.id
          JOIN assignment.missions AS m ON m.exam = k.exam AND m.test = k.test
          JOIN assignment.sessions AS s ON s.code = m.session_code
          JOIN assignment.centres ON centres.code = m.centre_code
          JOIN assignment.communes AS place ON place.code = centres.commune_code
         WHERE p.id = $1
           AND s.last_day >= least($2::date, (SELECT max(latest.last_day)
                                                FROM assignment.sessions AS latest
                                                JOIN assignment.convocation_runs AS run
                                                  ON run.session_code = latest.code
                                               WHERE latest.last_day >= $2::date - 365))
           AND EXISTS (SELECT FROM assignment.convocation_runs AS run WHERE run.session_code = s.code)
         ORDER BY m.slots[1], m.code
        """
    let participant: UUID
    let from: String
    var bindings: [SQLValue] { [.uuid(participant), .date(from)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> OwnMission {
        let slots = try row.textArray(3)
        let centre = GeoPoint(latitude: try row.double(5), longitude: try row.double(6))
        let home = GeoPoint(latitude: try row.double(7), longitude: try row.double(8))
        let (exam, test) = (try row.text(0), try row.text(1))
        var reasons = OwnReasons.Mission(
            subject: .init(exam: exam, test: test),
            halfDays: PlanningData.halfDays(of: slots.compactMap { Slot(written: $0) }),
            isConvened: try row.bool(10), isExcluded: try row.bool(11))
        reasons.isValid = try row.bool(12)
        reasons.place = try row.bool(9) ? nil : centre
        return OwnMission(
            reasons: reasons, title: (exam, test, try row.text(2)), slots: slots, place: try row.text(4),
            kilometres: try row.bool(9) ? 0 : PlanningWeights.kilometres(home, centre))
    }
}

struct SelectMostMissions: Statement {
    static let sql = "SELECT most_missions FROM assignment.participants WHERE id = $1"
    let participant: UUID
    var bindings: [SQLValue] { [.uuid(participant)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}
