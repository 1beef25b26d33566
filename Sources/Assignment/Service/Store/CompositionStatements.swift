import AssignmentDomain
import Foundation
import Postgres
import Vocabulary

struct UpsertCompositions: Upsert {
    static let sql = """
        INSERT INTO assignment.compositions AS old (mission_id, role, condition, value, seats)
        SELECT mission_id, role, condition, value, seats
          FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bigint[])
               AS new (mission_id, role, condition, value, seats)
         ORDER BY mission_id, role
            ON CONFLICT (mission_id, role) DO UPDATE
           SET condition = excluded.condition, value = excluded.value, seats = excluded.seats
         WHERE (old.condition, old.value, old.seats)
               IS DISTINCT FROM (excluded.condition, excluded.value, excluded.seats)
        RETURNING xmax = 0, role
        """
    let records: [CompositionRecord]
    var bindings: [SQLValue] {
        [
            .uuidArray(records.map { AssignmentIDs.mission(session: $0.session, code: $0.mission).rawValue }),
            .textArray(records.map(\.role)), .textArray(records.map(\.condition)), .textArray(records.map(\.value)),
            .intArray(records.map { Int64($0.seats) }),
        ]
    }
}

struct UpsertExclusions: Upsert {
    static let sql = """
        INSERT INTO assignment.exclusions AS old (participant_id, centre_code, reason)
        SELECT participant_id, centre, reason
          FROM unnest($1::uuid[], $2::text[], $3::text[]) AS new (participant_id, centre, reason)
         ORDER BY participant_id, centre
            ON CONFLICT (participant_id, centre_code) DO UPDATE SET reason = excluded.reason
         WHERE old.reason <> excluded.reason
        RETURNING xmax = 0, centre_code
        """
    let records: [ExclusionRecord]
    var bindings: [SQLValue] {
        [
            .uuidArray(records.map { AssignmentIDs.participant(number: $0.number).rawValue }),
            .textArray(records.map(\.centre)), .textArray(records.map(\.reason)),
        ]
    }
}

struct UpsertCentrePupils: Upsert {
    static let sql = """
        INSERT INTO assignment.centre_pupils AS old (centre_code, school_code, sit)
        SELECT centre, school, sit
          FROM unnest($1::text[], $2::text[], $3::boolean[]) AS new (centre, school, sit)
         ORDER BY centre, school
            ON CONFLICT (centre_code, school_code) DO UPDATE SET sit = excluded.sit
         WHERE old.sit <> excluded.sit
        RETURNING xmax = 0, centre_code
        """
    let records: [PupilsRecord]
    var bindings: [SQLValue] {
        [
            .textArray(records.map(\.centre)), .textArray(records.map(\.school)),
            .boolArray(records.map(\.sit)),
        ]
    }
}

struct UpsertTaughtSchools: Upsert {
    static let sql = """
        INSERT INTO assignment.taught_schools AS old (participant_id, school_code, teaches)
        SELECT participant_id, school, teaches
          FROM unnest($1::uuid[], $2::text[], $3::boolean[]) AS new (participant_id, school, teaches)
         ORDER BY participant_id, school
            ON CONFLICT (participant_id, school_code) DO UPDATE SET teaches = excluded.teaches
         WHERE old.teaches <> excluded.teaches
        RETURNING xmax = 0, school_code
        """
    let records: [TeachingRecord]
    var bindings: [SQLValue] {
        [
            .uuidArray(records.map { AssignmentIDs.participant(number: $0.number).rawValue }),
            .textArray(records.map(\.school)), .boolArray(records.map(\.teaches)),
        ]
    }
}

/// The composition rules of a session, or of one mission of it.
struct SelectCompositions: Statement {
    static let sql = """
        SELECT c.mission_id, c.role, c.condition, c.value, c.seats, m.exam, coalesce(centres.school_code, '')
          FROM assignment.compositions AS c
          JOIN assignment.missions AS m ON m.id = c.mission_id
          JOIN assignment.centres ON centres.code = m.centre_code
         WHERE m.session_code = $1 AND ($2::uuid IS NULL OR m.id = $2) AND c.seats > 0
         ORDER BY c.mission_id, c.condition = 'outside', c.role
        """
    let session: String
    var mission: UUID?
    var bindings: [SQLValue] { [.text(session), .optional(mission) { .uuid($0) }] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (mission: UUID, reserve: SeatReserve) {
        let value = try row.text(3)
        let exam = try row.text(5)
        let school = try row.text(6)
        let condition: SeatCondition =
            switch try row.text(2) {
            case "status": .status(value)
            case "outside": .outside(school: school)
            default: .competence(.init(exam: exam, test: value))
            }
        return (try row.uuid(0), SeatReserve(role: try row.text(1), condition: condition, seats: try row.int(4)))
    }
}

/// Codes of missions that an import may refer to, as `session/code`.
struct SelectMissionCodes: Statement {
    static let sql = "SELECT session_code || '/' || code FROM assignment.missions"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.text(0) }
}
