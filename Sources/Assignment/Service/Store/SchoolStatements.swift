import AssignmentDomain
import Foundation
import Postgres

struct School: Sendable {
    var code: String
    var name: String
    var commune: String
}

/// The schools of a perimeter; all of them for an empty one.
struct SelectSchools: Statement {
    static let sql = """
        SELECT s.code, s.name, place.name
          FROM assignment.schools AS s
          JOIN assignment.communes AS place ON place.code = s.commune_code
         WHERE cardinality($1::text[]) = 0 OR s.code = ANY ($1)
         ORDER BY s.name, s.code
         LIMIT 200
        """
    let codes: [String]
    var bindings: [SQLValue] { [.textArray(codes)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> School {
        School(code: try row.text(0), name: try row.text(1), commune: try row.text(2))
    }
}

struct StaffMember: Sendable {
    var id: UUID
    var number: String
    var name: String
    var competences: Int
    /// Lessons of a usual week; nil when no timetable is known.
    var weeklyLessons: Int?
}

struct SelectStaff: Statement {
    static let sql = """
        SELECT p.id, p.number, p.family_name || ' ' || p.given_name,
               (SELECT count(*) FROM assignment.usable_competences AS k WHERE k.participant_id = p.id),
               (SELECT sum(l.lessons) FROM assignment.lessons AS l WHERE l.participant_id = p.id)
          FROM assignment.participants AS p
         WHERE p.school_code = $1
         ORDER BY p.family_name, p.given_name, p.number
        """
    let school: String
    var bindings: [SQLValue] { [.text(school)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> StaffMember {
        StaffMember(
            id: try row.uuid(0), number: try row.text(1), name: try row.text(2), competences: try row.int(3),
            weeklyLessons: try row.optionalInt(4))
    }
}

/// One half-day on which somebody of the school is convened elsewhere.
struct StaffAbsence: Sendable {
    var day: String
    var half: String
    var number: String
    var name: String
    var detail: ConvocationDetail
    /// Lessons that fall out; nil when no timetable of the person is known.
    var lessons: Int?
}

/// From a day on, until the day before another. A remote mission takes nobody out of the school, but takes their time.
struct SelectStaffAbsences: Statement {
    static let sql = """
        SELECT h.day, h.half, p.number, p.family_name || ' ' || p.given_name, c.detail,
               CASE WHEN EXISTS (SELECT FROM assignment.lessons AS l WHERE l.participant_id = p.id)
                    THEN coalesce((SELECT l.lessons FROM assignment.lessons AS l
                                    WHERE l.participant_id = p.id AND l.half = h.half
                                      AND l.weekday = extract(isodow FROM h.day)), 0) END
          FROM assignment.participants AS p
          JOIN assignment.standing_convocations AS c ON c.participant_id = p.id
         CROSS JOIN LATERAL assignment.half_days(ARRAY(SELECT jsonb_array_elements_text(c.detail -> 'slots'))) AS h
         WHERE p.school_code = $1 AND h.day >= $2 AND h.day < $3
         ORDER BY h.day, h.half DESC, 4, p.number
        """
    let school: String
    let from: String
    let until: String
    var bindings: [SQLValue] { [.text(school), .date(from), .date(until)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> StaffAbsence? {
        guard let detail = ConvocationDetail.read(try row.json(4)) else { return nil }
        return StaffAbsence(
            day: try row.date(0), half: try row.text(1), number: try row.text(2), name: try row.text(3),
            detail: detail, lessons: try row.optionalInt(5))
    }
}

/// A competence that the head may still confirm or refuse.
struct OpenCompetence: Sendable {
    var number: String
    var name: String
    var exam: String
    var test: String
    var origin: String
    var silentFrom: String
    var evidence: String?
    var validTo: String?
}

struct SelectOpenCompetences: Statement {
    static let sql = """
        SELECT p.number, p.family_name || ' ' || p.given_name, k.exam, k.test, k.origin, k.silent_from,
               k.evidence, k.valid_to
          FROM assignment.competences AS k
          JOIN assignment.participants AS p ON p.id = k.participant_id
         WHERE p.school_code = $1 AND k.origin <> 'confirmed' AND k.answer IS NULL AND k.silent_from > $2
         ORDER BY k.silent_from, 2, p.number, k.exam, k.test
        """
    let school: String
    let today: String
    var bindings: [SQLValue] { [.text(school), .date(today)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> OpenCompetence {
        OpenCompetence(
            number: try row.text(0), name: try row.text(1), exam: try row.text(2), test: try row.text(3),
            origin: try row.text(4), silentFrom: try row.date(5), evidence: try row.optionalText(6),
            validTo: try row.optionalDate(7))
    }
}

/// What the head of a school answers to some of its open competences.
struct AnswerCompetences: Command {
    static let sql = """
        UPDATE assignment.competences AS k
           SET answer = $5, answered_at = $6, answered_by = $7, reason = CASE WHEN $5 = 'refused' THEN $8 END
          FROM assignment.participants AS p,
               unnest($2::text[], $3::text[], $4::text[]) AS chosen (number, exam, test)
         WHERE p.id = k.participant_id AND p.school_code = $1 AND p.number = chosen.number
           AND k.exam = chosen.exam AND k.test = chosen.test AND k.origin <> 'confirmed' AND k.answer IS NULL
           AND k.silent_from > $9
        """
    struct Key: Sendable {
        var number: String
        var exam: String
        var test: String
    }
    let school: String
    let chosen: [Key]
    let isConfirmed: Bool
    let decision: ManualDecision
    let reason: String
    let today: String
    var bindings: [SQLValue] {
        [
            .text(school), .textArray(chosen.map(\.number)), .textArray(chosen.map(\.exam)),
            .textArray(chosen.map(\.test)), .text(isConfirmed ? "confirmed" : "refused"), .timestamp(decision.at),
            .uuid(decision.by), .text(reason), .date(today),
        ]
    }
}

/// Unavailabilities of the school's staff from a day on, whoever has entered them. Why somebody cannot come is
/// shown only if the school has said it itself.
struct StaffUnavailability: Sendable {
    var person: UUID
    var name: String
    var day: String
    var half: String
    var reason: String
    var isOfSchool: Bool
    var isConvened: Bool
}

struct SelectStaffUnavailabilities: Statement {
    static let sql = """
        SELECT p.id, p.family_name || ' ' || p.given_name, u.day, u.half,
               CASE WHEN u.entered_by = 'person' THEN '' ELSE u.reason END, u.entered_by = 'school',
               EXISTS (SELECT FROM assignment.standing_convocations AS c
                        CROSS JOIN LATERAL assignment.half_days(
                              ARRAY(SELECT jsonb_array_elements_text(c.detail -> 'slots'))) AS h
                        WHERE c.participant_id = p.id AND h.day = u.day AND h.half = u.half)
          FROM assignment.participants AS p
          JOIN assignment.unavailabilities AS u ON u.participant_id = p.id
         WHERE p.school_code = $1 AND u.day >= $2
         ORDER BY u.day, u.half DESC, 2, p.number
         LIMIT 500
        """
    let school: String
    let from: String
    var bindings: [SQLValue] { [.text(school), .date(from)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> StaffUnavailability {
        StaffUnavailability(
            person: try row.uuid(0), name: try row.text(1), day: try row.date(2), half: try row.text(3),
            reason: try row.text(4), isOfSchool: try row.bool(5), isConvened: try row.bool(6))
    }
}

/// What the person or an import has said stays as it is.
struct StateSchoolUnavailable: Command {
    static let sql = """
        INSERT INTO assignment.unavailabilities AS old (participant_id, day, half, reason, entered_by, entered_at)
        SELECT $1, day::date, half, $4, 'school', $5 FROM unnest($2::text[], $3::text[]) AS new (day, half)
            ON CONFLICT (participant_id, day, half) DO UPDATE
           SET reason = excluded.reason, entered_at = excluded.entered_at
         WHERE old.entered_by = 'school'
        """
    let list: HalfDayList
    let reason: String
    var bindings: [SQLValue] { list.columns + [.text(reason), .timestamp(list.at)] }
}

struct ForgetSchoolUnavailable: Command {
    static let sql = """
        DELETE FROM assignment.unavailabilities AS u
         USING unnest($2::text[], $3::text[]) AS gone (day, half)
         WHERE u.participant_id = $1 AND u.day = gone.day::date AND u.half = gone.half AND u.entered_by = 'school'
        """
    let list: HalfDayList
    var bindings: [SQLValue] { list.columns }
}
