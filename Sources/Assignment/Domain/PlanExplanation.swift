public import Matching
public import Vocabulary

/// Why one person was chosen for one mission, in figures.
public struct RowExplanation: Hashable, Sendable {
    public var row: PlanningData.Row
    /// One way, home to centre, plausible road; 0 for a remote mission.
    public var kilometres: Int
    /// How many of those who were free for the mission live nearer: they cost more because of what they already do.
    public var nearer: Int
    /// Kilometres of the nearest person who was free for the mission and is not in it; nil if there is nobody.
    public var nextBestKilometres: Int?
}

/// Why seats of one mission stay empty: what holds back each of those who hold the competence.
public struct GapExplanation: Hashable, Sendable {
    public var mission: MissionID
    public var emptySeats: Int
    public var holders: Int
    /// Declared unavailable, or convened elsewhere, on one of its half-days.
    public var unavailable: Int
    /// Assigned to another mission at the same time.
    public var elsewhere: Int
    /// Already at the number of missions that they may take.
    public var atLimit: Int
    /// Takes part in the mission.
    public var assigned: Int
    /// Roles of the empty seats that only some may take.
    public var reserved: [String] = []

    /// The reason in French, with what would help.
    public var sentence: String {
        let only =
            reserved.isEmpty ? "" : " Réservé : \(reserved.joined(separator: ", "))."
        return who + only
    }

    private var who: String {
        if holders == 0 { return "Aucun intervenant n’a la compétence : déclarez-en ou changez l’épreuve." }
        var parts: [String] = []
        if unavailable > 0 { parts.append("\(unavailable) indisponible\(unavailable > 1 ? "s" : "")") }
        if elsewhere > 0 { parts.append("\(elsewhere) pris par une autre mission au même moment") }
        if atLimit > 0 { parts.append("\(atLimit) au maximum de missions") }
        let free = holders - assigned - unavailable - elsewhere - atLimit
        if free > 0 { parts.append("\(free) plus utile\(free > 1 ? "s" : "") ailleurs") }
        let holding =
            "\(holders) intervenant\(holders > 1 ? "s ont" : " a") la compétence, \(assigned) y participe\(assigned > 1 ? "nt" : "")"
        return parts.isEmpty ? "\(holding)." : "\(holding) ; \(parts.joined(separator: ", "))."
    }
}

extension PlanningProblem {
    public func explainRows(_ plan: Plan) -> [RowExplanation] {
        var byMission = [[(cost: Int32, person: Int)]](repeating: [], count: groups.count)
        for person in data.people.indices {
            for pair in instance.pairs(of: person) {
                byMission[Int(instance.pairMission[pair])].append((plain.pairCost[pair], person))
            }
        }
        let taken = Dictionary(grouping: plan.rows, by: { Int($0.person) }).mapValues { $0.map { Int($0.mission) } }
        let busy = taken.mapValues { rows in
            rows.reduce(into: HalfDays()) { $0 = $0.union(instance.missions[$1].halfDays) }
        }
        for mission in byMission.indices {
            let halfDays = instance.missions[mission].halfDays
            byMission[mission].removeAll { _, person in
                (busy[person] ?? HalfDays()).meets(halfDays)
                    || (taken[person] ?? []).count >= Int(instance.limits[person])
            }
            byMission[mission].sort { ($0.cost, $0.person) < ($1.cost, $1.person) }
        }
        return plan.rows.map { row in
            let (person, mission) = (Int(row.person), Int(row.mission))
            let own = instance.pair(person, mission).map { plain.pairCost[$0] } ?? 0
            let free = byMission[mission]
            return RowExplanation(
                row: .init(person: data.people[person].id, mission: data.missions[groups[mission].mission].id),
                kilometres: kilometres(person, groups[mission].mission),
                nearer: free.prefix { $0.cost < own }.count,
                nextBestKilometres: free.first.map { kilometres($0.person, groups[mission].mission) })
        }
    }

    /// The rows that a manager has fixed; they are part of every plan.
    public func explainPinned() -> [RowExplanation] { explain(data.standing.pinned) }

    /// Rows that no calculation has chosen: their distance, and nothing of others.
    public func explain(_ rows: [PlanningData.Row]) -> [RowExplanation] {
        let places = Places(data, groups)
        return rows.map { row in
            let place = places.people[row.person].flatMap { person in
                places.missions[row.mission].map { (person, $0) }
            }
            return RowExplanation(
                row: row, kilometres: place.map { kilometres($0.0, $0.1) } ?? 0, nearer: 0, nextBestKilometres: nil)
        }
    }

    private func kilometres(_ person: Int, _ mission: Int) -> Int {
        data.missions[mission].remote
            ? 0 : PlanningWeights.kilometres(data.people[person].home, data.missions[mission].centre)
    }

    /// The roles that nobody of the plan fulfils, one for each seat.
    private func reserved(_ mission: PlanningData.Mission, _ rows: [PlanningData.Row]) -> [String] {
        let composition = mission.composition
        if composition.reserves.isEmpty { return [] }
        let inside = Set(rows.filter { $0.mission == mission.id }.map(\.person))
        let unfilled = composition.verdict(data.people.filter { inside.contains($0.id) }.map(\.traits)).unfilled
        return zip(composition.reserves, unfilled).filter { $0.1 > 0 }
            .map { $0.1 > 1 ? "\($0.1) \($0.0.role)" : $0.0.role }
    }

    public func explainGaps(_ plan: Plan) -> [GapExplanation] {
        var empty = [Int](repeating: 0, count: data.missions.count)
        for (group, seats) in zip(groups, plan.emptySeats(in: instance)) { empty[group.mission] += Int(seats) }
        let rows = self.rows(of: plan) + data.standing.pinned
        let byPerson = Dictionary(grouping: rows, by: \.person).mapValues { Set($0.map(\.mission)) }
        let halves = Dictionary(
            data.missions.map { ($0.id, $0.halfDays) }, uniquingKeysWith: { first, _ in first })
        let holders = Dictionary(
            grouping: data.people.indices.flatMap { person in data.people[person].subjects.map { ($0, person) } },
            by: \.0)
        return data.missions.indices.filter { empty[$0] > 0 }.map { index in
            let mission = data.missions[index]
            let people = (holders[mission.subject] ?? []).map(\.1)
            var gap = GapExplanation(
                mission: mission.id, emptySeats: empty[index], holders: people.count, unavailable: 0,
                elsewhere: 0, atLimit: 0, assigned: 0)
            gap.reserved = reserved(mission, rows)
            for person in people.map({ data.people[$0] }) {
                let taken = byPerson[person.id] ?? []
                if taken.contains(mission.id) {
                    gap.assigned += 1
                } else if !person.unavailable.isDisjoint(with: mission.halfDays) {
                    gap.unavailable += 1
                } else if taken.contains(where: { !(halves[$0] ?? []).isDisjoint(with: mission.halfDays) }) {
                    gap.elsewhere += 1
                } else if taken.count >= person.mostMissions {
                    gap.atLimit += 1
                }
            }
            return gap
        }
    }
}
