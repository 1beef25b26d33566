import Testing
import Vocabulary

@testable import Tariffs

@Suite struct JourneyTests {
    let known = CalendarDay("2026-07-01")!

    @Test func twoMissionsOnOneDayPayEachMealNightAndKilometreOnce() {
        let expenses = [
            line(.travel, "2026-06-18", .kilometres(count: 310, vehicle: .car(.upTo5))),
            line(.travel, "2026-06-18", .toll(paid: Money(cents: 840))),
            line(.travel, "2026-06-18", .meal(.noon, place: .ownCost)),
            line(
                .travel, "2026-06-18", .night(commune: CommuneCode("65440")!, paid: Money(cents: 8_000), proven: true)),
        ]
        var first = claim(.oral, expenses)
        first.trip = trip("2026-06-18T07:00", "2026-06-19T20:00")
        var second = claim(.meeting, expenses)
        second.trip = first.trip
        second.elsewhere = [first].expenses

        let assessed = Tariffs.standard.assess(second, knownOn: known)
        #expect(Tariffs.standard.assess(first, knownOn: known).travel > .zero)
        #expect(assessed.travel == .zero)
        #expect(assessed.lines.allSatisfy { $0.sentence.contains("déjà compté dans un autre état de frais") })
    }

    @Test func theSecondMissionOfTheDayStillPaysWhatTheFirstDidNotCarry() {
        var first = claim(.oral, [line(.travel, "2026-06-18", .meal(.noon, place: .ownCost))])
        first.trip = trip("2026-06-18T07:00", "2026-06-18T21:30")
        var second = claim(
            .oral,
            [
                line(.travel, "2026-06-18", .meal(.noon, place: .ownCost)),
                line(.travel, "2026-06-18", .meal(.evening, place: .ownCost)),
            ])
        second.trip = first.trip
        second.elsewhere = [first].expenses

        #expect(Tariffs.standard.amounts(second, knownOn: known).map(\.amount.cents) == [0, 2_000])
    }

    @Test func theSameMealTwiceInOneClaimIsPaidOnce() {
        let lunch = Fact.meal(.noon, place: .ownCost)
        var facts = claim(.oral, [line(.travel, "2026-06-18", lunch), line(.travel, "2026-06-18", lunch)])
        facts.trip = trip("2026-06-18T07:00", "2026-06-18T20:00")

        #expect(Tariffs.standard.amounts(facts, knownOn: known).map(\.amount.cents) == [2_000, 0])
    }

    @Test func aSharedJourneyIsBorneByTheDaysOfEachMissionToTheCent() {
        let journey = SharedJourney(parts: [
            .init(name: "harmonisation", days: [CalendarDay("2026-06-17")!]),
            .init(name: "oral", days: [CalendarDay("2026-06-18")!, CalendarDay("2026-06-19")!]),
        ])

        let shares = journey.allocate(Money(cents: 10_000))
        #expect(shares == ["harmonisation": Money(cents: 3_333), "oral": Money(cents: 6_667)])
    }

    @Test func theCentThatRemainsGoesToTheMissionThatBeginsFirst() {
        let journey = SharedJourney(parts: [
            .init(name: "second", days: [CalendarDay("2026-06-19")!]),
            .init(name: "first", days: [CalendarDay("2026-06-18")!]),
        ])

        #expect(journey.allocate(Money(cents: 101)) == ["first": Money(cents: 51), "second": Money(cents: 50)])
    }
}
