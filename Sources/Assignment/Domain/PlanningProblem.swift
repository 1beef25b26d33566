public import Matching
import Vocabulary

/// Why a session cannot be planned at all; in French, for the manager.
public struct PlanningRefusal: Error, Hashable, Sendable {
    public var reason: String
    public init(_ reason: String) { self.reason = reason }
}

/// A session as the engine sees it, with the way back to people and missions.
public struct PlanningProblem: Sendable {
    public let data: PlanningData
    public let weights: PlanningWeights
    /// What the engine solves: rows that stand are cheaper by the price of giving them up.
    public let instance: Instance
    /// The same with the plain costs of each pair.
    let plain: Instance
    /// What each mission of the engine stands for.
    let groups: [SeatGroup]
    /// Add to the engine's cost and bound, so that keeping what stands costs nothing and giving it up its price.
    public let costOffset: Int64
    /// Who is convened or assigned now, where that is still possible.
    public let standing: Plan

    public init(_ data: PlanningData, weights: PlanningWeights = PlanningWeights()) throws(PlanningRefusal) {
        self.data = data
        self.weights = weights
        let numbers = try Self.numbers(of: data.missions)
        let halves = data.missions.map(\.halfDays)
        let groups = Self.groups(data)
        self.groups = groups
        let sites = MissionPlaces(data.missions, weights)
        let missions = groups.map { group in
            Instance.Mission(
                seats: Int32(group.seats), halfDays: HalfDays(halves[group.mission].compactMap { numbers[$0] }),
                place: sites.place[group.mission])
        }
        let (limits, pairs) = Self.pairs(data, halves, groups, weights)
        let costs = Instance.Costs(
            emptySeat: Int32(weights.emptySeat), furtherMission: Int32(weights.furtherMission))
        do {
            plain = try Instance(
                limits: limits, missions: missions, pairs: pairs, costs: costs, distances: sites.distances)
        } catch {
            throw PlanningRefusal("Les données de la session sont incohérentes (\(error)).")
        }
        let places = Places(data, groups)
        let (convened, assigned) = (
            places.plan(data.standing.convened, in: plain), places.plan(data.standing.assigned, in: plain)
        )
        instance = plain.keeping(convened.plan, changeCost: Int32(weights.withdrawal))
            .keeping(assigned.plan, changeCost: Int32(weights.change))
        standing = Plan(
            rows: Array(Set(convened.plan.rows + assigned.plan.rows)).sorted {
                ($0.person, $0.mission) < ($1.person, $1.mission)
            })
        costOffset =
            Int64(convened.rows) * Int64(weights.withdrawal) + Int64(assigned.rows) * Int64(weights.change)
    }

