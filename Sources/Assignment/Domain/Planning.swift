public import Matching
public import Vocabulary

/// What the assignment of one session decides about: people, missions, and who is already convened.
public struct PlanningData: Sendable {
    /// The right to one test of one exam.
    public struct Subject: Hashable, Sendable {
        public var exam: String
        public var test: String
        public init(exam: String, test: String) { (self.exam, self.test) = (exam, test) }
    }

    public struct HalfDay: Hashable, Comparable, Sendable {
        public var day: CalendarDay
        public var half: Half
        public init(day: CalendarDay, half: Half) { (self.day, self.half) = (day, half) }
        public static func < (left: HalfDay, right: HalfDay) -> Bool {
            left.day != right.day ? left.day < right.day : left.half == .morning && right.half == .afternoon
        }
    }

    /// What somebody would like; no wish is no opinion.
    public enum Wish: String, Sendable { case wished, avoided }

    public struct Person: Sendable {
        public var id: ParticipantID
        public var home: GeoPoint
        public var mostMissions: Int
        public var subjects: Set<Subject>
        public var unavailable: Set<HalfDay>
        public var wishes: [HalfDay: Wish] = [:]
        public init(
            id: ParticipantID, home: GeoPoint, mostMissions: Int, subjects: Set<Subject>, unavailable: Set<HalfDay>
        ) {
            (self.id, self.home, self.mostMissions) = (id, home, mostMissions)
            (self.subjects, self.unavailable) = (subjects, unavailable)
        }
    }

    public struct Mission: Sendable {
        public var id: MissionID
        public var subject: Subject
        public var centre: GeoPoint
        public var remote: Bool
        public var seats: Int
        public var slots: [Slot]
        public init(id: MissionID, subject: Subject, centre: GeoPoint, remote: Bool, seats: Int, slots: [Slot]) {
            (self.id, self.subject, self.centre) = (id, subject, centre)
            (self.remote, self.seats, self.slots) = (remote, seats, slots)
        }

        /// The half-days that the mission takes: before 13 h is the morning, after it the afternoon.
        public var halfDays: Set<HalfDay> { PlanningData.halfDays(of: slots) }
    }

    public static func halfDays(of slots: [Slot]) -> Set<HalfDay> {
        var found: Set<HalfDay> = []
        for slot in slots {
            if slot.begins.hour < 13 { found.insert(HalfDay(day: slot.day, half: .morning)) }
            if slot.ends.minutesSinceMidnight > 13 * 60 { found.insert(HalfDay(day: slot.day, half: .afternoon)) }
        }
        return found
    }

    public struct Row: Hashable, Sendable {
        public var person: ParticipantID
        public var mission: MissionID
        public init(person: ParticipantID, mission: MissionID) { (self.person, self.mission) = (person, mission) }
    }

    public var people: [Person]
    public var missions: [Mission]
    public var seats: Int { missions.reduce(0) { $0 + $1.seats } }

    public var standing: Standing

    public init(people: [Person], missions: [Mission], standing: Standing = Standing()) {
        (self.people, self.missions, self.standing) = (people, missions, standing)
    }

    /// What is already decided; each kind binds a new plan more or less.
    public struct Standing: Sendable {
        /// People who have an order of mission: taking it back has a high price.
        public var convened: [Row] = []
        /// Rows of the accepted plan: changing them has a small price, so that plans stay calm.
        public var assigned: [Row] = []
        /// Rows that a manager has fixed: every plan keeps them.
        public var pinned: [Row] = []
        /// Pairs that a manager has excluded, or that are declared conflicts: no plan holds them.
        public var avoided: Set<Row> = []
        public init() {}
    }
}

/// What the assignment weighs, all in kilometres between home and centre.
public struct PlanningWeights: Hashable, Sendable {
    /// An empty seat is worse than any journey.
    public var emptySeat = 5_000
    /// Each further mission of the same person weighs so much more than the one before: work is spread.
    public var furtherMission = 8
    /// Beyond this distance people must sleep there.
    public var nightBeyondKilometres = 120
    public var night = 60
    /// Taking back an order of mission: worth two fifths of an empty seat.
    public var withdrawal = 2_000
    /// Changing a row of the accepted plan of which nobody has been told.
    public var change = 5

    /// A mission at a time that the person would rather avoid is as bad as so many kilometres more.
    public var avoided = 40
    /// A mission at a wished time is as good as so many kilometres less.
    public var wished = 15

    public init() {}

    /// The weight of somebody's wishes about these half-days: what they would avoid counts before what they wish.
    public func preference(
        _ wishes: [PlanningData.HalfDay: PlanningData.Wish], _ halfDays: Set<PlanningData.HalfDay>
    ) -> Int {
        if wishes.isEmpty { return 0 }
        let met = halfDays.compactMap { wishes[$0] }
        return met.contains(.avoided) ? avoided : met.contains(.wished) ? -wished : 0
    }

