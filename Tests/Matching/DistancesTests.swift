import Testing

@testable import Matching

struct DistancesTests {
    private let exact = AssignmentSearch.Settings(gapMillionths: 0, deadline: .seconds(600), workers: 1)

    /// Small random instances in which half of all pairs of places are too far apart.
    private func instance(seed: UInt64) throws -> Instance {
        let plain = try BruteForce.instance(seed: seed)
        var dice = GeneratedInstance.Dice(state: seed &+ 77)
        let far = (0..<9).map { _ in dice.below(2) == 0 }
        let pairs = plain.limits.indices.flatMap { person in
            plain.pairs(of: person).map {
                Instance.Pair(person: Int32(person), mission: plain.pairMission[$0], cost: plain.pairCost[$0])
            }
        }
        return try Instance(
            limits: plain.limits,
            missions: plain.missions.map {
                .init(seats: $0.seats, halfDays: $0.halfDays, place: Int32(dice.below(4)) - 1)
            }, pairs: pairs, costs: .init(emptySeat: plain.emptySeatCost, furtherMission: plain.furtherMissionCost),
            distances: Distances(places: 3, halvesOfDay: 2 + dice.below(2)) { far[$0 * 3 + $1] })
    }

    @Test func theCostNeverBeatsAndTheBoundNeverExceedsTheOptimum() async throws {
        var bound = 0
        for seed in 0..<600 as Range<UInt64> {
            let instance = try instance(seed: seed)
            let outcome = await AssignmentSearch.run(instance, exact)
            let optimum = BruteForce.optimum(instance)
            #expect(outcome.planFaults == [] && outcome.certificateFaults == [], "seed \(seed)")
            #expect(outcome.progress.cost == optimum && outcome.progress.bound <= optimum, "seed \(seed)")
            if try BruteForce.optimum(BruteForce.instance(seed: seed)) < optimum { bound += 1 }
        }
        // The rule must have mattered, or nothing was tried.
        #expect(bound >= 5)
    }

    private func day(_ first: [Int], _ second: [Int], places: (Int32, Int32) = (0, 1)) throws -> Instance {
        try Instance(
            limits: [2],
            missions: [
                .init(seats: 1, halfDays: HalfDays(first), place: places.0),
                .init(seats: 1, halfDays: HalfDays(second), place: places.1),
            ], pairs: [.init(person: 0, mission: 0, cost: 1), .init(person: 0, mission: 1, cost: 1)],
            costs: .init(emptySeat: 100), distances: Distances(places: 2) { _, _ in true })
    }

    @Test(arguments: [
        ([0], [1], true), ([1], [0], true), ([1], [2], false), ([0], [2], false), ([0, 1], [2, 3], false),
        ([4, 5, 6], [7], true),
    ])
    func aMorningAndItsAfternoonAreNeighboursAndNoNightIsTooShort(
        first: [Int], second: [Int], isTooFar: Bool
    ) throws {
        let instance = try day(first, second)
        let both = Plan(rows: [.init(person: 0, mission: 0), .init(person: 0, mission: 1)])

        #expect(instance.clash(0, 1) == isTooFar && instance.clash(1, 0) == isTooFar)
        #expect(PlanCheck.faults(of: both, in: instance) == (isTooFar ? [.tooFar(person: 0, 0, 1)] : []))
    }

    @Test func theSamePlaceAndAMissionWithoutOneAreNeverTooFar() throws {
        #expect(try !day([0], [1], places: (1, 1)).clash(0, 1))
        #expect(try !day([0], [1], places: (-1, 1)).clash(0, 1))
    }

    @Test func aPlaceThatNobodyKnowsIsRefused() {
        #expect(throws: Instance.Fault.unknownPlace(mission: 1)) { try day([0], [1], places: (0, 2)) }
    }

    @Test func aRepairSendsNobodyTooFar() throws {
        let instance = try day([0], [1])

        let outcome = Replanning.repair(
            Plan(rows: [.init(person: 0, mission: 0), .init(person: 0, mission: 1)]), in: instance, prices: [50, 50],
            changeCost: 5)

        #expect(outcome.planFaults == [] && outcome.plan.rows.count == 1 && outcome.emptySeats == 1)
    }
}
