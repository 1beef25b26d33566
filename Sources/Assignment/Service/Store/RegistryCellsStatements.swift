import AssignmentDomain
import Postgres

/// What the registry holds for these keys of one file, in the words of the files: to show what an import changes.
struct SelectRegistryCells: Statement {
    static let sql = """
        SELECT code, ARRAY[label, first_day::text, last_day::text]
          FROM assignment.sessions WHERE $1 = 'sessions.csv' AND code IN (SELECT unnest($2::text[]))
        UNION ALL
        SELECT code, ARRAY[name, latitude::text, longitude::text, population::text]
          FROM assignment.communes WHERE $1 = 'communes.csv' AND code IN (SELECT unnest($2::text[]))
        UNION ALL
        SELECT code, ARRAY[name, commune_code, coalesce(school_code, '')]
          FROM assignment.centres WHERE $1 = 'centres.csv' AND code IN (SELECT unnest($2::text[]))
        UNION ALL
        SELECT code, ARRAY[name, commune_code]
          FROM assignment.schools WHERE $1 = 'schools.csv' AND code IN (SELECT unnest($2::text[]))
        UNION ALL
        SELECT concat_ws('/', m.session_code, m.code, c.role), ARRAY[c.condition || ' ' || c.value, c.seats::text]
          FROM assignment.compositions AS c JOIN assignment.missions AS m ON m.id = c.mission_id
         WHERE $1 = 'compositions.csv' AND concat_ws('/', m.session_code, m.code, c.role) IN (SELECT unnest($2::text[]))
        UNION ALL
        SELECT concat_ws('/', p.number, x.centre_code), ARRAY[x.reason]
          FROM assignment.exclusions AS x JOIN assignment.participants AS p ON p.id = x.participant_id
         WHERE $1 = 'exclusions.csv' AND concat_ws('/', p.number, x.centre_code) IN (SELECT unnest($2::text[]))
        UNION ALL
        SELECT concat_ws('/', centre_code, school_code), ARRAY[CASE WHEN sit THEN 'oui' ELSE 'non' END]
          FROM assignment.centre_pupils
         WHERE $1 = 'pupils.csv' AND concat_ws('/', centre_code, school_code) IN (SELECT unnest($2::text[]))
        UNION ALL
        SELECT concat_ws('/', p.number, t.school_code), ARRAY[CASE WHEN t.teaches THEN 'oui' ELSE 'non' END]
          FROM assignment.taught_schools AS t JOIN assignment.participants AS p ON p.id = t.participant_id
         WHERE $1 = 'teaching.csv' AND concat_ws('/', p.number, t.school_code) IN (SELECT unnest($2::text[]))
        UNION ALL
        SELECT concat_ws('/', p.number, l.weekday, l.half), ARRAY[l.lessons::text]
          FROM assignment.lessons AS l JOIN assignment.participants AS p ON p.id = l.participant_id
         WHERE $1 = 'lessons.csv' AND concat_ws('/', p.number, l.weekday, l.half) IN (SELECT unnest($2::text[]))
        UNION ALL
        SELECT number, ARRAY[family_name, given_name, coalesce(email, ''),
               CASE status WHEN 'internal' THEN 'interne' WHEN 'external' THEN 'externe' ELSE 'retraite' END,
               home_commune, coalesce(school_commune, ''), most_missions::text,
               coalesce(school_code, '')]
          FROM assignment.participants WHERE $1 = 'participants.csv' AND number IN (SELECT unnest($2::text[]))
        UNION ALL
        SELECT concat_ws('/', p.number, k.exam, k.test),
               ARRAY[CASE k.origin WHEN 'confirmed' THEN 'confirmee' WHEN 'declared' THEN 'declaree'
                                   ELSE 'enseignement' END,
                     coalesce(k.valid_from::text, ''), coalesce(k.valid_to::text, ''), coalesce(k.evidence, '')]
          FROM assignment.competences AS k JOIN assignment.participants AS p ON p.id = k.participant_id
         WHERE $1 = 'competences.csv' AND concat_ws('/', p.number, k.exam, k.test) IN (SELECT unnest($2::text[]))
        UNION ALL
        SELECT concat_ws('/', p.number, u.day, CASE u.half WHEN 'morning' THEN 'matin' ELSE 'apres-midi' END),
               ARRAY[u.reason]
          FROM assignment.unavailabilities AS u JOIN assignment.participants AS p ON p.id = u.participant_id
         WHERE $1 = 'unavailabilities.csv'
           AND concat_ws('/', p.number, u.day, CASE u.half WHEN 'morning' THEN 'matin' ELSE 'apres-midi' END)
               IN (SELECT unnest($2::text[]))
        UNION ALL
        SELECT concat_ws('/', session_code, code),
               ARRAY[kind, exam, test, office, centre_code, array_to_string(slots, '|'), seats::text,
                     coalesce(minutes_per_candidate::text, ''),
                     CASE evaluation WHEN 'terminal' THEN 'terminale' ELSE 'en-cours-d-annee' END,
                     CASE WHEN remote THEN 'oui' ELSE 'non' END]
          FROM assignment.missions WHERE $1 = 'missions.csv' AND concat_ws('/', session_code, code) IN (SELECT unnest($2::text[]))
        """
    let file: ImportFile
    let keys: [String]
    var bindings: [SQLValue] { [.text(file.rawValue), .textArray(keys)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (key: String, cells: [String]) {
        (try row.text(0), try row.textArray(1))
    }

    /// The columns of the cells, in their order.
    static func columns(of file: ImportFile) -> [String] {
        switch file {
        case .sessions: ["libelle", "debut", "fin"]
        case .communes: ["nom", "latitude", "longitude", "population"]
        case .schools: ["nom", "commune"]
        case .centres: ["nom", "commune", "etablissement"]
        case .compositions: ["condition", "postes"]
        case .exclusions: ["motif"]
        case .participants:
            [
                "nom", "prenom", "courriel", "statut", "commune_residence", "commune_etablissement", "missions_max",
                "etablissement",
            ]
        case .competences: ["origine", "valable_du", "valable_au", "preuve"]
        case .pupils: ["composent"]
        case .teaching: ["enseigne"]
        case .lessons: ["cours"]
        case .unavailabilities: ["motif"]
        case .missions:
            [
                "nature", "examen", "epreuve", "service", "centre", "creneaux", "effectif", "minutes_par_candidat",
                "evaluation", "a_distance",
            ]
        }
    }
}

extension RegistryImport {
    /// The keys of a file's rows as ``SelectRegistryCells`` writes them.
    func keys(of file: ImportFile) -> [String] {
        switch file {
        case .sessions: sessions.map(\.code)
        case .communes: communes.map(\.code.description)
        case .centres: centres.map(\.code)
        case .schools: schools.map(\.code)
        case .compositions: compositions.map { "\($0.session)/\($0.mission)/\($0.role)" }
        case .exclusions: exclusions.map { "\($0.number)/\($0.centre)" }
        case .pupils: pupils.map { "\($0.centre)/\($0.school)" }
        case .teaching: teaching.map { "\($0.number)/\($0.school)" }
        case .lessons: lessons.map { "\($0.number)/\($0.weekday)/\($0.half.rawValue)" }
        case .participants: participants.map(\.number)
        case .competences: competences.map { "\($0.number)/\($0.exam)/\($0.test)" }
        case .unavailabilities:
            unavailabilities.map { "\($0.number)/\($0.day)/\($0.half == .morning ? "matin" : "apres-midi")" }
        case .missions: missions.map { "\($0.session)/\($0.code)" }
        }
    }
}
