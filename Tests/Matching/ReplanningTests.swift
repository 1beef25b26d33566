import Testing

@testable import Matching

struct ReplanningTests {
    /// The instance without some of its pairs: these people have withdrawn.
    private func without(_ people: Set<Int32>, _ instance: Instance) throws -> Instance {
        let pairs = instance.limits.indices.filter { !people.contains(Int32($0)) }.flatMap { person in
            instance.pairs(of: person).map {
                Instance.Pair(person: Int32(person), mission: instance.pairMission[$0], cost: instance.pairCost[$0])
            }
        }
        return try Instance(
            limits: instance.limits, missions: instance.missions, pairs: pairs,
            costs: .init(emptySeat: instance.emptySeatCost, furtherMission: instance.furtherMissionCost))
    }

    @Test func aPlanThatIsStillPossibleStaysAsItIs() async throws {
        let instance = GeneratedInstance.make(.tiny, seed: 4)
        let outcome = await AssignmentSearch.run(instance, .init(gapMillionths: 2_000, deadline: .seconds(20)))

        let repaired = Replanning.repair(outcome.plan, in: instance, prices: outcome.prices, changeCost: 100)

        #expect(repaired.plan == outcome.plan)
        #expect(repaired.given == [] && repaired.taken == [])
    }

    @Test func aWithdrawalIsFilledWithFewOthersMoved() async throws {
        let instance = GeneratedInstance.make(.tiny, seed: 4)
        let outcome = await AssignmentSearch.run(instance, .init(gapMillionths: 2_000, deadline: .seconds(20)))
        let withdrawn = try #require(outcome.plan.rows.first?.person)
        let lost = outcome.plan.rows.filter { $0.person == withdrawn }

        let changed = try without([withdrawn], instance)
        let repaired = Replanning.repair(outcome.plan, in: changed, prices: outcome.prices, changeCost: 100)

        #expect(repaired.planFaults == [])
        #expect(Set(lost).isSubset(of: repaired.given))
        #expect(repaired.emptySeats == outcome.progress.emptySeats)
        #expect(repaired.given.count <= lost.count + 2)
    }

    @Test func whatNobodyElseCanDoStaysEmpty() throws {
        let mission = Instance.Mission(seats: 1, halfDays: HalfDays([1]))
        let instance = try Instance(limits: [1], missions: [mission], pairs: [], costs: .init(emptySeat: 50))
        let standing = Plan(rows: [.init(person: 0, mission: 0)])

        let repaired = Replanning.repair(standing, in: instance, prices: [50], changeCost: 10)

        #expect(repaired.plan.rows == [])
        #expect(repaired.given == standing.rows)
        #expect(repaired.emptySeats == 1)
    }
}
