/// Repairs a standing plan after something has changed (a withdrawal, a mission moved, a new unavailability): the seats
/// that opened are filled anew with as few other rows changed as pays, by exchanges at the standing prices. Everything
/// else stays as it is; for a fresh optimum run ``AssignmentSearch`` on ``Instance/keeping(_:changeCost:)``.
public enum Replanning {
    public struct Outcome: Sendable {
        public var plan: Plan
        /// Rows of the standing plan that are gone: first those that had become impossible.
        public var given: [Plan.Row]
        public var taken: [Plan.Row]
        /// Seats that could not be filled at any price below that of an empty seat.
        public var emptySeats: Int
        public var planFaults: [PlanCheck.Fault]
    }

    private static let rounds = 40
    private static let passes = 12

    /// - Parameters:
    ///   - instance: the instance as it is now, with the positions of people and missions that the plan uses.
    ///   - prices: of ``AssignmentSearch/Outcome/prices``, for the same missions.
    ///   - changeCost: what it costs to take one more person out of a mission.
    public static func repair(
        _ standing: Plan, in instance: Instance, prices: [Int64], changeCost: Int32
    ) -> Outcome {
        let dearer = instance.keeping(standing, changeCost: changeCost)
        var board = ExchangeBoard(dearer)
        var opened = Set<Int>()
        for row in standing.rows {
            let (person, mission) = (Int(row.person), Int(row.mission))
            if let pair = dearer.pair(person, mission), board.hasSeat(mission), board.canTake(person, pair) {
                board.take(person, pair)
            } else {
                opened.insert(mission)
            }
        }
        var search = ExchangeSearch(dearer, prices: prices.map { $0 * ExchangeSearch.scale })
        for _ in 0..<rounds where opened.contains(where: board.hasSeat) {
            if search.fill(board: &board, seatsOf: opened.sorted(), passes: passes) == 0 { break }
        }
        return outcome(board.plan, standing, instance)
    }

    private static func outcome(_ plan: Plan, _ standing: Plan, _ instance: Instance) -> Outcome {
        let (before, after) = (Set(standing.rows), Set(plan.rows))
        return Outcome(
            plan: plan, given: standing.rows.filter { !after.contains($0) },
            taken: plan.rows.filter { !before.contains($0) },
            emptySeats: Int(plan.emptySeats(in: instance).reduce(0) { $0 + max(0, $1) }),
            planFaults: PlanCheck.faults(of: plan, in: instance))
    }
}

extension AssignmentSearch.Outcome {
    /// Takes what stands, repaired where it has become impossible, if it costs less than what the search has reached in
    /// its time: a calculation that ended early never proposes something worse than what there is.
    ///
    /// - Parameter instance: what was searched; rows that stand are cheaper in it, see ``Instance/keeping(_:changeCost:)``.
    public mutating func prefer(_ standing: Plan, in instance: Instance) {
        guard !standing.rows.isEmpty else { return }
        let repaired = Replanning.repair(standing, in: instance, prices: prices, changeCost: 0)
        let cost = repaired.plan.cost(in: instance)
        guard cost < progress.cost, repaired.planFaults.isEmpty else { return }
        (plan, planFaults) = (repaired.plan, repaired.planFaults)
        (progress.cost, progress.emptySeats) = (cost, repaired.emptySeats)
    }
}
