/// One thing wrong with an import: where it stands, what was found, and what would be right (in French).
public struct ImportFault: Hashable, Sendable, Codable {
    public var file: String
    /// The line in the file, from 1; absent when the whole file is meant.
    public var line: Int?
    public var column: String?
    public var value: String?
    public var remedy: String

    public init(file: String, line: Int?, column: String?, value: String?, remedy: String) {
        (self.file, self.line, self.column, self.value, self.remedy) = (file, line, column, value, remedy)
    }
}

/// The files that an import may hold, and the columns that each must have, in any order.
public enum ImportFile: String, CaseIterable, Sendable {
    case sessions = "sessions.csv"
    case communes = "communes.csv"
    case schools = "schools.csv"
    case centres = "centres.csv"
    case participants = "participants.csv"
    case competences = "competences.csv"
    case lessons = "lessons.csv"
    case unavailabilities = "unavailabilities.csv"
    case missions = "missions.csv"
    case compositions = "compositions.csv"
    case exclusions = "exclusions.csv"
    case pupils = "pupils.csv"
    case teaching = "teaching.csv"

    public var columns: [String] {
        switch self {
        case .sessions: ["code", "libelle", "debut", "fin"]
        case .communes: ["insee", "nom", "latitude", "longitude", "population"]
        case .schools, .centres: ["code", "nom", "commune"]
        case .participants:
            [
                "numero", "nom", "prenom", "courriel", "statut", "commune_residence", "commune_etablissement",
                "missions_max",
            ]
        case .competences: ["numero", "examen", "epreuve"]
        case .lessons: ["numero", "jour", "periode", "cours"]
        case .unavailabilities: ["numero", "jour", "periode", "motif"]
        case .compositions: ["session", "mission", "role", "condition", "postes"]
        case .exclusions: ["numero", "centre", "motif"]
        case .pupils: ["centre", "etablissement", "composent"]
        case .teaching: ["numero", "etablissement", "enseigne"]
        case .missions:
            [
                "code", "session", "nature", "examen", "epreuve", "service", "centre", "creneaux", "effectif",
                "minutes_par_candidat", "evaluation", "a_distance",
            ]
        }
    }

    /// Columns that a file may leave out: what they say of a known row then stays as it is.
    public var optionalColumns: [String] {
        switch self {
        case .participants, .centres: ["etablissement"]
        case .competences: ["origine", "valable_du", "valable_au", "preuve"]
        default: []
        }
    }
}
