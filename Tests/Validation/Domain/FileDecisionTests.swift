import Foundation
import Testing
import ValidationDomain
import Vocabulary

@Suite struct FileDecisionTests {
    static let day = CalendarDay("2026-06-18")!

    private func line(_ fact: Fact, _ decision: FileLine.Decision = .open) -> FileLine {
        FileLine(
            line: ClaimLine(lineID: LineID(rawValue: UUID()), track: .indemnity, day: Self.day, fact: fact),
            decision: decision, reason: nil)
    }

    @Test func everyOpenLineIsDecidedAsChosen() throws {
        let scripts = line(.scripts(count: 60))
        let meal = line(.meal(.noon, place: .ownCost))

        let decided = try FileLine.decide(
            [scripts, meal],
            [
                scripts.line.lineID: .reduce(to: 55, reason: "55 copies au relevé"),
                meal.line.lineID: .refuse(reason: "Repas fourni"),
            ]
        ).get()

        #expect(decided.map(\.decision) == [.reduced, .refused])
        #expect(decided[0].line.fact == .scripts(count: 55))
        #expect(decided[0].declared == .scripts(count: 60))
        #expect(decided[1].line.fact == meal.line.fact)
    }

    @Test func aReductionThatIsNoneAndAMissingReasonAreBothSaid() {
        let scripts = line(.scripts(count: 60))
        let toll = line(.toll(paid: Money(cents: 500)))

        let outcome = FileLine.decide(
            [scripts, toll],
            [
                scripts.line.lineID: .reduce(to: 60, reason: "motif"),
                toll.line.lineID: .refuse(reason: ""),
            ])

        #expect(
            outcome
                == .failure(
                    DecisionGrounds(grounds: [
                        .notAReduction(scripts.line.lineID, declared: 60), .reasonMissing(toll.line.lineID),
                    ])))
    }

    @Test func aDecidedLineCannotBeDecidedAgain() {
        let scripts = line(.scripts(count: 60), .accepted)

        let outcome = FileLine.decide([scripts], [scripts.line.lineID: .refuse(reason: "trop tard")])

        #expect(outcome == .failure(DecisionGrounds(grounds: [.unknownLine(scripts.line.lineID)])))
    }

    @Test func aMealHasNoQuantityToReduce() {
        let meal = line(.meal(.noon, place: .ownCost))

        let outcome = FileLine.decide([meal], [meal.line.lineID: .reduce(to: 1, reason: "motif")])

        #expect(outcome == .failure(DecisionGrounds(grounds: [.notReducible(meal.line.lineID)])))
    }

    @Test func anOpenLineWithoutAChoiceStopsTheDecision() {
        let scripts = line(.scripts(count: 60))

        #expect(FileLine.decide([scripts], [:]) == .failure(DecisionGrounds(grounds: [.nothingChosen])))
    }

    @Test func ordinaryLinesDrawNoAttention() {
        let lines = [line(.scripts(count: 120)).line, line(.kilometres(count: 400, vehicle: .car(.upTo5))).line]

        #expect(Attention.find(in: lines, days: 1, carAuthorised: true).isEmpty)
    }

    @Test func whatIsUnusualIsSaidWithItsFigure() {
        let lines = [
            line(.scripts(count: 121)).line, line(.kilometres(count: 401, vehicle: .motorcycle)).line,
            line(.hours(minutes: 601)).line, line(.unknown(kind: "bicycle")).line,
        ]

        let found = Attention.find(in: lines, days: 1, carAuthorised: true)

        #expect(
            Set(found) == [.manyScripts(121), .manyKilometres(401), .longWork(minutes: 601), .unknownFact])
    }

    @Test func theSameThingTwiceIsSeen() {
        let lines = [line(.meal(.noon, place: .ownCost)).line, line(.meal(.noon, place: .ownCost)).line]

        #expect(Attention.find(in: lines, days: 1, carAuthorised: nil) == [.sameThingTwice])
    }
}
