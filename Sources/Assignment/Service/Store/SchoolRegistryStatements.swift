import AssignmentDomain
import Foundation
import Postgres
import Vocabulary

struct UpsertSchools: Upsert {
    static let sql = """
        INSERT INTO assignment.schools AS old (code, name, commune_code)
        SELECT code, name, commune
          FROM unnest($1::text[], $2::text[], $3::text[]) AS new (code, name, commune)
         ORDER BY code
            ON CONFLICT (code) DO UPDATE SET name = excluded.name, commune_code = excluded.commune_code
         WHERE (old.name, old.commune_code) IS DISTINCT FROM (excluded.name, excluded.commune_code)
        RETURNING xmax = 0, code
        """
    let records: [SchoolRecord]
    var bindings: [SQLValue] {
        [
            .textArray(records.map(\.code)), .textArray(records.map(\.name)),
            .textArray(records.map(\.commune.description)),
        ]
    }
}

struct UpsertLessons: Upsert {
    static let sql = """
        INSERT INTO assignment.lessons AS old (participant_id, weekday, half, lessons)
        SELECT participant_id, weekday, half, lessons
          FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::bigint[])
               AS new (participant_id, weekday, half, lessons)
         ORDER BY participant_id, weekday, half
            ON CONFLICT (participant_id, weekday, half) DO UPDATE SET lessons = excluded.lessons
         WHERE old.lessons <> excluded.lessons
        RETURNING xmax = 0, half
        """
    let records: [LessonRecord]
    var bindings: [SQLValue] {
        [
            .uuidArray(records.map { AssignmentIDs.participant(number: $0.number).rawValue }),
            .intArray(records.map { Int64($0.weekday) }), .textArray(records.map(\.half.rawValue)),
            .intArray(records.map { Int64($0.lessons) }),
        ]
    }
}

struct UpsertUnavailabilities: Upsert {
    static let sql = """
        INSERT INTO assignment.unavailabilities AS old (participant_id, day, half, reason)
        SELECT participant_id, day::date, half, reason
          FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS new (participant_id, day, half, reason)
         ORDER BY participant_id, day, half
            ON CONFLICT (participant_id, day, half) DO UPDATE SET reason = excluded.reason
         WHERE old.reason IS DISTINCT FROM excluded.reason
        RETURNING xmax = 0, half
        """
    let records: [UnavailabilityRecord]
    var bindings: [SQLValue] {
        [
            .uuidArray(records.map { AssignmentIDs.participant(number: $0.number).rawValue }),
            .textArray(records.map(\.day.description)), .textArray(records.map(\.half.rawValue)),
            .textArray(records.map(\.reason)),
        ]
    }
}
