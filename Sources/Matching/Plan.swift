/// Who takes which mission: for each person, the chosen pairs (as positions in the instance), by mission.
public struct Plan: Hashable, Sendable {
    public struct Row: Hashable, Sendable {
        public var person: Int32
        public var mission: Int32
        public init(person: Int32, mission: Int32) {
            self.person = person
            self.mission = mission
        }
    }

    /// By person, then mission.
    public var rows: [Row]

    public init(rows: [Row]) { self.rows = rows }

    /// The cost of the plan, empty seats and load included. Rows that are no pair of the instance count nothing:
    /// ``PlanCheck`` names them.
    public func cost(in instance: Instance) -> Int64 {
        var cost: Int64 = 0
        var taken = [Int32](repeating: 0, count: instance.limits.count)
        var empty = instance.missions.map { Int64($0.seats) }
        for row in rows {
            guard let pair = instance.pair(Int(row.person), Int(row.mission)) else { continue }
            cost += Int64(instance.pairCost[pair])
            cost += Int64(instance.furtherMissionCost) * Int64(taken[Int(row.person)])
            taken[Int(row.person)] += 1
            empty[Int(row.mission)] -= 1
        }
        return cost + empty.reduce(0) { $0 + max(0, $1) } * Int64(instance.emptySeatCost)
    }

    /// Seats left empty, by mission.
    public func emptySeats(in instance: Instance) -> [Int32] {
        var empty = instance.missions.map(\.seats)
        for row in rows { empty[Int(row.mission)] -= 1 }
        return empty
    }
}

/// Checks a plan against every hard constraint, by the definition and with no code of the solver.
public enum PlanCheck {
    public enum Fault: Hashable, Sendable {
        case impossiblePair(Plan.Row)
        case rowTwice(Plan.Row)
        case overfilled(mission: Int)
        case overloaded(person: Int)
        case clash(person: Int, Int32, Int32)
        case tooFar(person: Int, Int32, Int32)
    }

    /// One half-day of each, one right after the other on the same day, at places too far apart.
    private static func isTooFar(_ left: Int32, _ right: Int32, in instance: Instance) -> Bool {
        let (first, second) = (instance.missions[Int(left)], instance.missions[Int(right)])
        let distances = instance.distances
        guard distances.areTooFar(first.place, second.place) else { return false }
        let day = distances.halvesOfDay
        return (0..<HalfDays.limit - 1).contains { number in
            number / day == (number + 1) / day
                && (first.halfDays.contains(number) && second.halfDays.contains(number + 1)
                    || second.halfDays.contains(number) && first.halfDays.contains(number + 1))
        }
    }

    /// Every broken constraint; empty means that the plan can be carried out.
    public static func faults(of plan: Plan, in instance: Instance) -> [Fault] {
        var faults: [Fault] = []
        var filled = [Int32](repeating: 0, count: instance.missions.count)
        var taken = [[Int32]](repeating: [], count: instance.limits.count)
        for row in plan.rows {
            guard instance.limits.indices.contains(Int(row.person)),
                instance.missions.indices.contains(Int(row.mission)),
                instance.pair(Int(row.person), Int(row.mission)) != nil
            else {
                faults.append(.impossiblePair(row))
                continue
            }
            if taken[Int(row.person)].contains(row.mission) { faults.append(.rowTwice(row)) }
            for other in taken[Int(row.person)] {
                if instance.missions[Int(other)].halfDays.meets(instance.missions[Int(row.mission)].halfDays) {
                    faults.append(.clash(person: Int(row.person), other, row.mission))
                } else if isTooFar(other, row.mission, in: instance) {
                    faults.append(.tooFar(person: Int(row.person), other, row.mission))
                }
            }
            taken[Int(row.person)].append(row.mission)
            filled[Int(row.mission)] += 1
        }
        for (mission, count) in filled.enumerated() where count > instance.missions[mission].seats {
            faults.append(.overfilled(mission: mission))
        }
        for (person, missions) in taken.enumerated() where missions.count > instance.limits[person] {
            faults.append(.overloaded(person: person))
        }
        return faults
    }
}
