import ClaimEntryDomain
import Testing
import Vocabulary

@Suite struct EntryStepTests {
    private func steps(_ claim: Claim, _ typed: TypedEntry = TypedEntry()) -> [EntryStep] {
        Fixture.subject(claim).steps(typed, lastLines: claim.submission?.lines ?? [])
    }

    @Test func theCommonClaimTakesThreeScreens() {
        #expect(steps(Fixture.claim()) == [.work, .travel, .check])
    }

    @Test func withoutTravelItTakesTwo() {
        #expect(steps(Fixture.claim(travel: .void(reason: "Même commune."))) == [.work, .check])
    }

    @Test func whoDidNotPerformTheMissionIsNotAskedAboutTravel() {
        #expect(steps(Fixture.claim(), TypedEntry(values: ["performed": "no"])) == [.work, .check])
    }

    @Test func onlyTheScreensOfReturnedLinesReopen() {
        var claim = Fixture.sent()
        claim.returns = [Fixture.returned([Fixture.carLine])]

        #expect(steps(claim, Fixture.byCar) == [.travel, .check])
    }

    @Test(arguments: [
        ("scripts", EntryStep.work), ("kilometres", .travel), ("meal-2026-06-22-noon", .travel), ("remark", .check),
    ])
    func aMistakeLeadsToTheScreenThatAsks(_ field: String, _ step: EntryStep) {
        #expect(EntryStep(asking: field) == step)
    }

    @Test func aProposedMealIsNotAnswerAndNoMealIsOne() {
        let hours = TravelReading(Fixture.byCar, Fixture.subject()).hours
        let stays = DueStays(hours!, ticket: nil, subject: Fixture.subject())

        #expect(TypedEntry().isSilent(on: stays))
        #expect(TypedEntry().proposing(stays)["meal-2026-06-22-noon"] == "own-cost")
        let none = TypedEntry(values: ["meal-2026-06-22-noon": "none"])
        #expect(none.proposing(stays)["meal-2026-06-22-noon"] == "none")
        let typed = Fixture.byCar.overlaid(with: none)
        #expect(!Declaration(typed, about: Fixture.subject()).lines.contains { $0.fact.kind == "meal" })
    }
}
