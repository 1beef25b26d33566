/// Reads the texts of the files of one import. Either everything is right, or every fault is named.
public struct ImportReading: Sendable {
    public private(set) var registry = RegistryImport()
    public private(set) var faults: [ImportFault] = []
    /// Where the key of a row stands first.
    public private(set) var lines: [ImportFile: [String: Int]] = [:]

    private static let mostRows = 1_000_000

    /// - Parameter texts: file texts by file name.
    public init(texts: [String: String], known: KnownCodes) {
        let names = Set(ImportFile.allCases.map(\.rawValue))
        for name in texts.keys.sorted() where !names.contains(name) {
            faults.append(
                ImportFault(
                    file: name, line: nil, column: nil, value: nil,
                    remedy:
                        "Ce fichier n’est pas attendu. Fichiers admis : \(ImportFile.allCases.map(\.rawValue).joined(separator: ", "))."
                ))
        }
        var references = ImportReferences(known)
        for file in ImportFile.allCases {
            guard let text = texts[file.rawValue] else { continue }
            let before = faults.count
            let rows = rows(of: file, text)
            // What cannot be read may hold what other files refer to: they are not blamed for it.
            if faults.count > before { references.note(incomplete: file) }
            for var row in rows {
                read(&row, file, &references)
                faults += row.faults
            }
        }
        lines = references.firstLines
    }

    private mutating func read(_ row: inout ImportRow, _ file: ImportFile, _ references: inout ImportReferences) {
        switch file {
        case .sessions: registry.sessions.append(SessionRecord(&row, &references))
        case .communes: if let record = CommuneRecord(&row, &references) { registry.communes.append(record) }
        case .schools: if let record = SchoolRecord(&row, &references) { registry.schools.append(record) }
        case .lessons: registry.lessons.append(LessonRecord(&row, &references))
        case .centres: if let record = CentreRecord(&row, &references) { registry.centres.append(record) }
        case .participants:
            if let record = ParticipantRecord(&row, &references) { registry.participants.append(record) }
        case .competences: registry.competences.append(CompetenceRecord(&row, &references))
        case .unavailabilities: registry.unavailabilities += UnavailabilityRecord.records(&row, &references)
        case .compositions: registry.compositions.append(CompositionRecord(&row, &references))
        case .exclusions: registry.exclusions.append(ExclusionRecord(&row, &references))
        case .pupils: registry.pupils.append(PupilsRecord(&row, &references))
        case .teaching: registry.teaching.append(TeachingRecord(&row, &references))
        case .missions: registry.missions.append(MissionRecord(&row, &references))
        }
    }

    private mutating func rows(of file: ImportFile, _ text: String) -> [ImportRow] {
        let table = CSVTable(text)
        if let line = table.openQuoteLine {
            fault(file, line: line, "Un guillemet ouvert à cette ligne n’est pas fermé. Fermez-le ou doublez-le.")
            return []
        }
        guard let header = table.records.first else {
            fault(
                file, line: nil,
                "Le fichier est vide. Première ligne attendue : \(file.columns.joined(separator: ";")).")
            return []
        }
        let head = ImportHeader(file, header)
        guard head.faults.isEmpty else {
            faults += head.faults
            return []
        }
        let columns = head.columns
        guard table.records.count <= Self.mostRows else {
            fault(file, line: nil, "Partagez le fichier : il dépasse \(Self.mostRows) lignes.")
            return []
        }
        return table.records.dropFirst().compactMap { record in
            guard record.fields.count == columns.count else {
                fault(
                    file, line: record.line,
                    "La ligne a \(record.fields.count) colonnes au lieu de \(columns.count) : vérifiez les points-virgules.",
                    value: record.fields.joined(separator: ";"))
                return nil
            }
            let cells = Dictionary(zip(columns, record.fields), uniquingKeysWith: { first, _ in first })
            return ImportRow(file: file, line: record.line, cells: cells)
        }
    }

    private mutating func fault(_ file: ImportFile, line: Int?, _ remedy: String, value: String? = nil) {
        faults.append(
            ImportFault(
                file: file.rawValue, line: line, column: nil, value: value?.shortened(to: 120), remedy: remedy))
    }
}
