import Vocabulary

/// What rows may refer to: codes of the registry, and of the rows already read (files are read in the order of their
/// dependence). Also remembers the keys of each file, so that a row given twice is found.
struct ImportReferences {
    private(set) var known: KnownCodes
    private var incomplete: Set<ImportFile> = []
    private(set) var firstLines: [ImportFile: [String: Int]] = [:]

    init(_ known: KnownCodes) { self.known = known }

    mutating func add(session: String, _ days: ClosedRange<CalendarDay>) { known.sessions[session] = days }
    mutating func add(commune: String) { known.communes.insert(commune) }
    mutating func add(participant: String) { known.participants.insert(participant) }
    mutating func add(mission: String) { known.missions.insert(mission) }
    mutating func add(school: String) { known.schools.insert(school) }
    mutating func add(centre: String) { known.centres.insert(centre) }

    /// Some rows of the file could not be read at all: what is missing in it is no fault of those who refer to it.
    mutating func note(incomplete file: ImportFile) { incomplete.insert(file) }

    /// Refuses the row if its key stood in an earlier one.
    mutating func once(_ row: inout ImportRow, _ key: String, column: String) {
        if let line = firstLines[row.file]?[key] {
            row.refuse(column, "Cette ligne répète la ligne \(line). Gardez-en une seule.")
        } else {
            firstLines[row.file, default: [:]][key] = row.line
        }
    }

    func session(_ row: inout ImportRow, _ column: String) -> ClosedRange<CalendarDay>? {
        if let days = known.sessions[row.cell(column)] { return days }
        if incomplete.contains(.sessions) { return nil }
        row.refuse(column, "Cette session n’existe pas : ajoutez-la à sessions.csv ou corrigez son code.")
        return nil
    }

    func commune(_ row: inout ImportRow, _ column: String) -> CommuneCode? {
        guard let code = row.commune(column) else { return nil }
        if !known.communes.contains(code.description) && !incomplete.contains(.communes) {
            row.refuse(column, "Cette commune n’est pas connue : ajoutez-la à communes.csv ou corrigez son code INSEE.")
        }
        return code
    }

    func participant(_ row: inout ImportRow, _ column: String) -> String {
        let number = row.code(column)
        if !number.isEmpty && !known.participants.contains(number) && !incomplete.contains(.participants) {
            row.refuse(column, "Aucun intervenant ne porte ce numéro : ajoutez-le à participants.csv ou corrigez-le.")
        }
        return number
    }

    /// The code of a mission of the session that the row names.
    func mission(_ row: inout ImportRow, _ column: String) -> String {
        let code = row.code(column)
        let session = row.cell("session")
        if !code.isEmpty && !known.missions.contains("\(session)/\(code)") && !incomplete.contains(.missions) {
            row.refuse(
                column, "Cette mission n’existe pas dans la session : ajoutez-la à missions.csv ou corrigez son code.")
        }
        return code
    }

    /// Empty for nobody's.
    func school(_ row: inout ImportRow, _ column: String) -> String {
        if row.cell(column).isEmpty { return "" }
        let code = row.code(column)
        if !code.isEmpty && !known.schools.contains(code) && !incomplete.contains(.schools) {
            row.refuse(column, "Cet établissement n’existe pas : ajoutez-le à schools.csv ou corrigez son code.")
        }
        return code
    }

    func centre(_ row: inout ImportRow, _ column: String) -> String {
        let code = row.code(column)
        if !code.isEmpty && !known.centres.contains(code) && !incomplete.contains(.centres) {
            row.refuse(column, "Ce centre n’existe pas : ajoutez-le à centres.csv ou corrigez son code.")
        }
        return code
    }
}
