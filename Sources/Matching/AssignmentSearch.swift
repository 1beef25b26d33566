/// Solves the full model: a plan that breaks no hard constraint, and a proven lower bound of every plan; both improve
/// until the gap is small enough, the time is over, or the task is cancelled. There is always a plan: an impossible
/// demand shows as empty seats.
///
/// The same instance gives the same plan if the search ends by its gap or by itself; a deadline makes the end depend on
/// the machine, so replays use ``Settings/mostSteps``.
public enum AssignmentSearch {
    public struct Settings: Hashable, Sendable {
        /// Stop when (cost − bound) / cost is at most this many millionths.
        public var gapMillionths: Int64
        public var deadline: Duration
        /// How many components are worked on at a time.
        public var workers: Int
        /// The most steps in any component.
        public var mostSteps: Int
        public init(
            gapMillionths: Int64 = 1_000, deadline: Duration = .seconds(60), workers: Int = 2,
            mostSteps: Int = .max
        ) {
            self.gapMillionths = gapMillionths
            self.deadline = deadline
            self.workers = max(1, workers)
            self.mostSteps = mostSteps
        }
    }

    public struct Progress: Hashable, Sendable {
        public var cost: Int64
        public var bound: Int64
        public var emptySeats: Int
        public var elapsed: Duration
        /// The proven gap in millionths of the cost.
        public var gapMillionths: Int64 { cost == 0 ? 0 : (cost - bound) * 1_000_000 / max(1, abs(cost)) }
    }

    public struct Outcome: Sendable {
        public var plan: Plan
        public var progress: Progress
        /// The bound without time conflicts.
        public var relaxedCost: Int64
        /// What a seat of each mission is worth: the prices that prove the bound.
        public var prices: [Int64]
        /// Broken hard constraints and faults of the flow's proof: always empty unless the engine is wrong.
        public var planFaults: [PlanCheck.Fault]
        public var certificateFaults: [String]
    }

    /// Runs until the gap, the deadline, the steps, the cancellation of the task, or until the caller, who is told of
    /// the progress after every round of work, answers false. Whatever ends it, the best plan so far is the result.
    public static func run(
        _ instance: Instance, _ settings: Settings = Settings(),
        onProgress: @Sendable (Progress) async -> Bool = { _ in true }
    ) async -> Outcome {
        var pool = SearchPool(instance, settings)
        await pool.begin()
        var goesOn = await onProgress(pool.progress)
        while goesOn && !pool.isDone {
            await pool.work()
            goesOn = await onProgress(pool.progress)
        }
        return pool.outcome(instance)
    }
}
