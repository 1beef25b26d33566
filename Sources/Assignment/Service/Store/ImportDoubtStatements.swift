import Postgres

/// What may be right and is probably wrong about a row of an import: its key, and the remedy in French.
struct ImportDoubt: Sendable {
    var key: String
    var remedy: String
}

/// Missions whose test nobody may judge.
struct SelectMissionsWithoutCompetence: Statement {
    static let sql = """
        SELECT m.session_code || '/' || m.code, m.test, m.seats
          FROM assignment.missions AS m
         WHERE m.session_code || '/' || m.code = ANY ($1)
           AND NOT EXISTS (SELECT FROM assignment.competences AS k WHERE k.exam = m.exam AND k.test = m.test)
         ORDER BY m.session_code, m.code
        """
    let keys: [String]
    var bindings: [SQLValue] { [.textArray(keys)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ImportDoubt {
        ImportDoubt(
            key: try row.text(0),
            remedy: "Personne n’a la compétence « \(try row.text(1)) » pour cet examen : les \(try row.int(2)) postes "
                + "resteront vides. Ajoutez-la à competences.csv, ou écrivez l’épreuve avec les mêmes mots.")
    }
}

/// Competences of an import that open no mission; one row for each test.
struct SelectCompetencesWithoutMission: Statement {
    static let sql = """
        SELECT (array_agg(new.key ORDER BY new.place))[1], new.test, count(*)
          FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS new (key, exam, test, place)
         WHERE NOT EXISTS (SELECT FROM assignment.missions AS m WHERE m.exam = new.exam AND m.test = new.test)
         GROUP BY new.exam, new.test
         ORDER BY min(new.place)
        """
    let keys: [String]
    let exams: [String]
    let tests: [String]
    var bindings: [SQLValue] { [.textArray(keys), .textArray(exams), .textArray(tests)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ImportDoubt {
        let count = try row.int(2)
        return ImportDoubt(
            key: try row.text(0),
            remedy: "Aucune mission ne porte sur l’épreuve « \(try row.text(1)) » de cet examen"
                + (count > 1 ? " (\(count) lignes)" : "")
                + " : cette compétence ne sert à rien. Ajoutez la mission, ou écrivez l’épreuve avec les mêmes mots.")
    }
}

/// People of an import who can be assigned to nothing.
struct SelectPeopleWithoutMission: Statement {
    static let sql = """
        SELECT p.number
          FROM assignment.participants AS p
         WHERE p.number = ANY ($1) AND EXISTS (SELECT FROM assignment.missions)
           AND NOT EXISTS (SELECT FROM assignment.competences AS k
                             JOIN assignment.missions AS m ON m.exam = k.exam AND m.test = k.test
                            WHERE k.participant_id = p.id)
         ORDER BY p.number
        """
    let numbers: [String]
    var bindings: [SQLValue] { [.textArray(numbers)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ImportDoubt {
        ImportDoubt(
            key: try row.text(0),
            remedy: "Cette personne n’a de compétence pour aucune mission : elle ne sera jamais affectée. Ajoutez-la à "
                + "competences.csv.")
    }
}

/// People of an import who stand in the registry under another number too.
struct SelectPeopleTwice: Statement {
    static let sql = """
        SELECT p.number, min(other.number)
          FROM assignment.participants AS p
          JOIN assignment.participants AS other
            ON lower(other.family_name) = lower(p.family_name) AND lower(other.given_name) = lower(p.given_name)
           AND other.number <> p.number
           AND (lower(other.email) = lower(p.email)
                OR (coalesce(other.email, p.email) IS NOT NULL AND (other.email IS NULL OR p.email IS NULL)
                    AND other.home_commune = p.home_commune
                    AND other.school_code IS NOT DISTINCT FROM p.school_code))
         WHERE p.number = ANY ($1)
         GROUP BY p.number
         ORDER BY p.number
        """
    let numbers: [String]
    var bindings: [SQLValue] { [.textArray(numbers)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ImportDoubt {
        ImportDoubt(
            key: try row.text(0),
            remedy: "Cette personne semble être aussi \(try row.text(1)) : même nom, même adresse. Si c’est elle, "
                + "gardez un seul numéro ; sinon elle pourrait être convoquée deux fois au même moment.")
    }
}

/// Rules that together ask for more seats than their mission has.
struct SelectTooManyReserved: Statement {
    static let sql = """
        SELECT m.session_code || '/' || m.code || '/' || max(c.role), sum(c.seats), m.seats
          FROM assignment.missions AS m
          JOIN assignment.compositions AS c ON c.mission_id = m.id
         WHERE m.session_code || '/' || m.code || '/' = ANY ($1)
         GROUP BY m.id, m.session_code, m.code, m.seats
        HAVING sum(c.seats) > m.seats
         ORDER BY 1
        """
    let missions: [String]
    var bindings: [SQLValue] { [.textArray(missions)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ImportDoubt {
        ImportDoubt(
            key: try row.text(0),
            remedy: "Les règles de cette mission réservent \(try row.int(1)) postes et elle n’en a que "
                + "\(try row.int(2)). Réduisez les règles, ou augmentez l’effectif dans missions.csv.")
    }
}