    /// Great-circle kilometres times this are a plausible road: used to compare people, never to pay them.
    public static let roadPercent = 125

    /// Whole kilometres from home to centre, one way.
    public static func kilometres(_ home: GeoPoint, _ centre: GeoPoint) -> Int {
        Int((home.greatCircleKilometres(to: centre) * Double(roadPercent) / 100).rounded())
    }

    func cost(kilometres: Int) -> Int { kilometres + (kilometres > nightBeyondKilometres ? night : 0) }
}

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
    /// Add to the engine's cost and bound, so that keeping what stands costs nothing and giving it up its price.
    public let costOffset: Int64

    public init(_ data: PlanningData, weights: PlanningWeights = PlanningWeights()) throws(PlanningRefusal) {
        self.data = data
        self.weights = weights
        let numbers = try Self.numbers(of: data.missions)
        let halves = data.missions.map(\.halfDays)
        let seats = Dictionary(grouping: data.standing.pinned, by: \.mission).mapValues(\.count)
        let missions = data.missions.enumerated().map { index, mission in
            Instance.Mission(
                seats: Int32(max(0, mission.seats - (seats[mission.id] ?? 0))),
                halfDays: HalfDays(halves[index].compactMap { numbers[$0] }))
        }
        let (limits, pairs) = Self.pairs(data, halves, weights)
        let costs = Instance.Costs(
            emptySeat: Int32(weights.emptySeat), furtherMission: Int32(weights.furtherMission))
        do {
            plain = try Instance(limits: limits, missions: missions, pairs: pairs, costs: costs)
        } catch {
            throw PlanningRefusal("Les données de la session sont incohérentes (\(error)).")
        }
        let places = Places(data)
        let (convened, assigned) = (
            places.plan(data.standing.convened, in: plain), places.plan(data.standing.assigned, in: plain)
        )
        instance = plain.keeping(convened, changeCost: Int32(weights.withdrawal))
            .keeping(assigned, changeCost: Int32(weights.change))
        costOffset =
            Int64(convened.rows.count) * Int64(weights.withdrawal)
            + Int64(assigned.rows.count) * Int64(weights.change)
    }

    /// How many missions each person may still take, and who could take what.
    private static func pairs(
        _ data: PlanningData, _ halves: [Set<PlanningData.HalfDay>], _ weights: PlanningWeights
    ) -> ([Int32], [Instance.Pair]) {
        let places = Places(data)
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
                && !data.standing.avoided.contains(.init(person: person.id, mission: data.missions[mission].id))
            {
                pairs.append(
                    .init(
                        person: Int32(index), mission: Int32(mission),
                        cost: Int32(
                            Self.cost(person, data.missions[mission], weights)
                                + weights.preference(person.wishes, halves[mission]))))
            }
        }
        return (limits, pairs)
    }

    private static func cost(
        _ person: PlanningData.Person, _ mission: PlanningData.Mission, _ weights: PlanningWeights
    ) -> Int {
        mission.remote ? 0 : weights.cost(kilometres: PlanningWeights.kilometres(person.home, mission.centre))
    }

    private static func numbers(
        of missions: [PlanningData.Mission]
    ) throws(PlanningRefusal) -> [PlanningData.HalfDay: Int] {
        let all = missions.reduce(into: Set<PlanningData.HalfDay>()) { $0.formUnion($1.halfDays) }.sorted()
        guard all.count <= HalfDays.limit else {
            throw PlanningRefusal(
                "La session occupe \(all.count) demi-journées ; le calcul en admet \(HalfDays.limit). "
                    + "Partagez-la en deux sessions.")
        }
        return Dictionary(uniqueKeysWithValues: zip(all, all.indices))
    }

    /// The engine's plan as rows of the session, without those that a manager has fixed.
    public func rows(of plan: Plan) -> [PlanningData.Row] {
        plan.rows.map {
            .init(person: data.people[Int($0.person)].id, mission: data.missions[Int($0.mission)].id)
        }
    }
}

/// Where people and missions stand in the engine's arrays.
struct Places {
    let people: [ParticipantID: Int]
    let missions: [MissionID: Int]

    init(_ data: PlanningData) {
        people = Dictionary(zip(data.people.map(\.id), data.people.indices), uniquingKeysWith: { first, _ in first })
        missions = Dictionary(
            zip(data.missions.map(\.id), data.missions.indices), uniquingKeysWith: { first, _ in first })
    }

    /// Those of the rows that are possible, as the engine names them.
    func plan(_ rows: [PlanningData.Row], in instance: Instance) -> Plan {
        Plan(
            rows: rows.compactMap { row in
                guard let person = people[row.person], let mission = missions[row.mission],
                    instance.pair(person, mission) != nil
                else { return nil }
                return Plan.Row(person: Int32(person), mission: Int32(mission))
            })
    }
}
