import ClaimEntryDomain
import Testing
import Vocabulary

@Suite struct DueStaysTests {
    private func hours(_ departs: String, _ returns: String, daily: [String] = []) -> TravelHours {
        let trip = Trip(
            departs: Fixture.moment(departs), returns: Fixture.moment(returns), from: Fixture.toulouse.code,
            to: Fixture.albi.code)
        return TravelHours(trip: trip, dailyOn: daily.map(Fixture.day))
    }

    private func stays(
        _ departs: String, _ returns: String, daily: [String] = [], ticket: FareMode? = nil
    ) -> DueStays {
        DueStays(hours(departs, returns, daily: daily), ticket: ticket, subject: Fixture.subject())
    }

    @Test(arguments: [
        ("2026-06-22T11:00", "2026-06-22T14:00", 1), ("2026-06-22T11:01", "2026-06-22T14:00", 0),
        ("2026-06-22T11:00", "2026-06-22T13:59", 0), ("2026-06-22T06:30", "2026-06-22T21:00", 2),
        ("2026-06-22T06:30", "2026-06-23T18:30", 3),
    ])
    func aMealIsDueWhenItsHoursAreCoveredWhole(_ departs: String, _ returns: String, _ count: Int) {
        #expect(stays(departs, returns).meals.count == count)
    }

    @Test(arguments: [
        ("2026-06-22T06:30", "2026-06-22T23:59", 0), ("2026-06-22T06:30", "2026-06-23T05:00", 1),
        ("2026-06-22T06:30", "2026-06-23T04:59", 0), ("2026-06-22T06:30", "2026-06-24T18:00", 2),
    ])
    func aNightIsDueFromMidnightToFive(_ departs: String, _ returns: String, _ count: Int) {
        #expect(stays(departs, returns).nights.count == count)
    }

    @Test func whoGoesHomeEachEveningHasMealsOfWorkingDaysAndNoNight() {
        let daily = stays("2026-06-22T07:00", "2026-06-24T18:00", daily: ["2026-06-22", "2026-06-24"])

        #expect(daily.meals.map(\.mealtime) == [.noon, .noon])
        #expect(daily.nights.isEmpty)
    }

    @Test func aJourneyThatEndsBeforeItBeginsOpensNothing() {
        #expect(stays("2026-06-23T07:00", "2026-06-22T18:00").meals.isEmpty)
    }

    @Test func aTrainTicketLengthensTheMissionByAnHourAtEachEnd() {
        #expect(stays("2026-06-22T12:00", "2026-06-22T18:00").meals.isEmpty)
        #expect(stays("2026-06-22T12:00", "2026-06-22T18:00", ticket: .train).meals.map(\.mealtime) == [.noon])
    }

    @Test func aMealThatIsNotDueSaysWhichHoursItWouldTake() {
        let stays = stays("2026-06-22T12:00", "2026-06-22T18:00")

        let noon = stays.notDue.first { $0.meal.mealtime == .noon }
        #expect(noon?.sentence.replacing("\u{202F}", with: " ").contains("il faut couvrir 11 h – 14 h") == true)
    }

    @Test func aNightInOnesOwnCommuneIsNotProposed() {
        let home = EntryPerson(home: Fixture.albi, school: nil, status: "internal")
        let subject = EntrySubject(Fixture.claim(), person: home, naming: Fixture.naming)

        let stays = DueStays(hours("2026-06-22T06:30", "2026-06-23T18:00"), ticket: nil, subject: subject)

        #expect(stays.nights.isEmpty)
    }

    @Test func theSameJourneyIsProposedAgain() {
        let past = PastEntry(commune: Fixture.albi.code, typed: Fixture.byCar)

        let proposed = ProposedEntry(for: Fixture.subject(), past: [past]).typed

        #expect(proposed[.kilometres] == "156")
        #expect(proposed[.vehicle] == "car-up-to-5")
        #expect(proposed[.departsTime] == "06:30")
    }

    @Test func anotherPlaceKeepsTheVehicleAndAsksTheKilometres() {
        let past = PastEntry(commune: Fixture.toulouse.code, typed: Fixture.byCar)

        let proposed = ProposedEntry(for: Fixture.subject(), past: [past]).typed

        #expect(proposed[.vehicle] == "car-up-to-5")
        #expect(proposed[.kilometres].isEmpty)
    }
}
