import Testing

@testable import Matching

struct PlanCheckTests {
    private func instance() throws -> Instance {
        let pairs = (0..<2).flatMap { person in
            (0..<3).map { Instance.Pair(person: Int32(person), mission: Int32($0), cost: 1) }
        }
        return try Instance(
            limits: [2, 1],
            missions: [
                .init(seats: 1, halfDays: HalfDays([1, 2])), .init(seats: 2, halfDays: HalfDays([2])),
                .init(seats: 1, halfDays: HalfDays([200])),
            ], pairs: pairs.filter { $0 != .init(person: 1, mission: 2, cost: 1) }, costs: .init(emptySeat: 10))
    }

    @Test func aSoundPlanHasNoFault() throws {
        let plan = Plan(rows: [
            .init(person: 0, mission: 0), .init(person: 0, mission: 2), .init(person: 1, mission: 1),
        ])
        #expect(try PlanCheck.faults(of: plan, in: instance()) == [])
        #expect(try plan.cost(in: instance()) == 13)
    }

    @Test(arguments: [
        ([Plan.Row(person: 1, mission: 2)], PlanCheck.Fault.impossiblePair(.init(person: 1, mission: 2))),
        ([.init(person: 0, mission: 0), .init(person: 0, mission: 1)], .clash(person: 0, 0, 1)),
        ([.init(person: 0, mission: 0), .init(person: 1, mission: 0)], .overfilled(mission: 0)),
        ([.init(person: 1, mission: 0), .init(person: 1, mission: 1)], .overloaded(person: 1)),
        ([.init(person: 0, mission: 1), .init(person: 0, mission: 1)], .rowTwice(.init(person: 0, mission: 1))),
    ])
    func everyBrokenConstraintIsNamed(rows: [Plan.Row], fault: PlanCheck.Fault) throws {
        #expect(try PlanCheck.faults(of: Plan(rows: rows), in: instance()).contains(fault))
    }

    @Test func anInstanceRefusesAPairGivenTwice() {
        let pair = Instance.Pair(person: 0, mission: 0, cost: 1)
        #expect(throws: Instance.Fault.pairGivenTwice(pair: 1)) {
            try Instance(
                limits: [1], missions: [.init(seats: 1, halfDays: HalfDays())], pairs: [pair, pair],
                costs: .init(emptySeat: 1))
        }
    }

    @Test func halfDaysMeetOnlyWhereTheyShareOne() {
        #expect(HalfDays([0, 63, 64, 255]).meets(HalfDays([255])))
        #expect(!HalfDays([0, 63]).meets(HalfDays([1, 64])))
        #expect(HalfDays([0, 63, 64, 255]).count == 4)
    }
}
