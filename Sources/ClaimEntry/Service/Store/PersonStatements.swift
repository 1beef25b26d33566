import ClaimEntryDomain
import Contracts
import Foundation
import Postgres
import Vocabulary

/// Writes what is known of people; an older revision never replaces a newer one.
struct UpsertPeople: Command {
    static let sql = """
        INSERT INTO claim_entry.person AS p
               (participant_id, number, family_name, given_name, status, home_code, home_name, school_code,
                school_name, revision)
        SELECT n.participant_id, n.number, n.family_name, n.given_name, n.status, n.home_code, n.home_name,
               nullif(n.school_code, ''), nullif(n.school_name, ''), n.revision
          FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                      $9::text[], $10::bigint[])
               AS n (participant_id, number, family_name, given_name, status, home_code, home_name, school_code,
                     school_name, revision)
         ORDER BY n.participant_id
            ON CONFLICT (participant_id) DO UPDATE
           SET number = excluded.number, family_name = excluded.family_name, given_name = excluded.given_name,
               status = excluded.status, home_code = excluded.home_code, home_name = excluded.home_name,
               school_code = excluded.school_code, school_name = excluded.school_name, revision = excluded.revision
         WHERE p.revision < excluded.revision
        """
    /// Each person once, with the number of the fact in the person's stream.
    let people: [(person: PersonDescription, revision: Int64)]
    var bindings: [SQLValue] {
        let all = people.map(\.person)
        return [
            .uuidArray(all.map(\.participantID.rawValue)), .textArray(all.map(\.number)),
            .textArray(all.map(\.name.family)), .textArray(all.map(\.name.given)), .textArray(all.map(\.status)),
            .textArray(all.map(\.home.code.description)), .textArray(all.map(\.home.name)),
            .textArray(all.map { $0.school?.code.description ?? "" }), .textArray(all.map { $0.school?.name ?? "" }),
            .intArray(people.map(\.revision)),
        ]
    }
}

/// Where people live and work.
struct SelectPeople: Statement {
    static let sql = """
        SELECT participant_id, home_code, home_name, school_code, school_name, status
          FROM claim_entry.person
         WHERE participant_id = ANY ($1)
        """
    let people: [ParticipantID]
    var bindings: [SQLValue] { [.uuidArray(people.map(\.rawValue))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (ParticipantID, EntryPerson) {
        let home = try commune(row, 1)
        let school = try row.isNull(3) ? nil : try commune(row, 3)
        return (
            ParticipantID(rawValue: try row.uuid(0)),
            EntryPerson(home: home, school: school, status: try row.text(5))
        )
    }

    static func commune(_ row: borrowing Row, _ i: Int) throws(PostgresError) -> CommuneName {
        guard let code = CommuneCode(try row.text(i)) else {
            throw PostgresError(
                code: .decoding(column: i, expected: "INSEE code"), statement: "SelectPeople",
                message: "not an INSEE code")
        }
        return CommuneName(code: code, name: try row.text(i + 1))
    }
}

/// Notes whether a person can be paid; an older assessment never replaces a newer one.
struct UpsertDossier: Command {
    static let sql = """
        INSERT INTO claim_entry.dossier AS d (participant_id, complete, assessed_at)
        VALUES ($1, $2, $3)
            ON CONFLICT (participant_id) DO UPDATE
           SET complete = excluded.complete, assessed_at = excluded.assessed_at
         WHERE d.assessed_at <= excluded.assessed_at
        """
    let fact: DossierAssessed
    var bindings: [SQLValue] {
        [.uuid(fact.participantID.rawValue), .bool(fact.complete), .timestamp(fact.assessedAt.date)]
    }
}
