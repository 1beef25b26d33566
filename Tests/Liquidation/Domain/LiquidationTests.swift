import Foundation
import LiquidationDomain
import Testing
import Vocabulary

struct LiquidationTests {
    private let day = CalendarDay("2026-06-18")!

    private func fact(_ track: Track, _ fact: Fact, _ decision: LineDecision = .accepted) -> CertifiedFact {
        CertifiedFact(
            line: ClaimLine(lineID: LineID(rawValue: UUID()), track: track, day: day, fact: fact), decision: decision,
            reason: decision == .accepted ? nil : "hors convocation")
    }

    private func assessed(_ facts: [CertifiedFact], cents: Int64, kilometres: Int = 0) -> [LineID: AssessedFact] {
        Dictionary(
            uniqueKeysWithValues: facts.map {
                (
                    $0.line.lineID,
                    AssessedFact(
                        amount: Money(cents: cents), sentence: "s", source: "t", remedy: nil, trace: "{}",
                        paidKilometres: kilometres)
                )
            })
    }

    @Test func theTotalsOfTheTracksAreTheSumsOfTheirLines() throws {
        let facts = [
            fact(.indemnity, .scripts(count: 10)), fact(.indemnity, .scripts(count: 5)),
            fact(.travel, .toll(paid: .zero)),
        ]

        let liquidation = try Liquidation(of: facts, assessed: assessed(facts, cents: 500), before: [])

        #expect(liquidation.total(.indemnity) == Money(cents: 1000))
        #expect(liquidation.total(.travel) == Money(cents: 500))
    }

    @Test(arguments: ["Repas offert.", "Repas offert", " Repas offert. \n", "Repas offert !"])
    func theReasonEndsInOneFullStopHoweverItWasTyped(_ typed: String) throws {
        let line = fact(.travel, .toll(paid: Money(cents: 900)), .refused).line
        let refused = CertifiedFact(line: line, decision: .refused, reason: typed)

        let sentence = try Liquidation(of: [refused], assessed: [:], before: []).lines[0].sentence

        #expect(sentence == "Refusé : Repas offert." || typed.contains("!") && sentence.hasSuffix("offert !"))
    }

    @Test func aRefusedLineOpensNothingAndSaysWhy() throws {
        let facts = [fact(.travel, .toll(paid: Money(cents: 900)), .refused)]

        let liquidation = try Liquidation(of: facts, assessed: assessed(facts, cents: 900), before: [])

        #expect(liquidation.lines.map(\.amount) == [.zero])
        #expect(liquidation.lines[0].sentence == "Refusé : hors convocation.")
        #expect(liquidation.orders(bankDetailsUsable: true).isEmpty)
    }

    @Test func aReducedLineSaysSo() throws {
        let facts = [fact(.indemnity, .scripts(count: 8), .reduced)]

        let liquidation = try Liquidation(of: facts, assessed: assessed(facts, cents: 4000), before: [])

        #expect(liquidation.lines[0].sentence.hasSuffix("Quantité ramenée par le service : hors convocation."))
    }

    @Test func theSameLineOpensMoneyOnce() {
        let one = fact(.indemnity, .scripts(count: 8))
        let amounts = assessed([one], cents: 1)

        #expect(throws: LiquidationProblem.lineTwice(one.line.lineID)) {
            try Liquidation(of: [one, one], assessed: amounts, before: [])
        }
        #expect(throws: LiquidationProblem.lineAlreadyLiquidated(one.line.lineID)) {
            try Liquidation(of: [one], assessed: amounts, before: [one.line.lineID])
        }
    }

    @Test func whatTheTariffsDidNotAssessIsNotGuessed() {
        let one = fact(.indemnity, .scripts(count: 8))

        #expect(throws: LiquidationProblem.lineNotAssessed(one.line.lineID)) {
            try Liquidation(of: [one], assessed: [:], before: [])
        }
        #expect(throws: LiquidationProblem.nothingDecided) { try Liquidation(of: [], assessed: [:], before: []) }
        #expect(throws: LiquidationProblem.negativeAmount(one.line.lineID)) {
            try Liquidation(of: [one], assessed: assessed([one], cents: -1), before: [])
        }
    }

    @Test(arguments: [(true, PaymentState.ordered), (false, .blocked)])
    func travelWaitsForBankDetailsAndTheIndemnityDoesNot(usable: Bool, state: PaymentState) throws {
        let facts = [fact(.indemnity, .scripts(count: 1)), fact(.travel, .toll(paid: Money(cents: 5)))]

        let orders = try Liquidation(of: facts, assessed: assessed(facts, cents: 5), before: [])
            .orders(bankDetailsUsable: usable)

        #expect(orders.map(\.state) == [.instructed, state])
    }

    @Test func onlyPaidKilometresAreCountedInTheYearOfTheirDay() throws {
        let paid = fact(.travel, .kilometres(count: 120, vehicle: .car(.upTo5)))
        let refused = fact(.travel, .kilometres(count: 999, vehicle: .car(.upTo5)), .refused)
        var counter = KilometreCounter(byYear: [2026: 1_950, 2025: 7])

        counter.count(
            try Liquidation(of: [paid, refused], assessed: assessed([paid], cents: 3520, kilometres: 110), before: []))

        #expect(counter.byYear == [2026: 2_060, 2025: 7])
    }
}
