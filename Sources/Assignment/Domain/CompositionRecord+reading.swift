import Vocabulary

extension CompositionRecord {
    static let statuses = [("interne", "internal"), ("externe", "external"), ("retraite", "retired")]
    private static let competence = "competence:"

    /// `condition` is a status, `hors-etablissement`, or `competence:` and a test of the mission's exam.
    init(_ row: inout ImportRow, _ references: inout ImportReferences) {
        session = row.cell("session")
        _ = references.session(&row, "session")
        mission = references.mission(&row, "mission")
        role = row.text("role", most: 60)
        seats = row.whole("postes", 0...5_000)
        let written = row.cell("condition")
        if let status = Self.statuses.first(where: { $0.0 == written.lowercased() }) {
            (condition, value) = ("status", status.1)
        } else if written.lowercased() == "hors-etablissement" {
            (condition, value) = ("outside", "")
        } else if written.lowercased().hasPrefix(Self.competence), written.count > Self.competence.count {
            (condition, value) = ("competence", String(written.dropFirst(Self.competence.count)).trimmed)
        } else {
            (condition, value) = ("outside", "")
            row.refuse(
                "condition",
                "Choisissez interne, externe, retraite, hors-etablissement, ou competence: suivi d’une épreuve.")
        }
        references.once(&row, "\(session)/\(mission)/\(role)", column: "role")
    }

    /// The condition in the words of the files.
    public static func word(ofCondition condition: String, _ value: String) -> String {
        switch condition {
        case "status": statuses.first { $0.1 == value }?.0 ?? value
        case "outside": "hors-etablissement"
        default: competence + value
        }
    }
}

extension PupilsRecord {
    init(_ row: inout ImportRow, _ references: inout ImportReferences) {
        centre = references.centre(&row, "centre")
        school = references.schoolNeeded(&row, "etablissement")
        sit = row.yes("composent")
        references.once(&row, "\(centre)/\(school)", column: "etablissement")
    }
}

extension TeachingRecord {
    init(_ row: inout ImportRow, _ references: inout ImportReferences) {
        number = references.participant(&row, "numero")
        school = references.schoolNeeded(&row, "etablissement")
        teaches = row.yes("enseigne")
        references.once(&row, "\(number)/\(school)", column: "etablissement")
    }
}

extension ImportRow {
    mutating func yes(_ column: String) -> Bool { choice(column, [("oui", "yes"), ("non", "no")]) == "yes" }

    /// Nil for an empty cell.
    mutating func optionalDay(_ column: String) -> CalendarDay? { cell(column).isEmpty ? nil : day(column) }
}

extension ImportReferences {
    func schoolNeeded(_ row: inout ImportRow, _ column: String) -> String {
        if row.cell(column).isEmpty { row.refuse(column, "Indiquez le code de l’établissement.") }
        return school(&row, column)
    }
}

extension ExclusionRecord {
    init(_ row: inout ImportRow, _ references: inout ImportReferences) {
        number = references.participant(&row, "numero")
        centre = references.centre(&row, "centre")
        reason = row.text("motif")
        references.once(&row, "\(number)/\(centre)", column: "centre")
    }
}
