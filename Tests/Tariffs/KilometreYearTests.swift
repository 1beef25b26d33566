import Testing
import Vocabulary

@testable import Tariffs

@Suite struct KilometreYearTests {
    let known = CalendarDay("2026-12-31")!

    func trip(_ day: String, _ kilometres: Int, _ vehicle: Vehicle = .car(.upTo5)) -> DrivenTrip {
        DrivenTrip(day: CalendarDay(day)!, kilometres: kilometres, vehicle: vehicle)
    }

    @Test func anOlderTripDecidedLaterCountsAfterThoseDecidedBefore() {
        var year = YearOfKilometres(year: 2026)
        year.decide(trip("2026-06-18", 1_950), by: .standard, knownOn: known)

        let late = year.decide(trip("2026-02-03", 100), by: .standard, knownOn: known)

        // 50 km at 0,32 and 50 km at 0,40: the trip of February stands across the bracket.
        #expect(late == Money(cents: 3_600))
        #expect(year.entries.map(\.before) == [0, 1_950])
    }

    @Test func whatWasDecidedNeverChangesWhenAnOlderTripComes() {
        var year = YearOfKilometres(year: 2026)
        let first = year.decide(trip("2026-06-18", 2_500), by: .standard, knownOn: known)
        year.decide(trip("2026-01-05", 800), by: .standard, knownOn: known)

        #expect(year.entries[0].amount == first)
    }

    @Test func withOneVehicleAndOneRateTheYearIsWorthTheSameInEveryOrder() {
        var dice = PropertiesTests.Dice(state: 11)
        for _ in 0..<500 {
            let trips = (0..<6).map { index in
                trip("2026-0\(index + 1)-10", Int.random(in: 1...4_000, using: &dice))
            }
            var (inOrder, shuffled) = (YearOfKilometres(year: 2026), YearOfKilometres(year: 2026))
            for trip in trips { inOrder.decide(trip, by: .standard, knownOn: known) }
            for trip in trips.shuffled(using: &dice) { shuffled.decide(trip, by: .standard, knownOn: known) }

            #expect(inOrder.entries.map(\.amount).total() == shuffled.entries.map(\.amount).total())
            #expect(shuffled.dayOrderDifference(by: .standard, knownOn: known) == .zero)
        }
    }

    @Test func withTwoVehiclesTheDifferenceToTheOrderOfTheDaysIsKnownToTheCent() {
        var year = YearOfKilometres(year: 2026)
        year.decide(trip("2026-06-18", 2_000, .car(.eightOrMore)), by: .standard, knownOn: known)
        year.decide(trip("2026-02-03", 1_000, .car(.upTo5)), by: .standard, knownOn: known)

        // Decided: 2 000 × 0,45 + 1 000 × 0,40 = 1 300,00. By days: 1 000 × 0,32 + 1 000 × 0,45 + 1 000 × 0,55 = 1 320,00.
        #expect(year.dayOrderDifference(by: .standard, knownOn: known) == Money(cents: 2_000))
    }

    @Test func aNewYearBeginsANewCounter() {
        var facts = claim(
            .oral,
            [
                line(.travel, "2025-12-31", .kilometres(count: 100, vehicle: .car(.upTo5))),
                line(.travel, "2026-01-01", .kilometres(count: 100, vehicle: .car(.upTo5))),
            ])
        facts.kilometresBefore = [2025: 5_000]

        #expect(Tariffs.standard.amounts(facts, knownOn: known).map(\.amount.cents) == [4_000, 3_200])
    }

    @Test func theSecondLineOfAClaimStartsWhereTheFirstOneEnded() {
        var facts = claim(
            .oral,
            [
                line(.travel, "2026-06-18", .kilometres(count: 100, vehicle: .car(.upTo5))),
                line(.travel, "2026-06-17", .kilometres(count: 100, vehicle: .car(.upTo5))),
            ])
        facts.kilometresBefore = [2026: 1_900]

        // The line of the 17th is counted first, though it stands second.
        #expect(Tariffs.standard.amounts(facts, knownOn: known).map(\.amount.cents) == [4_000, 3_200])
    }

    @Test func kilometresPaidAtThePublicFareDoNotCount() {
        var facts = claim(.oral, [line(.travel, "2026-06-18", .kilometres(count: 310, vehicle: .car(.upTo5)))])
        facts.carAuthorised = false
        facts.cheapestFare = Money(cents: 5_300)
        let assessed = Tariffs.standard.assess(facts, knownOn: known).lines[0]

        #expect(assessed.amount == Money(cents: 5_300))
        #expect(assessed.trace.countedKilometres == 0)
    }

    @Test func onlyTheShortestRouteCounts() {
        var facts = claim(.oral, [line(.travel, "2026-06-18", .kilometres(count: 400, vehicle: .car(.upTo5)))])
        facts.trip = toTarbes()
        let assessed = Tariffs.standard.assess(facts, knownOn: known).lines[0]

        #expect(assessed.trace.countedKilometres == 310)
        #expect(assessed.amount == Money(cents: 9_920))
    }

    private func toTarbes() -> Trip {
        Trip(
            departs: LocalMoment("2026-06-18T07:00")!, returns: LocalMoment("2026-06-18T20:00")!,
            from: CommuneCode("31555")!, to: CommuneCode("65440")!)
    }
}
