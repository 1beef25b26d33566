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
    /// Whose competence does not hold on one of its days.
    public var outdated = 0
    /// Kept out by a decision, a declared conflict, or because they would judge their own pupils.
    public var excluded = 0
    /// Declared unavailable, or convened elsewhere, on one of its half-days.
    public var unavailable: Int
    /// Assigned to another mission at the same time.
    public var elsewhere: Int
    /// Assigned too far away on the same day.
    public var tooFar = 0
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
        if outdated > 0 { parts.append("\(outdated) sans compétence valable à ces dates") }
        if excluded > 0 { parts.append("\(excluded) écarté\(excluded > 1 ? "s" : "")") }
        if unavailable > 0 { parts.append("\(unavailable) indisponible\(unavailable > 1 ? "s" : "")") }
        if elsewhere > 0 { parts.append("\(elsewhere) pris par une autre mission au même moment") }
        if tooFar > 0 { parts.append("\(tooFar) trop loin de leur autre mission du jour") }
        if atLimit > 0 { parts.append("\(atLimit) au maximum de missions") }
        let free = holders - assigned - outdated - excluded - unavailable - elsewhere - tooFar - atLimit
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
        for mission in byMission.indices {
            byMission[mission].removeAll { _, person in
                (taken[person] ?? []).contains { instance.clash($0, mission) }
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
        let unfilled = composition.verdict(
            data.people.filter { inside.contains($0.id) }.map { $0.traits(at: mission.halfDays) }
        ).unfilled
        return zip(composition.reserves, unfilled).filter { $0.1 > 0 }
            .map { $0.1 > 1 ? "\($0.1) \($0.0.role)" : $0.0.role }
    }

    private func isTooFar(_ left: PlanningData.Mission, _ right: PlanningData.Mission) -> Bool {
        weights.areTooFar((left.halfDays, left.place), (right.halfDays, right.place))
    }

    public func explainGaps(_ plan: Plan) -> [GapExplanation] {
        var empty = [Int](repeating: 0, count: data.missions.count)
        for (group, seats) in zip(groups, plan.emptySeats(in: instance)) { empty[group.mission] += Int(seats) }
        let places = Places(data, groups)
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
                mission: mission.id, emptySeats: empty[index], holders: people.count, unavailable: 0, elsewhere: 0,
                atLimit: 0, assigned: 0)
            gap.reserved = reserved(mission, rows)
            for person in people.map({ data.people[$0] }) {
                let taken = byPerson[person.id] ?? []
                if taken.contains(mission.id) {
                    gap.assigned += 1
                } else if !person.holds(mission.subject, at: mission.halfDays) {
                    gap.outdated += 1
                } else if person.judgesOwnPupils(in: mission)
                    || data.standing.avoided.contains(.init(person: person.id, mission: mission.id))
                {
                    gap.excluded += 1
                } else if !person.unavailable.isDisjoint(with: mission.halfDays) {
                    gap.unavailable += 1
                } else if taken.contains(where: { !(halves[$0] ?? []).isDisjoint(with: mission.halfDays) }) {
                    gap.elsewhere += 1
                } else if taken.contains(where: { other in
                    places.missions[other].map { isTooFar(mission, data.missions[$0]) } ?? false
                }) {
                    gap.tooFar += 1
                } else if taken.count >= person.mostMissions {
                    gap.atLimit += 1
                }
            }
            return gap
        }
    }
}
