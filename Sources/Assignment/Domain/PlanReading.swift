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

/// Takes rows one after the other and says which rules each breaks.
private struct RowChecker {
    private let data: PlanningData
    private let people: [ParticipantID: PlanningData.Person]
    private let missions: [MissionID: (mission: PlanningData.Mission, halfDays: Set<PlanningData.HalfDay>)]
    private var taken: [ParticipantID: [MissionID: String]] = [:]
    private var filled: [MissionID: [PersonTraits]] = [:]
    private var codes: [MissionID: String] = [:]
    private var seen: Set<PlanningData.Row> = []

    init(_ data: PlanningData) {
        self.data = data
        people = Dictionary(data.people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        missions = Dictionary(
            data.missions.map { ($0.id, ($0, $0.halfDays)) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func take(_ row: PlanningData.Row, _ codes: (mission: String, person: String)) -> [String] {
        guard let (mission, halfDays) = missions[row.mission] else {
            return ["Aucune mission de la session ne porte le code \(codes.mission)."]
        }
        guard let person = people[row.person] else {
            return ["Aucun intervenant disponible ne porte le numéro \(codes.person)."]
        }
        guard seen.insert(row).inserted else { return ["Cette ligne est en double : gardez-en une seule."] }
        var faults: [String] = []
        let isPinned = data.standing.pinned.contains(row)
        if !isPinned && !person.subjects.contains(mission.subject) {
            faults.append("\(codes.person) n’a pas la compétence de cette mission.")
        }
        if data.standing.avoided.contains(row) { faults.append("\(codes.person) est écarté de cette mission.") }
        if !isPinned && !person.unavailable.isDisjoint(with: halfDays) {
            faults.append("\(codes.person) est indisponible à ce moment.")
        }
        let own = taken[row.person] ?? [:]
        for (other, code) in own.sorted(by: { $0.value < $1.value })
        where !(missions[other]?.halfDays ?? []).isDisjoint(with: halfDays) {
            faults.append("\(codes.person) est déjà dans la mission \(code) au même moment.")
        }
        if own.count >= person.mostMissions && !isPinned {
            faults.append("\(codes.person) dépasse son maximum de missions (\(person.mostMissions)).")
        }
        if (filled[row.mission] ?? []).count >= mission.seats {
            faults.append("La mission \(codes.mission) n’a que \(mission.seats) postes.")
        }
        taken[row.person, default: [:]][row.mission] = codes.mission
        filled[row.mission, default: []].append(person.traits)
        self.codes[row.mission] = codes.mission
        return faults
    }

    /// What only the whole file shows.
    func whole() -> [String] {
        var faults: [String] = []
        for row in data.standing.pinned where !seen.contains(row) {
            faults.append("Une affectation maintenue par le gestionnaire manque : levez d’abord la règle.")
        }
        for mission in data.missions where !mission.reserves.isEmpty {
            let verdict = mission.composition.verdict(filled[mission.id] ?? [])
            guard verdict.misplaced > 0 else { continue }
            let roles = zip(mission.composition.reserves, verdict.unfilled).filter { $0.1 > 0 }.map(\.0.role)
            faults.append(
                "La composition de la mission \(codes[mission.id] ?? "") n’est pas respectée : il manque \(roles.joined(separator: ", "))."
            )
        }
        return faults
    }
}
