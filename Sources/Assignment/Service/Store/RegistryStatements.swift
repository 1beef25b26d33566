import AssignmentDomain
import Foundation
import Postgres
import Vocabulary

/// How many rows of one file were new and how many were changed by an import; the others were already so.
struct Touched: Equatable {
    var added: [UUID] = []
    var changed: [UUID] = []
}

/// One row touched by an upsert.
struct TouchedRow: Sendable {
    let isNew: Bool
    let key: String
}

protocol Upsert: Statement where Output == TouchedRow {}
extension Upsert {
    static func decode(_ row: borrowing Row) throws(PostgresError) -> TouchedRow {
        TouchedRow(isNew: try row.bool(0), key: try row.text(1))
    }
}

struct UpsertSessions: Upsert {
    static let sql = """
        INSERT INTO assignment.sessions AS old (code, label, first_day, last_day)
        SELECT code, label, first_day::date, last_day::date
          FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS new (code, label, first_day, last_day)
         ORDER BY code
            ON CONFLICT (code) DO UPDATE
           SET label = excluded.label, first_day = excluded.first_day, last_day = excluded.last_day
         WHERE (old.label, old.first_day, old.last_day)
               IS DISTINCT FROM (excluded.label, excluded.first_day, excluded.last_day)
        RETURNING xmax = 0, code
        """
    let records: [SessionRecord]
    var bindings: [SQLValue] {
        [
            .textArray(records.map(\.code)), .textArray(records.map(\.label)),
            .textArray(records.map(\.firstDay.description)), .textArray(records.map(\.lastDay.description)),
        ]
    }
}

struct UpsertCommunes: Upsert {
    static let sql = """
        INSERT INTO assignment.communes AS old (code, name, latitude, longitude, population)
        SELECT code, name, latitude::double precision, longitude::double precision, population
          FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
               AS new (code, name, latitude, longitude, population)
         ORDER BY code
            ON CONFLICT (code) DO UPDATE
           SET name = excluded.name, latitude = excluded.latitude, longitude = excluded.longitude,
               population = excluded.population
         WHERE (old.name, old.latitude, old.longitude, old.population)
               IS DISTINCT FROM (excluded.name, excluded.latitude, excluded.longitude, excluded.population)
        RETURNING xmax = 0, code
        """
    let records: [CommuneRecord]
    var bindings: [SQLValue] {
        [
            .textArray(records.map(\.code.description)), .textArray(records.map(\.name)),
            .textArray(records.map { String($0.point.latitude) }),
            .textArray(records.map { String($0.point.longitude) }),
            .intArray(records.map { Int64($0.population) }),
        ]
    }
}

struct UpsertCentres: Upsert {
    static let sql = """
        INSERT INTO assignment.centres AS old (code, name, commune_code, school_code)
        SELECT code, name, commune, NULLIF(school, '')
          FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS new (code, name, commune, school)
         ORDER BY code
            ON CONFLICT (code) DO UPDATE
           SET name = excluded.name, commune_code = excluded.commune_code,
               school_code = CASE WHEN $5 THEN excluded.school_code ELSE old.school_code END
         WHERE (old.name, old.commune_code) IS DISTINCT FROM (excluded.name, excluded.commune_code)
            OR ($5 AND old.school_code IS DISTINCT FROM excluded.school_code)
        RETURNING xmax = 0, code
        """
    let records: [CentreRecord]
    var bindings: [SQLValue] {
        [
            .textArray(records.map(\.code)), .textArray(records.map(\.name)),
            .textArray(records.map(\.commune.description)), .textArray(records.map { $0.schoolCode ?? "" }),
            .bool(records.contains { $0.schoolCode != nil }),
        ]
    }
}

