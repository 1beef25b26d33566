public import Vocabulary

/// Somebody who holds the competence of a mission, with all that speaks for or against a seat in it.
public struct SeatCandidate: Sendable {
    /// Another mission that the person has in the plan.
    public struct Commitment: Hashable, Sendable {
        public var mission: String
        public var halfDays: Set<PlanningData.HalfDay>
        /// Nil for a remote mission.
        public var place: GeoPoint?
        public init(mission: String, halfDays: Set<PlanningData.HalfDay>, place: GeoPoint? = nil) {
            (self.mission, self.halfDays, self.place) = (mission, halfDays, place)
        }
    }

    /// What a manager has decided about the person in this mission.
    public enum Rule: Hashable, Sendable {
        case keep(reason: String)
        case avoid(reason: String)
    }

    public var id: ParticipantID
    public var number: String
    public var name: String
    public var home: String
    public var kilometres: Int
    public var mostMissions: Int
    public var commitments: [Commitment] = []
    public var unavailable: Set<PlanningData.HalfDay> = []
    public var rule: Rule?
    public var traits = PersonTraits(status: "", school: "", subjects: [])
    /// The weight of the person's wishes about the mission's half-days.
    public var preference = 0
    /// Has a seat in the plan.
    public var isIn = false
    public var isConvened = false
    /// Where the mission is; nil for a remote one.
    public var place: GeoPoint?

    public init(id: ParticipantID, number: String, name: String, home: String, kilometres: Int, mostMissions: Int) {
        (self.id, self.number, self.name, self.home) = (id, number, name, home)
        (self.kilometres, self.mostMissions) = (kilometres, mostMissions)
    }

    /// What a seat for this person costs: the way there, a night if it is far, the missions that they already
    /// have, and what they wish.
    public func cost(_ weights: PlanningWeights = PlanningWeights()) -> Int {
        weights.cost(kilometres: kilometres) + weights.furtherMission * commitments.count + preference
    }

    /// Every hard rule that forbids the seat.
    public func obstacles(at halfDays: Set<PlanningData.HalfDay>) -> [SeatObstacle] {
        var found: [SeatObstacle] = []
        if case .avoid(let reason)? = rule { found.append(.avoided(reason: reason)) }
        let missing = unavailable.intersection(halfDays).sorted()
        if !missing.isEmpty { found.append(.unavailable(missing)) }
        found += commitments.filter { !$0.halfDays.isDisjoint(with: halfDays) }.map { .elsewhere(mission: $0.mission) }
        let weights = PlanningWeights()
        found += commitments.filter { weights.areTooFar(($0.halfDays, $0.place), (halfDays, place)) }
            .map { .tooFar(mission: $0.mission) }
        if commitments.count >= mostMissions { found.append(.atLimit(mostMissions)) }
        return found
    }
}

/// A hard rule that keeps somebody out of a seat.
public enum SeatObstacle: Hashable, Sendable {
    case avoided(reason: String)
    case unavailable([PlanningData.HalfDay])
    case elsewhere(mission: String)
    case tooFar(mission: String)
    case atLimit(Int)
}

/// The people who hold the competence of one mission: who is in it, who could be, and what holds the others back.
public struct SeatRanking: Sendable {
    public struct Blocked: Sendable {
        public var candidate: SeatCandidate
        public var obstacles: [SeatObstacle]
    }

    public private(set) var present: [SeatCandidate]
    /// The cheapest first.
    public let free: [SeatCandidate]
    /// Those first whom the fewest rules keep out.
    public let blocked: [Blocked]

    public init(_ candidates: [SeatCandidate], halfDays: Set<PlanningData.HalfDay>) {
        func cheaper(_ left: SeatCandidate, _ right: SeatCandidate) -> Bool {
            (left.cost(), left.name, left.number) < (right.cost(), right.name, right.number)
        }
        present = candidates.filter(\.isIn).sorted { ($0.name, $0.number) < ($1.name, $1.number) }
        let others = candidates.filter { !$0.isIn }.map { ($0, $0.obstacles(at: halfDays)) }
        free = others.filter(\.1.isEmpty).map(\.0).sorted(by: cheaper)
        blocked = others.filter { !$0.1.isEmpty }.map { Blocked(candidate: $0.0, obstacles: $0.1) }
            .sorted {
                $0.obstacles.count != $1.obstacles.count
                    ? $0.obstacles.count < $1.obstacles.count : cheaper($0.candidate, $1.candidate)
            }
    }

    /// Looks away from the manager's rule that keeps somebody in the mission.
    public mutating func free(_ number: String) {
        for place in present.indices where present[place].number == number { present[place].rule = nil }
    }

    /// The smallest changes of the rules that would give the mission one more person each.
    public var relaxations: [SeatRelaxation] {
        blocked.prefix { $0.obstacles.count == 1 }.compactMap { entry in
            entry.obstacles.first.map { SeatRelaxation(candidate: entry.candidate, obstacle: $0) }
        }
    }
}

/// One rule to relax, for one person.
public struct SeatRelaxation: Sendable {
    public var candidate: SeatCandidate
    public var obstacle: SeatObstacle
}
