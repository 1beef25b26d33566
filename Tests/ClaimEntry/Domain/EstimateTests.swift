import ClaimEntryDomain
import Testing
import Vocabulary

@Suite struct EstimateTests {
    private func estimate(_ changes: [String: String] = [:]) -> Estimate {
        let subject = Fixture.subject()
        let declaration = Declaration(Fixture.byCar.overlaid(with: TypedEntry(values: changes)), about: subject)
        return Estimate(
            declaration.lines, declaration.journey, about: subject, knownOn: Fixture.day("2026-07-03"))
    }

    @Test func everyLineHasItsAmountAndItsSentence() {
        let estimate = estimate()

        #expect(estimate.lines.map(\.line) == Declaration(Fixture.byCar, about: Fixture.subject()).lines)
        #expect(estimate.lines.allSatisfy { $0.amount > .zero && $0.sentence.contains("=") })
    }

    @Test func theTotalsAreTheSumsOfTheLines() {
        let estimate = estimate()

        #expect(estimate.total == estimate.lines.map(\.amount).total())
        #expect(estimate.indemnity > .zero && estimate.travel > .zero)
    }

    @Test func aLineThatIsNotDueStaysWithItsReasonAndWhatWouldMakeItDue() {
        let car = estimate(["carBasis": "convenience"])[Fixture.line("transport")]

        #expect(car != nil)
        #expect(car?.sentence.contains("convenance personnelle") == true)
        #expect(car?.remedy != nil)
    }

    @Test func aTicketNeedsItsDocument() {
        let documents = estimate(["transport": "fare", "fareMode": "train", "fare": "36,40"]).documents

        #expect(documents.contains { $0.label.contains("train") && $0.line?.lineID == Fixture.line("transport") })
    }

    @Test func withoutLinesNothingIsEstimated() {
        let estimate = Estimate([], nil, about: Fixture.subject(), knownOn: Fixture.day("2026-07-03"))

        #expect(estimate.isEmpty && estimate.total == .zero)
    }
}
