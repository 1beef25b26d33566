@testable import Matching

/// Small random instances, and their optimum by trying everything.
enum BruteForce {
    static func instance(seed: UInt64) throws -> Instance {
        var dice = GeneratedInstance.Dice(state: seed)
        let people = 1 + dice.below(5)
        let missions = 1 + dice.below(4)
        var pairs: [Instance.Pair] = []
        for person in 0..<people {
            for mission in 0..<missions where dice.below(3) > 0 {
                pairs.append(.init(person: Int32(person), mission: Int32(mission), cost: Int32(dice.below(30))))
            }
        }
        return try Instance(
            limits: (0..<people).map { _ in Int32(dice.below(4)) },
            missions: (0..<missions).map { _ in
                let first = dice.below(5)
                return .init(seats: Int32(dice.below(4)), halfDays: HalfDays(first..<first + 1 + dice.below(3)))
            }, pairs: pairs, costs: .init(emptySeat: Int32(20 + dice.below(80)), furtherMission: Int32(dice.below(6))))
    }

    /// The cost of the cheapest plan that breaks nothing.
    static func optimum(_ instance: Instance) -> Int64 {
        var best = Int64.max
        var rows: [Plan.Row] = []
        let all = (0..<instance.limits.count).flatMap { person in
            instance.pairs(of: person).map { Plan.Row(person: Int32(person), mission: instance.pairMission[$0]) }
        }
        func descend(_ place: Int) {
            guard PlanCheck.faults(of: Plan(rows: rows), in: instance).isEmpty else { return }
            guard place < all.count else {
                best = min(best, Plan(rows: rows).cost(in: instance))
                return
            }
            descend(place + 1)
            rows.append(all[place])
            descend(place + 1)
            rows.removeLast()
        }
        descend(0)
        return best
    }

    /// The same instance without time conflicts.
    static func withoutTimes(_ instance: Instance) throws -> Instance {
        let pairs = (0..<instance.limits.count).flatMap { person in
            instance.pairs(of: person).map {
                Instance.Pair(person: Int32(person), mission: instance.pairMission[$0], cost: instance.pairCost[$0])
            }
        }
        return try Instance(
            limits: instance.limits,
            missions: instance.missions.map { .init(seats: $0.seats, halfDays: HalfDays()) }, pairs: pairs,
            costs: .init(emptySeat: instance.emptySeatCost, furtherMission: instance.furtherMissionCost))
    }
}
