public import Vocabulary

/// What composition rules look at in a person.
public struct PersonTraits: Hashable, Sendable {
    /// `internal`, `external` or `retired`.
    public var status: String
    /// The school where they work; empty if none is known.
    public var school: String
    public var subjects: Set<PlanningData.Subject>
    public init(status: String, school: String, subjects: Set<PlanningData.Subject>) {
        (self.status, self.school, self.subjects) = (status, school, subjects)
    }
}

/// What a reserved seat asks of whoever takes it.
public enum SeatCondition: Hashable, Sendable {
    case status(String)
    /// Does not work at this school.
    case outside(school: String)
    case competence(PlanningData.Subject)

    public func isMet(by person: PersonTraits) -> Bool {
        switch self {
        case .status(let status): person.status == status
        case .outside(let school): school.isEmpty || person.school != school
        case .competence(let subject): person.subjects.contains(subject)
        }
    }
}

/// Seats of a mission that only some may take: "one president", "two from outside the school".
public struct SeatReserve: Hashable, Sendable {
    public var role: String
    public var condition: SeatCondition
    public var seats: Int
    public init(role: String, condition: SeatCondition, seats: Int) {
        (self.role, self.condition, self.seats) = (role, condition, seats)
    }
}

/// The seats of one mission: some reserved, the rest for everybody who holds its competence. One person takes one
/// seat, so one person fulfils one rule.
public struct Composition: Hashable, Sendable {
    public let seats: Int
    /// Never more than the seats of the mission: what is too much of the last rules is left out.
    public let reserves: [SeatReserve]

    public init(seats: Int, reserves: [SeatReserve]) {
        var left = seats
        self.seats = seats
        self.reserves = reserves.compactMap { reserve in
            var reserve = reserve
            reserve.seats = max(0, min(reserve.seats, left))
            left -= reserve.seats
            return reserve.seats > 0 ? reserve : nil
        }
    }

    /// Seats that everybody with the competence may take.
    public var freeSeats: Int { seats - reserves.reduce(0) { $0 + $1.seats } }

    public struct Verdict: Hashable, Sendable {
        /// Reserved seats without anybody who may take them, by reserve.
        public var unfilled: [Int]
        /// People who sit where nobody but others may: above zero the rules are broken.
        public var misplaced: Int
        /// For each person the reserve whose seat they take; nil for a free one.
        public var places: [Int?]
    }

    /// Seats these people as well as the rules allow: the most of them on reserved seats (augmenting paths, no code
    /// of the solver).
    public func verdict(_ people: [PersonTraits]) -> Verdict {
        var seatOf = [Int?](repeating: nil, count: people.count)
        var holders = [[Int]](repeating: [], count: reserves.count)
        func place(_ person: Int, _ tried: inout Set<Int>) -> Bool {
            for reserve in reserves.indices where reserves[reserve].condition.isMet(by: people[person]) {
                guard tried.insert(reserve).inserted else { continue }
                if holders[reserve].count < reserves[reserve].seats {
                    holders[reserve].append(person)
                    seatOf[person] = reserve
                    return true
                }
                for holder in holders[reserve].indices where place(holders[reserve][holder], &tried) {
                    holders[reserve][holder] = person
                    seatOf[person] = reserve
                    return true
                }
            }
            return false
        }
        for person in people.indices {
            var tried: Set<Int> = []
            _ = place(person, &tried)
        }
        let placed = holders.reduce(0) { $0 + $1.count }
        return Verdict(
            unfilled: reserves.indices.map { reserves[$0].seats - holders[$0].count },
            misplaced: max(0, people.count - placed - freeSeats), places: seatOf)
    }
}

extension PlanningData {
    /// A mission whose people do not fulfil its rules.
    public struct BrokenComposition: Hashable, Sendable {
        public var mission: MissionID
        public var misplaced: Int
    }

    /// Checks whole rows against every composition rule, by the definition.
    public func brokenCompositions(_ rows: [Row]) -> [BrokenComposition] {
        let known = Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let byMission = Dictionary(grouping: rows, by: \.mission)
        return missions.compactMap { mission in
            guard !mission.composition.reserves.isEmpty, let rows = byMission[mission.id] else { return nil }
            let traits = rows.compactMap { known[$0.person]?.traits(at: mission.halfDays) }
            let misplaced = mission.composition.verdict(traits).misplaced
            return misplaced > 0 ? BrokenComposition(mission: mission.id, misplaced: misplaced) : nil
        }
    }
}
