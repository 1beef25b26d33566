import AssignmentDomain
import Postgres

/// What an import takes although it is probably wrong: named with file, line and remedy, so that somebody looks at it
/// before the calculation does.
struct ImportDoubts {
    /// Of one kind; the last line says how many more there are.
    static let most = 20

    private let reading: ImportReading
    private(set) var list: [ImportFault] = []

    /// - Parameter connection: in the transaction that has written the rows.
    init(_ reading: ImportReading, in connection: isolated Connection) throws {
        self.reading = reading
        let registry = reading.registry
        if !registry.missions.isEmpty {
            let keys = registry.missions.map { "\($0.session)/\($0.code)" }
            note(.missions, "epreuve", try connection.run(SelectMissionsWithoutCompetence(keys: keys)))
        }
        if !registry.competences.isEmpty {
            let records = registry.competences
            let unused = SelectCompetencesWithoutMission(
                keys: records.map { "\($0.number)\u{1F}\($0.exam)\u{1F}\($0.test)" }, exams: records.map(\.exam),
                tests: records.map(\.test))
            note(.competences, "epreuve", try connection.run(unused))
        }
        if !registry.participants.isEmpty {
            let numbers = registry.participants.map(\.number)
            note(.participants, "numero", try connection.run(SelectPeopleTwice(numbers: numbers)))
            note(.participants, "numero", try connection.run(SelectPeopleWithoutMission(numbers: numbers)))
        }
        if !registry.compositions.isEmpty {
            let missions = registry.compositions.map { "\($0.session)/\($0.mission)/" }
            note(.compositions, "postes", try connection.run(SelectTooManyReserved(missions: missions)))
        }
    }

    private mutating func note(_ file: ImportFile, _ column: String, _ doubts: [ImportDoubt]) {
        list += doubts.prefix(Self.most).map { doubt in
            let line = reading.lines[file]?[doubt.key]
            return ImportFault(file: file.rawValue, line: line, column: column, value: nil, remedy: doubt.remedy)
        }
        if doubts.count > Self.most {
            let rest = doubts.count - Self.most
            list.append(
                ImportFault(
                    file: file.rawValue, line: nil, column: column, value: nil,
                    remedy: "Et \(rest) autres lignes de ce fichier dans le même cas."))
        }
    }
}
