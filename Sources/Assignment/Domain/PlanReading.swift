public import Vocabulary

/// A whole plan as a file that somebody has edited: its rows, checked one by one against every hard rule by the
/// definition, with no code of the solver. Either everything is right, or every fault is named with its line.
public struct PlanReading: Sendable {
    public static let file = "affectations.csv"

    /// What the codes of the file name.
    public struct Codes: Sendable {
        public var mission: @Sendable (String) -> MissionID
        public var person: @Sendable (String) -> ParticipantID
        public init(
            mission: @escaping @Sendable (String) -> MissionID, person: @escaping @Sendable (String) -> ParticipantID
        ) { (self.mission, self.person) = (mission, person) }
    }

    public private(set) var rows: [PlanningData.Row] = []
    public private(set) var faults: [ImportFault] = []

    public init(_ text: String, _ codes: Codes, _ data: PlanningData) {
        let table = CSVTable(text)
        guard let header = table.records.first, table.openQuoteLine == nil else {
            refuse(table.openQuoteLine, nil, "Le fichier est vide ou un guillemet n’y est pas fermé.")
            return
        }
        let columns = header.fields.map { $0.lowercased() }
        guard let mission = columns.firstIndex(of: "mission"), let person = columns.firstIndex(of: "intervenant")
        else {
            refuse(header.line, nil, "Il faut les colonnes mission et intervenant, séparées par des points-virgules.")
            return
        }
        var checker = RowChecker(data)
        for record in table.records.dropFirst() where record.fields.contains(where: { !$0.isEmpty }) {
            guard record.fields.count > max(mission, person) else {
                refuse(record.line, nil, "La ligne est trop courte : vérifiez les points-virgules.")
                continue
            }
            let (code, number) = (record.fields[mission].trimmed, record.fields[person].trimmed)
            let row = PlanningData.Row(person: codes.person(number), mission: codes.mission(code))
            let found = checker.take(row, (code, number))
            if found.isEmpty { rows.append(row) }
            for remedy in found { refuse(record.line, "\(code);\(number)", remedy) }
        }
        for remedy in checker.whole() { refuse(nil, nil, remedy) }
    }

    private mutating func refuse(_ line: Int?, _ value: String?, _ remedy: String) {
        faults.append(ImportFault(file: Self.file, line: line, column: nil, value: value, remedy: remedy))
    }
}
