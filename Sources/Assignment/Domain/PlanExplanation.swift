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

    /// The reason in French, with what would help.
    public var sentence: String {
        if holders == 0 { return "Aucun intervenant n’a la compétence : déclarez-en ou changez l’épreuve." }
        var parts: [String] = []
        if unavailable > 0 { parts.append("\(unavailable) indisponible\(unavailable > 1 ? "s" : "")") }
        if elsewhere > 0 { parts.append("\(elsewhere) pris par une autre mission au même moment") }
        if atLimit > 0 { parts.append("\(atLimit) au maximum de missions") }
        let free = holders - assigned - unavailable - elsewhere - atLimit
        if free > 0 { parts.append("\(free) plus utile\(free > 1 ? "s" : "") ailleurs") }
        let who =
            "\(holders) intervenant\(holders > 1 ? "s ont" : " a") la compétence, \(assigned) y participe\(assigned > 1 ? "nt" : "")"
        return parts.isEmpty ? "\(who)." : "\(who) ; \(parts.joined(separator: ", "))."
    }
}

extension PlanningProblem {
    public func explainRows(_ plan: Plan) -> [RowExplanation] {
        var byMission = [[(cost: Int32, person: Int)]](repeating: [], count: data.missions.count)
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
                row: .init(person: data.people[person].id, mission: data.missions[mission].id),
                kilometres: kilometres(person, mission), nearer: free.prefix { $0.cost < own }.count,
                nextBestKilometres: free.first.map { kilometres($0.person, mission) })
        }
    }

    /// The rows that a manager has fixed; they are part of every plan.
    public func explainPinned() -> [RowExplanation] {
        let places = Places(data)
        return data.standing.pinned.map { row in
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

    public func explainGaps(_ plan: Plan) -> [GapExplanation] {
        let empty = plan.emptySeats(in: instance)
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
                mission: mission.id, emptySeats: Int(empty[index]), holders: people.count, unavailable: 0,
                elsewhere: 0, atLimit: 0, assigned: 0)
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
