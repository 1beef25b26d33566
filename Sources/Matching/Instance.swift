/// An assignment problem: people who can take a limited number of missions, missions with seats and times, and the
/// pairs that are possible at all, each with a cost. Knows nothing of exams.
///
/// The aim: fill seats at the least total cost, where an empty seat costs ``emptySeatCost``, each further mission of
/// the same person costs ``furtherMissionCost`` more than the one before, and nobody is in two places at once.
public struct Instance: Sendable {
    public struct Mission: Hashable, Sendable {
        public var seats: Int32
        /// Where it is, as ``Distances`` counts; −1 for nowhere: it is never too far. Beside the seats, so that a
        /// mission stays as small as it was.
        public var place: Int32
        public var halfDays: HalfDays
        public init(seats: Int32, halfDays: HalfDays, place: Int32 = -1) {
            self.seats = seats
            self.halfDays = halfDays
            self.place = place
        }
    }

    public struct Pair: Hashable, Sendable {
        public var person: Int32
        public var mission: Int32
        public var cost: Int32
        public init(person: Int32, mission: Int32, cost: Int32) {
            self.person = person
            self.mission = mission
            self.cost = cost
        }
    }

    /// What makes an instance meaningless; positions are those of the arrays given.
    public enum Fault: Error, Hashable, Sendable {
        case negativeLimit(person: Int)
        case negativeSeats(mission: Int)
        case unknownPerson(pair: Int)
        case unknownMission(pair: Int)
        case pairGivenTwice(pair: Int)
        case negativeCost
        case unknownPlace(mission: Int)
    }

    /// The most missions that each person may take.
    public let limits: [Int32]
    public let missions: [Mission]
    public let emptySeatCost: Int32
    public let furtherMissionCost: Int32
    public let distances: Distances
    /// Whether any two places are too far apart.
    let hasDistances: Bool
    /// For each mission the half-days right before and after it; empty if no place is too far from another.
    let neighbours: [HalfDays]
    /// The pairs of person p are at positions `firstPair[p]..<firstPair[p + 1]`, by mission.
    public let firstPair: [Int32]
    public let pairMission: [Int32]
    public let pairCost: [Int32]

    public init(
        limits: [Int32], missions: [Mission], pairs: [Pair], costs: Costs, distances: Distances = .none
    ) throws(Fault) {
        if let person = limits.firstIndex(where: { $0 < 0 }) { throw .negativeLimit(person: person) }
        if let mission = missions.firstIndex(where: { $0.seats < 0 }) { throw .negativeSeats(mission: mission) }
        if costs.emptySeat < 0 || costs.furtherMission < 0 { throw .negativeCost }
        if let mission = missions.firstIndex(where: { $0.place >= distances.places || $0.place < -1 }) {
            throw .unknownPlace(mission: mission)
        }
        var counts = [Int32](repeating: 0, count: limits.count + 1)
        for (index, pair) in pairs.enumerated() {
            guard limits.indices.contains(Int(pair.person)) else { throw .unknownPerson(pair: index) }
            guard missions.indices.contains(Int(pair.mission)) else { throw .unknownMission(pair: index) }
            counts[Int(pair.person) + 1] += 1
        }
        for person in limits.indices { counts[person + 1] += counts[person] }
        let order = Self.sorted(pairs, counts)
        for place in 1..<max(1, order.count) {
            let (before, here) = (pairs[Int(order[place - 1])], pairs[Int(order[place])])
            if before.person == here.person && before.mission == here.mission {
                throw .pairGivenTwice(pair: Int(max(order[place - 1], order[place])))
            }
        }
        self.limits = limits
        self.missions = missions
        emptySeatCost = costs.emptySeat
        furtherMissionCost = costs.furtherMission
        self.distances = distances
        hasDistances = !distances.isEmpty
        neighbours = hasDistances ? missions.map { distances.neighbours(of: $0.halfDays) } : []
        firstPair = counts
        pairMission = order.map { pairs[Int($0)].mission }
        pairCost = order.map { pairs[Int($0)].cost }
    }

    struct SortedPairs {
        var first: [Int32]
        var mission: [Int32]
        var cost: [Int32]
    }

    /// A part of a valid instance, with pairs that are already in order.
    init(limits: [Int32], missions: [Mission], pairs: SortedPairs, of whole: Instance) {
        self.limits = limits
        self.missions = missions
        emptySeatCost = whole.emptySeatCost
        furtherMissionCost = whole.furtherMissionCost
        distances = whole.distances
        hasDistances = whole.hasDistances
        neighbours = hasDistances ? missions.map { whole.distances.neighbours(of: $0.halfDays) } : []
        firstPair = pairs.first
        pairMission = pairs.mission
        pairCost = pairs.cost
    }

    /// The prices that do not belong to a pair.
    public struct Costs: Hashable, Sendable {
        public var emptySeat: Int32
        public var furtherMission: Int32
        public init(emptySeat: Int32, furtherMission: Int32 = 0) {
            self.emptySeat = emptySeat
            self.furtherMission = furtherMission
        }
    }

    /// Positions of the pairs ordered by person, then mission (bucket by person, then sort each bucket).
    private static func sorted(_ pairs: [Pair], _ starts: [Int32]) -> [Int32] {
        var next = starts
        var order = [Int32](repeating: 0, count: pairs.count)
        for (index, pair) in pairs.enumerated() {
            order[Int(next[Int(pair.person)])] = Int32(index)
            next[Int(pair.person)] += 1
        }
        for person in 0..<max(0, starts.count - 1) {
            let range = Int(starts[person])..<Int(starts[person + 1])
            if range.count > 1 { order[range].sort { pairs[Int($0)].mission < pairs[Int($1)].mission } }
        }
        return order
    }

    /// The same instance in which every row of a standing plan is worth keeping: a plan that gives one up costs so much
    /// more. Costs of these rows fall, so that only differences between plans have a meaning.
    public func keeping(_ plan: Plan, changeCost: Int32) -> Instance {
        var cost = pairCost
        for row in plan.rows {
            if let pair = pair(Int(row.person), Int(row.mission)) { cost[pair] -= changeCost }
        }
        return Instance(
            limits: limits, missions: missions, pairs: .init(first: firstPair, mission: pairMission, cost: cost),
            of: self)
    }

    public var seatCount: Int { missions.reduce(0) { $0 + Int($1.seats) } }
    public var pairCount: Int { pairMission.count }

    /// The positions of a person's pairs.
    public func pairs(of person: Int) -> Range<Int> { Int(firstPair[person])..<Int(firstPair[person + 1]) }

    /// The position of a pair, if it is possible at all.
    public func pair(_ person: Int, _ mission: Int) -> Int? {
        let range = pairs(of: person)
        var low = range.lowerBound
        var high = range.upperBound
        while low < high {
            let middle = (low + high) / 2
            if pairMission[middle] < mission { low = middle + 1 } else { high = middle }
        }
        return low < range.upperBound && pairMission[low] == mission ? low : nil
    }
}