    /// The seats of each mission as the engine sees them: a group for every reserve, one for the rest. All groups of a
    /// mission take place at the same time, so nobody is in two of them. Who is pinned has a seat already.
    private static func groups(_ data: PlanningData) -> [SeatGroup] {
        let people = Dictionary(data.people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let pinned = Dictionary(grouping: data.standing.pinned, by: \.mission)
        return data.missions.enumerated().flatMap { index, mission in
            let composition = mission.composition
            let rows = pinned[mission.id] ?? []
            let halfDays = rows.isEmpty ? [] : mission.halfDays
            let verdict = composition.verdict(rows.compactMap { people[$0.person]?.traits(at: halfDays) })
            let taken =
                rows.count
                - composition.reserves.indices.reduce(0) {
                    $0 + composition.reserves[$1].seats - verdict.unfilled[$1]
                }
            let rest = SeatGroup(mission: index, condition: nil, seats: max(0, composition.freeSeats - taken))
            return composition.reserves.enumerated().map { place, reserve in
                SeatGroup(mission: index, condition: reserve.condition, seats: verdict.unfilled[place])
            } + [rest]
        }
    }

    /// How many missions each person may still take, and who could take what.
    private static func pairs(
        _ data: PlanningData, _ halves: [Set<PlanningData.HalfDay>], _ groups: [SeatGroup],
        _ weights: PlanningWeights
    ) -> ([Int32], [Instance.Pair]) {
        let places = Places(data, groups)
        let pinned = Dictionary(grouping: data.standing.pinned, by: \.person)
        let bySubject = Dictionary(grouping: data.missions.indices, by: { data.missions[$0].subject })
        var limits: [Int32] = []
        var pairs: [Instance.Pair] = []
        for (index, person) in data.people.enumerated() {
            let rows = (pinned[person.id] ?? []).compactMap { places.missions[$0.mission] }
            let busy = rows.reduce(into: person.unavailable) { $0.formUnion(halves[$1]) }
            limits.append(Int32(max(0, person.mostMissions - rows.count)))
            for mission in person.subjects.flatMap({ bySubject[$0] ?? [] })
            where !rows.contains(mission) && busy.isDisjoint(with: halves[mission])
                && !rows.contains(where: { Self.areTooFar(mission, $0, weights, data.missions) })
                && person.holds(data.missions[mission].subject, at: halves[mission])
                && !person.judgesOwnPupils(in: data.missions[mission])
                && !data.standing.avoided.contains(.init(person: person.id, mission: data.missions[mission].id))
            {
                let cost =
                    Self.cost(person, data.missions[mission], weights)
                    + weights.preference(person.wishes, halves[mission])
                let traits = person.traits(at: halves[mission])
                for group in places.groups[mission] where groups[group].condition?.isMet(by: traits) ?? true {
                    pairs.append(.init(person: Int32(index), mission: Int32(group), cost: Int32(cost)))
                }
            }
        }
        return (limits, pairs)
    }

    private static func areTooFar(
        _ left: Int, _ right: Int, _ weights: PlanningWeights, _ missions: [PlanningData.Mission]
    ) -> Bool {
        guard weights.areTooFar(missions[left].centre, missions[right].centre) else { return false }
        return weights.areTooFar(
            (missions[left].halfDays, missions[left].place), (missions[right].halfDays, missions[right].place))
    }

    private static func cost(
        _ person: PlanningData.Person, _ mission: PlanningData.Mission, _ weights: PlanningWeights
    ) -> Int {
        mission.remote ? 0 : weights.cost(kilometres: PlanningWeights.kilometres(person.home, mission.centre))
    }

    private static func numbers(
        of missions: [PlanningData.Mission]
    ) throws(PlanningRefusal) -> [PlanningData.HalfDay: Int] {
        let days = missions.reduce(into: Set<CalendarDay>()) { $0.formUnion($1.slots.map(\.day)) }.sorted()
        guard days.count * 2 <= HalfDays.limit else {
            throw PlanningRefusal(
                "La session occupe \(days.count) jours ; le calcul en admet \(HalfDays.limit / 2). "
                    + "Partagez-la en deux sessions.")
        }
        // Two numbers for each day, so that a morning and its afternoon are neighbours and no others are.
        return Dictionary(
            uniqueKeysWithValues: days.enumerated().flatMap { place, day in
                [(.init(day: day, half: .morning), 2 * place), (.init(day: day, half: .afternoon), 2 * place + 1)]
            })
    }

    /// The engine's plan as rows of the session, without those that a manager has fixed.
    public func rows(of plan: Plan) -> [PlanningData.Row] {
        plan.rows.map {
            .init(person: data.people[Int($0.person)].id, mission: data.missions[groups[Int($0.mission)].mission].id)
        }
    }
}

/// Seats of one mission that ask the same of people: a mission of the engine.
struct SeatGroup: Sendable {
    /// Position in the data.
    let mission: Int
    /// Nil for seats that everybody with the competence may take.
    let condition: SeatCondition?
    let seats: Int
}

/// Where people and missions stand in the data, and the groups of each mission.
struct Places {
    let people: [ParticipantID: Int]
    let missions: [MissionID: Int]
    let groups: [[Int]]

    init(_ data: PlanningData, _ groups: [SeatGroup]) {
        people = Dictionary(zip(data.people.map(\.id), data.people.indices), uniquingKeysWith: { first, _ in first })
        missions = Dictionary(
            zip(data.missions.map(\.id), data.missions.indices), uniquingKeysWith: { first, _ in first })
        var own = [[Int]](repeating: [], count: data.missions.count)
        for (place, group) in groups.enumerated() { own[group.mission].append(place) }
        self.groups = own
    }

    /// Those of the rows that are possible, in every group where they are, and how many rows these are: at most one
    /// of the groups holds the person.
    func plan(_ rows: [PlanningData.Row], in instance: Instance) -> (plan: Plan, rows: Int) {
        var found: [Plan.Row] = []
        var count = 0
        for row in rows {
            guard let person = people[row.person], let mission = missions[row.mission] else { continue }
            let possible = groups[mission].filter { instance.pair(person, $0) != nil }
            count += possible.isEmpty ? 0 : 1
            found += possible.map { Plan.Row(person: Int32(person), mission: Int32($0)) }
        }
        return (Plan(rows: found), count)
    }
}
