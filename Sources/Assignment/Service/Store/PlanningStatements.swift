import AssignmentDomain
import Foundation
import Postgres
import Vocabulary

struct SelectPlanningPeople: Statement {
    static let sql = """
        SELECT p.id, c.latitude, c.longitude, p.most_missions, p.status, coalesce(p.school_code, ''),
               ARRAY(SELECT t.school_code FROM assignment.taught_schools AS t
                      WHERE t.participant_id = p.id AND t.teaches)
          FROM assignment.participants AS p
          JOIN assignment.communes AS c ON c.code = p.home_commune
         WHERE p.most_missions > 0
         ORDER BY p.id
        """
    static func decode(_ row: borrowing Row) throws(PostgresError) -> PlanningData.Person {
        var person = PlanningData.Person(
            id: ParticipantID(rawValue: try row.uuid(0)),
            home: GeoPoint(latitude: try row.double(1), longitude: try row.double(2)),
            mostMissions: try row.int(3), subjects: [], unavailable: [])
        (person.status, person.school) = (try row.text(4), try row.text(5))
        person.taughtSchools = Set(try row.textArray(6))
        return person
    }
}

struct SelectPlanningCompetences: Statement {
    static let sql = """
        WITH wanted AS MATERIALIZED (
            SELECT m.exam, m.test FROM assignment.missions AS m WHERE m.session_code = $1
             UNION
            SELECT m.exam, c.value
              FROM assignment.compositions AS c
              JOIN assignment.missions AS m ON m.id = c.mission_id
             WHERE m.session_code = $1 AND c.condition = 'competence'
        )
        SELECT k.participant_id, k.exam, k.test, k.valid_from, k.valid_to
          FROM assignment.usable_competences AS k
          JOIN wanted ON wanted.exam = k.exam AND wanted.test = k.test
        """
    let session: String
    var bindings: [SQLValue] { [.text(session)] }
    struct Held: Sendable {
        var person: UUID
        var subject: PlanningData.Subject
        /// Nil for one that holds without bound.
        var validity: Validity?
    }

    static func decode(_ row: borrowing Row) throws(PostgresError) -> Held {
        let (from, to) = (try row.optionalDate(3), try row.optionalDate(4))
        return Held(
            person: try row.uuid(0), subject: PlanningData.Subject(exam: try row.text(1), test: try row.text(2)),
            validity: from == nil && to == nil
                ? nil : Validity(from: from.flatMap { CalendarDay($0) }, to: to.flatMap { CalendarDay($0) }))
    }
}

struct SelectPlanningUnavailabilities: Statement {
    static let sql = """
        SELECT u.participant_id, u.day, u.half
          FROM assignment.unavailabilities AS u
          JOIN assignment.sessions AS s ON u.day BETWEEN s.first_day AND s.last_day
         WHERE s.code = $1
        """
    let session: String
    var bindings: [SQLValue] { [.text(session)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (UUID, PlanningData.HalfDay)? {
        guard let day = CalendarDay(try row.date(1)), let half = Half(rawValue: try row.text(2)) else { return nil }
        return (try row.uuid(0), PlanningData.HalfDay(day: day, half: half))
    }
}

struct SelectPlanningMissions: Statement {
    static let sql = """
        SELECT m.id, m.exam, m.test, c.latitude, c.longitude, m.remote, m.seats, m.slots,
               ARRAY(SELECT assignment.judged_schools(m.centre_code, m.kind))
          FROM assignment.missions AS m
          JOIN assignment.centres ON centres.code = m.centre_code
          JOIN assignment.communes AS c ON c.code = centres.commune_code
         WHERE m.session_code = $1
         ORDER BY m.id
        """
    let session: String
    var bindings: [SQLValue] { [.text(session)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> PlanningData.Mission {
        var mission = PlanningData.Mission(
            id: MissionID(rawValue: try row.uuid(0)),
            subject: .init(exam: try row.text(1), test: try row.text(2)),
            centre: GeoPoint(latitude: try row.double(3), longitude: try row.double(4)),
            remote: try row.bool(5), seats: try row.int(6),
            slots: try row.textArray(7).compactMap { Slot(written: $0) })
        mission.judgedSchools = Set(try row.textArray(8))
        return mission
    }
}

/// Rows of a session whose people have an order of mission.
struct SelectConvenedRows: Statement {
    static let sql = """
        SELECT c.participant_id, c.mission_id
          FROM assignment.standing_convocations AS c
          JOIN assignment.missions AS m ON m.id = c.mission_id
         WHERE m.session_code = $1
         GROUP BY c.participant_id, c.mission_id
         ORDER BY c.participant_id, c.mission_id
        """
    let session: String
    var bindings: [SQLValue] { [.text(session)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> PlanningData.Row {
        PlanningData.Row(
            person: ParticipantID(rawValue: try row.uuid(0)), mission: MissionID(rawValue: try row.uuid(1)))
    }
}

/// The rows of a plan.
struct SelectProposalRows: Statement {
    static let sql = """
        SELECT participant_id, mission_id
          FROM assignment.proposal_rows
         WHERE proposal_id = $1
         ORDER BY participant_id, mission_id
        """
    let proposal: UUID
    var bindings: [SQLValue] { [.uuid(proposal)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> PlanningData.Row {
        PlanningData.Row(
            person: ParticipantID(rawValue: try row.uuid(0)), mission: MissionID(rawValue: try row.uuid(1)))
    }
}

/// What managers have decided about people and missions of a session.
struct SelectPlanningRules: Statement {
    static let sql = """
        SELECT r.participant_id, r.mission_id, r.rule
          FROM assignment.standing_rules AS r
          JOIN assignment.missions AS m ON m.id = r.mission_id
         WHERE m.session_code = $1
         ORDER BY r.participant_id, r.mission_id
        """
    let session: String
    var bindings: [SQLValue] { [.text(session)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (row: PlanningData.Row, rule: String) {
        let pair = PlanningData.Row(
            person: ParticipantID(rawValue: try row.uuid(0)), mission: MissionID(rawValue: try row.uuid(1)))
        return (pair, try row.text(2))
    }
}

/// People convened to other sessions on the days of this one are not free then.
struct SelectBusyElsewhere: Statement {
    static let sql = """
        SELECT DISTINCT c.participant_id, m.slots
          FROM assignment.standing_convocations AS c
          JOIN assignment.missions AS m ON m.id = c.mission_id
         WHERE m.session_code <> $1
        """
    let session: String
    var bindings: [SQLValue] { [.text(session)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (UUID, [Slot]) {
        (try row.uuid(0), try row.textArray(1).compactMap { Slot(written: $0) })
    }
}
