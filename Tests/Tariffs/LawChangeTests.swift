import Testing
import Vocabulary

@testable import Tariffs

/// The kilometric rates of 2022: published in March, in force from January. Claims paid in between get the difference.
@Suite struct LawChangeTests {
    let change = LawChange(to: .standard, knownOn: CalendarDay("2022-04-15")!)

    func driven(_ reference: String, _ day: String, _ kilometres: Int, _ vehicle: Vehicle) -> LiquidatedClaim {
        let facts = claim(.oral, [line(.travel, day, .kilometres(count: kilometres, vehicle: vehicle))])
        return LiquidatedClaim(reference: reference, facts: facts, knownOn: CalendarDay("2022-03-01")!)
    }

    @Test func eachTripOfJanuaryToMarch2022GainsTheDifferenceOfTheRates() throws {
        let impact = try #require(change.impact(on: driven("A", "2022-02-01", 100, .car(.sixOrSeven))).first)

        // 100 km: 37,00 € then 41,00 €.
        #expect(impact.before.amount == Money(cents: 3_700))
        #expect(impact.after.amount == Money(cents: 4_100))
        #expect(impact.difference == Money(cents: 400))
        #expect(impact.before.sentence.contains("0,37"))
        #expect(impact.after.sentence.contains("arrêté du 14 mars 2022"))
    }

    @Test func aTripAcrossABracketGainsTheDifferenceOfEachBracket() throws {
        let impact = try #require(
            change.impact(on: driven("B", "2022-02-01", 100, .car(.upTo5)).after(1_950, in: 2022)).first)

        // 50 × 0,29 + 50 × 0,36 = 32,50; 50 × 0,32 + 50 × 0,40 = 36,00.
        #expect(impact.difference == Money(cents: 350))
    }

    @Test func aTripOf2021GainsNothing() {
        #expect(change.impact(on: driven("C", "2021-12-31", 100, .car(.upTo5))).isEmpty)
    }

    @Test func theTotalsAreTheSumsOfTheLines() {
        let claims = [
            driven("A", "2022-02-01", 100, .car(.sixOrSeven)), driven("B", "2022-01-31", 100, .motorcycle),
            driven("C", "2021-12-31", 100, .car(.upTo5)),
        ]
        var totals = ImpactTotals()
        for claim in claims { totals.add(change.impact(on: claim), of: claim) }

        #expect(totals.claims == 3)
        #expect(totals.changedLines == 2)
        #expect(totals.gainedCents == Money(cents: 500))
        #expect(totals.lostCents == .zero)
    }

    @Test func theReportSetsBothComputationsOneAboveTheOtherAndSumsByPersonToTheCent() {
        var (totals, changed) = (ImpactTotals(), [LineImpact]())
        for (name, reference, vehicle) in [
            ("I7", "A", Vehicle.car(.sixOrSeven)), ("I8", "B", .motorcycle), ("I7", "C", .motorcycle),
        ] {
            let driven = driven(reference, "2022-02-01", 100, vehicle)
            let claim = LiquidatedClaim(
                reference: reference, facts: driven.facts, knownOn: driven.knownOn, person: name)
            let impacts = change.impact(on: claim)
            totals.add(impacts, of: claim)
            changed += impacts
        }
        let report = totals.report(changed).replacing("\u{202F}", with: " ")

        #expect(report.contains("A, déplacement du 1er février 2022: +4,00 €\n    avant  100 km à 0,37 €/km = 37,00 €"))
        #expect(report.contains("\n    après  100 km à 0,41 €/km = 41,00 € (arrêté du 14 mars 2022"))
        #expect(totals.people.map(\.name) == ["I7", "I8"])
        #expect(totals.people.map(\.netCents.cents) == [500, 100])
        #expect(totals.people.map(\.netCents).total() == totals.netCents)
        #expect(report.hasSuffix("Gains: +6,00 €. Pertes: aucune. Solde: +6,00 € (à verser en plus)."))
        #expect(!report.contains("+0,00") && !report.contains("et 0,00"))
    }

    @Test func aDraftOfALowerRateShowsWhoWouldLose() throws {
        let draft = """
            parameter;from;to;value;unit;published;basis;source;article;confidence;comment
            kilometre/motorcycle;2026-01-01;;0.10;EUR/km;2026-07-02;journal;a-2006-km;art. 1;quoted;
            """
        let law = try Tariffs.standard.law.adding(parameters: draft, file: "draft.csv")
        let change = LawChange(
            to: Tariffs(law: law), knownOn: CalendarDay("2026-07-03")!, from: .standard)
        let facts = claim(.oral, [line(.travel, "2026-06-18", .kilometres(count: 100, vehicle: .motorcycle))])
        let claim = LiquidatedClaim(reference: "D", facts: facts, knownOn: CalendarDay("2026-07-01")!)

        let impact = try #require(change.impact(on: claim).first)
        #expect(impact.difference == Money(cents: -500))
        #expect(impact.block.contains(": -5,00\u{202F}€\n"))
    }

    @Test func aComparisonMadeYearsLaterDoesNotKillTheDebt() throws {
        let late = LawChange(to: .standard, knownOn: CalendarDay("2035-01-01")!)

        #expect(
            try #require(late.impact(on: driven("E", "2022-02-01", 100, .motorcycle)).first).difference.cents == 100)
    }
}

extension LiquidatedClaim {
    /// The same claim of somebody who had driven that much before in the year.
    fileprivate func after(_ kilometres: Int, in year: Int) -> LiquidatedClaim {
        var facts = facts
        facts.kilometresBefore = [year: kilometres]
        return LiquidatedClaim(reference: reference, facts: facts, knownOn: knownOn)
    }
}
