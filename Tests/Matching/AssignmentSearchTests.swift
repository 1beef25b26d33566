import Testing

@testable import Matching

struct AssignmentSearchTests {
    private let exact = AssignmentSearch.Settings(gapMillionths: 0, deadline: .seconds(600), workers: 1)

    @Test func theCostNeverBeatsAndTheBoundNeverExceedsTheOptimum() async throws {
        for seed in 0..<1_500 as Range<UInt64> {
            let instance = try BruteForce.instance(seed: seed)
            let outcome = await AssignmentSearch.run(instance, exact)
            let optimum = BruteForce.optimum(instance)
            #expect(outcome.planFaults == [] && outcome.certificateFaults == [], "seed \(seed)")
            #expect(outcome.progress.cost == outcome.plan.cost(in: instance), "seed \(seed)")
            #expect(outcome.progress.cost == optimum, "seed \(seed)")
            #expect(outcome.progress.bound <= optimum, "seed \(seed)")
        }
    }

    @Test(arguments: [UInt64(1), 2, 3, 4, 5])
    func aGeneratedSessionIsAssignedWithinTwoPerMilleOfTheProvenBound(seed: UInt64) async {
        let instance = GeneratedInstance.make(.tiny, seed: seed)

        let outcome = await AssignmentSearch.run(instance, .init(gapMillionths: 2_000, deadline: .seconds(600)))

        #expect(outcome.planFaults == [] && outcome.certificateFaults == [])
        #expect(outcome.progress.gapMillionths <= 2_000)
    }

    @Test func theSameInstanceGivesTheSamePlan() async {
        let instance = GeneratedInstance.make(.tiny, seed: 9)
        let settings = AssignmentSearch.Settings(gapMillionths: 0, deadline: .seconds(60), mostSteps: 400)

        let first = await AssignmentSearch.run(instance, settings)
        let second = await AssignmentSearch.run(instance, settings)

        #expect(first.plan == second.plan)
    }

    @Test func aSeatThatNobodyCanTakeStaysEmptyAndIsPaid() async throws {
        let mission = Instance.Mission(seats: 2, halfDays: HalfDays([3]))
        let instance = try Instance(
            limits: [1], missions: [mission, mission],
            pairs: [.init(person: 0, mission: 0, cost: 4)], costs: .init(emptySeat: 100))

        let outcome = await AssignmentSearch.run(instance, exact)

        #expect(outcome.progress.cost == 304)
        #expect(outcome.progress.bound == 304)
        #expect(outcome.plan.emptySeats(in: instance) == [1, 2])
    }

    @Test func nobodyIsSentToTwoPlacesAtOnce() async throws {
        let mission = Instance.Mission(seats: 1, halfDays: HalfDays([3, 4]))
        let other = Instance.Mission(seats: 1, halfDays: HalfDays([4, 5]))
        let pairs = [Instance.Pair(person: 0, mission: 0, cost: 4), .init(person: 0, mission: 1, cost: 3)]
        let instance = try Instance(
            limits: [2], missions: [mission, other], pairs: pairs, costs: .init(emptySeat: 100))

        let outcome = await AssignmentSearch.run(instance, exact)

        #expect(outcome.plan.rows == [.init(person: 0, mission: 1)])
        #expect(outcome.progress.bound == 103)
    }

    @Test func aDeadlineThatIsOverStillLeavesAPlanThatBreaksNothing() async {
        let instance = GeneratedInstance.make(.small, seed: 2)

        let outcome = await AssignmentSearch.run(instance, .init(gapMillionths: 0, deadline: .zero))

        #expect(outcome.planFaults == [])
        #expect(outcome.progress.bound <= outcome.progress.cost)
    }

    @Test func whatAnInterruptedFirstRoundHasReachedIsKept() async {
        let instance = GeneratedInstance.make(.small, seed: 2)

        let outcome = await AssignmentSearch.run(
            instance, .init(gapMillionths: 0, deadline: .seconds(600), workers: 1, mostSteps: 1))

        #expect(outcome.planFaults == [])
        #expect(outcome.progress.emptySeats < instance.seatCount / 2)
    }

    @Test func aSearchThatEndsEarlyProposesNothingWorseThanWhatStands() async {
        let plain = GeneratedInstance.make(.tiny, seed: 9)
        let best = await AssignmentSearch.run(plain, .init(gapMillionths: 0, mostSteps: 400))
        let instance = plain.keeping(best.plan, changeCost: 500)
        var outcome = await AssignmentSearch.run(instance, .init(deadline: .zero))
        let reached = outcome.progress

        outcome.prefer(best.plan, in: instance)

        #expect(reached.cost > outcome.progress.cost)
        #expect(outcome.plan == best.plan && outcome.progress.bound == reached.bound)
        #expect(outcome.planFaults.isEmpty)
    }

    @Test func aCancelledSearchReturnsWhatItHas() async {
        let instance = GeneratedInstance.make(.small, seed: 2)
        let search = Task { await AssignmentSearch.run(instance, .init(gapMillionths: 0, deadline: .seconds(600))) }

        search.cancel()
        let outcome = await search.value

        #expect(outcome.planFaults == [])
    }

    @Test func oneMorePersonNeverMakesTheOptimumWorse() async throws {
        for seed in 0..<100 as Range<UInt64> {
            let instance = try BruteForce.instance(seed: seed)
            let before = BruteForce.optimum(instance)
            let pairs = (0..<instance.limits.count).flatMap { person in
                instance.pairs(of: person).map {
                    Instance.Pair(person: Int32(person), mission: instance.pairMission[$0], cost: instance.pairCost[$0])
                }
            }
            let more = try Instance(
                limits: instance.limits + [1], missions: instance.missions,
                pairs: pairs + [.init(person: Int32(instance.limits.count), mission: 0, cost: 5)],
                costs: .init(emptySeat: instance.emptySeatCost, furtherMission: instance.furtherMissionCost))
            let outcome = await AssignmentSearch.run(more, exact)
            #expect(outcome.progress.cost <= before, "seed \(seed)")
        }
    }
}