/// Empty texts stand for what is not known.
struct UpsertParticipants: Upsert {
    static let sql = """
        INSERT INTO assignment.participants AS old
               (id, number, family_name, given_name, email, status, home_commune, school_commune, most_missions,
                school_code)
        SELECT id, number, family_name, given_name, NULLIF(email, ''), status, home, NULLIF(school, ''), most,
               NULLIF(school_code, '')
          FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                      $9::bigint[], $10::text[])
               AS new (id, number, family_name, given_name, email, status, home, school, most, school_code)
         ORDER BY id
            ON CONFLICT (id) DO UPDATE
           SET family_name = excluded.family_name, given_name = excluded.given_name, email = excluded.email,
               status = excluded.status, home_commune = excluded.home_commune,
               school_commune = excluded.school_commune, most_missions = excluded.most_missions,
               school_code = CASE WHEN $11 THEN excluded.school_code ELSE old.school_code END
         WHERE (old.family_name, old.given_name, old.email, old.status, old.home_commune, old.school_commune,
                old.most_missions)
               IS DISTINCT FROM
               (excluded.family_name, excluded.given_name, excluded.email, excluded.status, excluded.home_commune,
                excluded.school_commune, excluded.most_missions)
            OR ($11 AND old.school_code IS DISTINCT FROM excluded.school_code)
        RETURNING xmax = 0, number
        """
    let records: [ParticipantRecord]
    var bindings: [SQLValue] {
        [
            .uuidArray(records.map { AssignmentIDs.participant(number: $0.number).rawValue }),
            .textArray(records.map(\.number)), .textArray(records.map(\.name.family)),
            .textArray(records.map(\.name.given)), .textArray(records.map { $0.email ?? "" }),
            .textArray(records.map(\.status)), .textArray(records.map(\.home.description)),
            .textArray(records.map { $0.school?.description ?? "" }),
            .intArray(records.map { Int64($0.mostMissions) }), .textArray(records.map { $0.schoolCode ?? "" }),
            .bool(records.contains { $0.schoolCode != nil }),
        ]
    }
}

/// What the office confirms is no longer asked; what a school has refused stays refused.
struct InsertCompetences: Upsert {
    static let sql = """
        INSERT INTO assignment.competences AS old
               (participant_id, exam, test, origin, silent_from, valid_from, valid_to, evidence)
        SELECT participant_id, exam, test, origin, CASE WHEN origin <> 'confirmed' THEN $5::date END,
               NULLIF(valid_from, '')::date, NULLIF(valid_to, '')::date, NULLIF(evidence, '')
          FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $6::text[], $7::text[], $8::text[])
               AS new (participant_id, exam, test, origin, valid_from, valid_to, evidence)
         ORDER BY participant_id, exam, test
            ON CONFLICT (participant_id, exam, test) DO UPDATE
           SET origin = CASE WHEN excluded.origin = 'confirmed' AND old.answer IS NULL
                             THEN 'confirmed' ELSE old.origin END,
               silent_from = CASE WHEN excluded.origin = 'confirmed' AND old.answer IS NULL
                                  THEN NULL ELSE old.silent_from END,
               valid_from = CASE WHEN 'valable_du' = ANY ($9::text[]) THEN excluded.valid_from ELSE old.valid_from END,
               valid_to = CASE WHEN 'valable_au' = ANY ($9::text[]) THEN excluded.valid_to ELSE old.valid_to END,
               evidence = CASE WHEN 'preuve' = ANY ($9::text[]) THEN excluded.evidence ELSE old.evidence END
         WHERE (old.origin <> 'confirmed' AND excluded.origin = 'confirmed' AND old.answer IS NULL)
            OR ('valable_du' = ANY ($9::text[]) AND old.valid_from IS DISTINCT FROM excluded.valid_from)
            OR ('valable_au' = ANY ($9::text[]) AND old.valid_to IS DISTINCT FROM excluded.valid_to)
            OR ('preuve' = ANY ($9::text[]) AND old.evidence IS DISTINCT FROM excluded.evidence)
        RETURNING xmax = 0, exam
        """
    let records: [CompetenceRecord]
    /// From this day on the silence of the school is agreement.
    let silentFrom: String
    var bindings: [SQLValue] {
        [
            .uuidArray(records.map { AssignmentIDs.participant(number: $0.number).rawValue }),
            .textArray(records.map(\.exam)), .textArray(records.map(\.test)), .textArray(records.map(\.origin)),
            .date(silentFrom), .textArray(records.map { $0.validity.from?.description ?? "" }),
            .textArray(records.map { $0.validity.to?.description ?? "" }), .textArray(records.map(\.evidence)),
            .textArray(records.first.map { $0.says.sorted() } ?? []),
        ]
    }
}
