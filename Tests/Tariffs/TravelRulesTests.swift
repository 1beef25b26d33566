import Testing
import Vocabulary

@testable import Tariffs

/// Advances, prescription, documents: what follows from the law beside the amounts.
@Suite struct TravelRulesTests {
    let known = CalendarDay("2026-07-01")!

    @Test func anAdvanceIsAtMostThreeQuartersRoundedDown() {
        let most = Tariffs.standard.largestAdvance(
            on: Money(cents: 10_003), day: CalendarDay("2026-06-18")!, knownOn: known)

        #expect(most == Money(cents: 7_502))
    }

    @Test(arguments: [
        ("2021-12-31", "2025-12-31", true), ("2021-12-31", "2026-01-01", false), ("2022-01-01", "2026-12-31", true),
    ])
    func aDebtDiesFourYearsAfterTheEndOfItsYear(day: String, claimed: String, alive: Bool) {
        var facts = claim(.marking, [line(.indemnity, day, .scripts(count: 10))])
        facts.claimedOn = CalendarDay(claimed)

        let assessed = Tariffs.standard.assess(facts, knownOn: CalendarDay("2027-06-01")!).lines[0]
        #expect((assessed.amount > .zero) == alive)
        #expect(alive || assessed.sentence.contains("prescrite"))
    }

    func documents(_ day: String, _ facts: [Fact], all: Bool = false) -> [RequiredDocument] {
        var stated = claim(.oral, facts.map { line(.travel, day, $0) })
        stated.settings.asksForAllDocuments = all
        return Tariffs.standard.requiredDocuments(stated)
    }

    let night = Fact.night(commune: CommuneCode("65440")!, paid: Money(cents: 8_000), proven: true)
    let meal = Fact.meal(.noon, place: .ownCost)
    let ticket = Fact.fare(mode: .train, paid: Money(cents: 3_000))

    @Test(
        arguments: [
            ("2019-02-28", true, true, nil), ("2019-03-01", false, true, false), ("2024-07-07", false, true, false),
            ("2024-07-08", false, false, nil),
        ] as [(String, Bool, Bool, Bool?)])
    func theDocumentsToSendFollowThePeriod(day: String, ticketSent: Bool, nightSent: Bool, mealSent: Bool?) {
        let found = documents(day, [ticket, night, meal])
        func sent(_ label: String) -> Bool? { found.first { $0.label.hasPrefix(label) }?.mustBeSent }

        #expect(sent("Titre de transport") == ticketSent)
        #expect(sent("Facture d'hébergement") == nightSent)
        #expect(sent("Preuve de paiement du repas") == mealSent)
    }

    @Test func moreThanThirtyEurosOfTicketsAreSent() {
        let dearer = Fact.fare(mode: .train, paid: Money(cents: 3_001))

        #expect(documents("2026-06-18", [ticket]).map(\.mustBeSent) == [false])
        #expect(documents("2026-06-18", [dearer]).map(\.mustBeSent) == [true])
        #expect(documents("2026-06-18", [ticket, .toll(paid: Money(cents: 1))]).map(\.mustBeSent) == [true, true])
    }

    @Test func anAcademyMayAskForAllOfThem() {
        #expect(documents("2026-06-18", [ticket, night], all: true).map(\.mustBeSent) == [true, true])
    }

    @Test func everyDocumentSaysByWhichText() {
        #expect(documents("2026-06-18", [ticket, night]).allSatisfy { $0.why.contains("décret") })
    }

    @Test func anOverseasTerritoryHasItsOwnRates() {
        var facts = claim(.oral, [line(.travel, "2026-06-18", meal)])
        facts.mission.commune = CommuneCode("98818")!
        facts.trip = trip("2026-06-18T08:00", "2026-06-18T20:00")

        #expect(Tariffs.standard.assess(facts, knownOn: known).travel == Money(cents: 2_400))
    }

    @Test func anUnknownStatusIsNotGuessed() {
        var facts = claim(.invigilation, [line(.indemnity, "2026-06-18", .help(minutes: 60, period: .day))])
        facts.person.status = .unknown("visitor")

        #expect(Tariffs.standard.assess(facts, knownOn: known).problems.map(\.field) == ["person.status"])
    }
}
