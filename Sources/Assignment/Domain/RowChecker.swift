import Vocabulary

/// Takes rows one after the other and says which rules each breaks.
struct RowChecker {
    private let data: PlanningData
    private let weights = PlanningWeights()
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
        } else if !isPinned && !person.holds(mission.subject, at: halfDays) {
            faults.append("La compétence de \(codes.person) n’est pas valable aux dates de cette mission.")
        }
        if data.standing.avoided.contains(row) || (!isPinned && person.judgesOwnPupils(in: mission)) {
            faults.append("\(codes.person) est écarté de cette mission.")
        }
        if !isPinned && !person.unavailable.isDisjoint(with: halfDays) {
            faults.append("\(codes.person) est indisponible à ce moment.")
        }
        let own = taken[row.person] ?? [:]
        for (other, code) in own.sorted(by: { $0.value < $1.value })
        where !(missions[other]?.halfDays ?? []).isDisjoint(with: halfDays) {
            faults.append("\(codes.person) est déjà dans la mission \(code) au même moment.")
        }
        for (other, code) in own.sorted(by: { $0.value < $1.value }) {
            guard !isPinned, let known = missions[other] else { continue }
            if weights.areTooFar((known.halfDays, known.mission.place), (halfDays, mission.place)) {
                faults.append("\(codes.person) est le même jour dans la mission \(code), trop loin d’ici.")
            }
        }
        if own.count >= person.mostMissions && !isPinned {
            faults.append("\(codes.person) dépasse son maximum de missions (\(person.mostMissions)).")
        }
        if (filled[row.mission] ?? []).count >= mission.seats {
            faults.append("La mission \(codes.mission) n’a que \(mission.seats) postes.")
        }
        taken[row.person, default: [:]][row.mission] = codes.mission
        filled[row.mission, default: []].append(person.traits(at: halfDays))
        self.codes[row.mission] = codes.mission
        return faults
    }

    /// Everything in whole rows that breaks a hard rule, in French; empty: they can be carried out.
    static func faults(of rows: [PlanningData.Row], in data: PlanningData) -> [String] {
        var checker = RowChecker(data)
        // Rows that a manager has fixed come first: whatever comes later must fit to them.
        let pinned = Set(data.standing.pinned)
        let ordered = rows.filter(pinned.contains) + rows.filter { !pinned.contains($0) }
        return ordered.flatMap { row in
            let found = checker.take(row, ("\(row.mission)", "\(row.person)"))
            return pinned.contains(row) ? [] : found
        }
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

extension PlanningData {
    /// Checks whole rows against every hard rule but composition, by the definition and with no code of the solver.
    public func brokenRules(_ rows: [Row]) -> [String] { RowChecker.faults(of: rows, in: self) }
}
