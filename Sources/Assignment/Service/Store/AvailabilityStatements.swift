import AssignmentDomain
import Foundation
import Postgres
import Vocabulary

/// What a person, or an import, has said about one half-day.
struct StatedHalfDay: Sendable {
    var day: String
    var half: String
    /// `unavailable`, `avoided` or `wished`.
    var level: String
    var reason: String
    var isOwn: Bool
    /// The person is convened then.
    var isConvened: Bool
}

struct SelectStatedHalfDays: Statement {
    static let sql = """
        SELECT said.day, said.half, said.level, said.reason, said.own,
               EXISTS (SELECT FROM assignment.standing_convocations AS c
                        CROSS JOIN LATERAL assignment.half_days(
                              ARRAY(SELECT jsonb_array_elements_text(c.detail -> 'slots'))) AS taken
                        WHERE c.participant_id = $1 AND taken.day = said.day AND taken.half = said.half)
          FROM (SELECT day, half, 'unavailable' AS level, reason, entered_by = 'person' AS own
                  FROM assignment.unavailabilities WHERE participant_id = $1
                 UNION ALL
                SELECT day, half, level, '', true FROM assignment.wishes WHERE participant_id = $1) AS said
         WHERE said.day >= $2
         ORDER BY said.day, said.half DESC, said.level
        """
    let participant: UUID
    let from: String
    var bindings: [SQLValue] { [.uuid(participant), .date(from)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> StatedHalfDay {
        StatedHalfDay(
            day: try row.date(0), half: try row.text(1), level: try row.text(2), reason: try row.text(3),
            isOwn: try row.bool(4), isConvened: try row.bool(5))
    }
}

/// Half-days as two columns.
struct HalfDayList: Sendable {
    var participant: UUID
    var halfDays: [PlanningData.HalfDay]
    var at: Date

    var columns: [SQLValue] {
        [
            .uuid(participant), .textArray(halfDays.map(\.day.description)),
            .textArray(halfDays.map(\.half.rawValue)),
        ]
    }
}

/// What an import has said stays as it is.
struct StateUnavailable: Command {
    static let sql = """
        INSERT INTO assignment.unavailabilities AS old (participant_id, day, half, reason, entered_by, entered_at)
        SELECT $1, day::date, half, $4, 'person', $5 FROM unnest($2::text[], $3::text[]) AS new (day, half)
            ON CONFLICT (participant_id, day, half) DO UPDATE
           SET reason = excluded.reason, entered_at = excluded.entered_at
         WHERE old.entered_by = 'person'
        """
    let list: HalfDayList
    let reason: String
    var bindings: [SQLValue] { list.columns + [.text(reason), .timestamp(list.at)] }
}

struct StateWish: Command {
    static let sql = """
        INSERT INTO assignment.wishes (participant_id, day, half, level, entered_at)
        SELECT $1, day::date, half, $4, $5 FROM unnest($2::text[], $3::text[]) AS new (day, half)
            ON CONFLICT (participant_id, day, half) DO UPDATE
           SET level = excluded.level, entered_at = excluded.entered_at
        """
    let list: HalfDayList
    let level: String
    var bindings: [SQLValue] { list.columns + [.text(level), .timestamp(list.at)] }
}

/// Takes back what the person has said about these half-days.
struct ForgetUnavailable: Command {
    static let sql = """
        DELETE FROM assignment.unavailabilities AS u
         USING unnest($2::text[], $3::text[]) AS gone (day, half)
         WHERE u.participant_id = $1 AND u.day = gone.day::date AND u.half = gone.half AND u.entered_by = 'person'
        """
    let list: HalfDayList
    var bindings: [SQLValue] { list.columns }
}

struct ForgetWishes: Command {
    static let sql = """
        DELETE FROM assignment.wishes AS w
         USING unnest($2::text[], $3::text[]) AS gone (day, half)
         WHERE w.participant_id = $1 AND w.day = gone.day::date AND w.half = gone.half
        """
    let list: HalfDayList
    var bindings: [SQLValue] { list.columns }
}

struct SelectPlanningWishes: Statement {
    static let sql = """
        SELECT w.participant_id, w.day, w.half, w.level
          FROM assignment.wishes AS w
          JOIN assignment.sessions AS s ON w.day BETWEEN s.first_day AND s.last_day
         WHERE s.code = $1
        """
    struct Wish: Sendable {
        var person: UUID
        var halfDay: PlanningData.HalfDay
        var level: PlanningData.Wish
    }
    let session: String
    var bindings: [SQLValue] { [.text(session)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Wish? {
        guard let day = CalendarDay(try row.date(1)), let half = Half(rawValue: try row.text(2)),
            let level = PlanningData.Wish(rawValue: try row.text(3))
        else { return nil }
        return Wish(person: try row.uuid(0), halfDay: .init(day: day, half: half), level: level)
    }
}

/// Whether assignment knows this participant.
struct SelectParticipantExists: Statement {
    static let sql = "SELECT true FROM assignment.participants WHERE id = $1"
    let participant: UUID
    var bindings: [SQLValue] { [.uuid(participant)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Bool { try row.bool(0) }
}
