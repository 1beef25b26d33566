import AssignmentDomain
import Foundation
import Logging
import Matching
import Postgres
import ServiceRuntime
import Vocabulary

/// Works off the requested runs of the engine. The run lives in the database: if this process dies, another takes it
/// over when the sign of life is old; a worker that lost its lease writes nothing more.
struct AssignmentJob: Sendable {
    private static let rowsAtATime = 5_000

    let context: ServiceContext
    let worker = UUID()

    /// Until nothing waits.
    func run() async throws {
        while let lease = try await context.pool.transaction({ try $0.run(LeaseProposal(worker: worker)).first }) {
            guard lease.attempts <= LeaseProposal.mostAttempts else {
                try await fail(
                    lease, "Le calcul s’est interrompu \(lease.attempts - 1) fois. Signalez-le à l’assistance.")
                continue
            }
            do {
                try await solve(lease)
            } catch let refusal as PlanningRefusal {
                try await fail(lease, refusal.reason)
            }
        }
    }

    private func fail(_ lease: LeasedProposal, _ reason: String) async throws {
        _ = try await context.pool.transaction {
            try $0.execute(FailProposal(id: lease.id, worker: worker, reason: reason))
        }
    }

    private func solve(_ lease: LeasedProposal) async throws {
        let input = try await context.pool.transaction { try PlanningInput(session: lease.session, in: $0) }
        let settings = AssignmentSearch.Settings(
            gapMillionths: lease.gapMillionths, deadline: .seconds(lease.secondsLimit), workers: 1)
        let reporter = ProgressReporter(context: context, lease: lease, worker: worker, problem: input.problem)
        var outcome = await AssignmentSearch.run(input.problem.instance, settings) { progress in
            await reporter.report(progress)
        }
        guard await !reporter.hasLostLease, !Task.isCancelled else { return }
        outcome.prefer(input.problem.standing, in: input.problem.instance)
        // What a manager has pinned against the rules is shown on the mission; the calculation must add nothing to it.
        let data = input.problem.data
        let pinnedFaults = data.brokenCompositions(data.standing.pinned).reduce(0) { $0 + $1.misplaced }
        let rows = input.problem.rows(of: outcome.plan) + data.standing.pinned
        let ruleFaults = data.brokenCompositions(rows).reduce(0) { $0 + $1.misplaced }
        guard
            outcome.planFaults.isEmpty && outcome.certificateFaults.isEmpty && ruleFaults <= pinnedFaults
                && data.brokenRules(rows).isEmpty
        else {
            context.logger.error(
                "the engine made a plan that its checker refuses", metadata: ["proposal": "\(lease.id)"])
            return try await fail(lease, "Le plan calculé n’a pas passé son contrôle. Signalez-le à l’assistance.")
        }
        try await store(outcome, input, lease)
    }

    private func store(
        _ outcome: AssignmentSearch.Outcome, _ input: PlanningInput, _ lease: LeasedProposal
    ) async throws {
        let problem = input.problem
        let gaps = problem.explainGaps(outcome.plan)
        let rows = problem.explainRows(outcome.plan) + problem.explainPinned()
        let finish = FinishProposal(
            lease: (lease.id, worker), seats: problem.data.seats,
            emptySeats: gaps.reduce(0) { $0 + $1.emptySeats }, cost: outcome.progress.cost + problem.costOffset,
            bound: outcome.progress.bound + problem.costOffset, input: input)
        try await context.pool.transaction { connection in
            guard try connection.execute(finish) == 1 else { return }
            for start in stride(from: 0, to: rows.count, by: Self.rowsAtATime) {
                let part = rows[start..<min(start + Self.rowsAtATime, rows.count)]
                try connection.execute(InsertProposalRows(proposal: lease.id, rows: part))
            }
            try connection.execute(InsertProposalGaps(proposal: lease.id, gaps: gaps))
        }
    }
}

/// Writes signs of life, twice a second at most, and says whether to go on.
private actor ProgressReporter {
    private let context: ServiceContext
    private let lease: LeasedProposal
    private let worker: UUID
    private let problem: PlanningProblem
    private var last: ContinuousClock.Instant?
    private(set) var hasLostLease = false

    init(context: ServiceContext, lease: LeasedProposal, worker: UUID, problem: PlanningProblem) {
        (self.context, self.lease, self.worker, self.problem) = (context, lease, worker, problem)
    }

    func report(_ progress: AssignmentSearch.Progress) async -> Bool {
        if let last, ContinuousClock.now - last < .milliseconds(500) { return true }
        last = .now
        let statement = ReportProgress(
            id: lease.id, worker: worker, seats: problem.data.seats, emptySeats: progress.emptySeats,
            cost: progress.cost + problem.costOffset, bound: progress.bound + problem.costOffset)
        do {
            guard let goesOn = try await context.pool.transaction({ try $0.run(statement).first }) else {
                hasLostLease = true
                return false
            }
            return goesOn
        } catch {
            // The next report may reach the database again; if not, the lease ends and another worker begins anew.
            context.logger.warning("progress could not be written", metadata: ["error": "\(error)"])
            return true
        }
    }
}
