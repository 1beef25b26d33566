import Testing
import Vocabulary

@testable import Tariffs

/// Two missions on one day and one trip: each meal, each night and each kilometre is paid once, whatever the order in
/// which the claims are decided.
@Suite struct PaidOnceTests {
    static let known = CalendarDay("2026-12-31")!

    private func id(_ number: Int) -> ClaimID { ClaimID(rawValue: StatedForm.lineID(number).rawValue) }

    private func facts(_ lines: [ClaimLine], _ trip: Trip) -> ClaimFacts {
        var facts = claim(.oral, lines)
        facts.trip = trip
        return facts
    }

    /// The travel of each claim, decided in this order.
    private func paid(_ claims: [(Int, ClaimFacts)]) -> [Money] {
        var (reckoning, sums) = (Reckoning(), [Money]())
        for (number, facts) in claims {
            let before = reckoning.lines.map(\.amount).total()
            reckoning.add(facts, of: id(number), knownOn: Self.known, by: .standard)
            sums.append(reckoning.lines.map(\.amount).total() - before)
        }
        return sums
    }

    @Test func theSecondMissionOfADayIsPaidWhatTheFirstWasNotPaid() {
        let day = trip("2026-06-18T07:00", "2026-06-18T21:30")
        let first = facts([line(.travel, "2026-06-18", .kilometres(count: 300, vehicle: .car(.upTo5)))], day)
        let second = facts(
            [
                line(.travel, "2026-06-18", .kilometres(count: 310, vehicle: .car(.upTo5))),
                line(.travel, "2026-06-18", .meal(.noon, place: .ownCost)),
            ], day)

        #expect(paid([(1, first), (2, second)]).map(\.cents) == [9_600, 2_320])
        #expect(paid([(2, second), (1, first)]).map(\.cents) == [11_920, 0])
    }

    /// What the counter of the year holds after these decisions.
    private func counted(_ claims: [(Int, ClaimFacts)]) -> Int {
        var reckoning = Reckoning()
        for (number, facts) in claims { reckoning.add(facts, of: id(number), knownOn: Self.known, by: .standard) }
        return reckoning.kilometres[2026] ?? 0
    }

    private func drive(_ kilometres: [(Int, Vehicle)], _ day: String = "2026-06-18") -> ClaimFacts {
        var facts = facts(
            kilometres.map { line(.travel, day, .kilometres(count: $0, vehicle: $1)) },
            trip(day + "T06:00", day + "T22:30"))
        facts.places = .none
        return facts
    }

    @Test func aJourneyThatTwoClaimsDroveByTwoVehiclesCountsOnceInTheYear() {
        let (small, large) = (drive([(300, .car(.upTo5))]), drive([(300, .car(.eightOrMore))]))

        #expect(counted([(1, small), (2, large)]) == 300)
        #expect(counted([(2, large), (1, small)]) == 300)
        // 300 km at 0,45, in either order.
        #expect(paid([(1, small), (2, large)]).total().cents == 13_500)
        #expect(paid([(2, large), (1, small)]).map(\.cents) == [13_500, 0])
    }

    @Test func onlyWhatALongerClaimByAnotherVehicleHasBeyondTheOthersIsAddedToTheYear() {
        let (small, large) = (drive([(300, .car(.upTo5))]), drive([(350, .car(.eightOrMore))]))

        #expect(counted([(1, small), (2, large)]) == 350)
        #expect(counted([(2, large), (1, small)]) == 350)
        #expect(counted([(1, small), (2, large), (3, drive([(320, .car(.upTo5))]))]) == 350)
    }

    @Test func theWayByMotorcycleAndByCarOfOneClaimAddsUpInEveryOrderOfItsLines() {
        let first = drive([(80, .car(.upTo5))])
        for parts: [(Int, Vehicle)] in [
            [(60, .car(.upTo5)), (200, .motorcycle)], [(200, .motorcycle), (60, .car(.upTo5))],
        ] {
            // 200 km at 0,15 are more than the 25,60 of the car, and so the motorcycle is paid the rest.
            #expect(counted([(1, first), (2, drive(parts))]) == 260)
        }
    }

    @Test func theBracketsOfASecondVehicleBeginWhereTheJourneyStands() {
        let small = drive([(1_900, .car(.upTo5))])
        let large = drive([(1_900, .car(.eightOrMore))])

        // All 1 900 km stand in the first bracket, 0,45: none of them is the 2 001st.
        #expect(paid([(1, small), (2, large)]).total().cents == 85_500)
    }

    @Test func aTripInBetweenAndADecisionInPartsDoNotCountTheJourneyTwice() {
        let (small, other) = (drive([(300, .car(.upTo5))]), drive([(100, .car(.upTo5))], "2026-06-25"))
        let toll = facts([line(.travel, "2026-06-18", .toll(paid: Money(cents: 300)))], small.trip!)
        let large = drive([(340, .car(.eightOrMore))])

        #expect(counted([(1, small), (3, other), (2, toll), (2, large), (1, toll)]) == 440)
    }

    @Test func aMealThatOneMissionHadAtHalfPriceIsMadeUpToTheWholeByTheOther() {
        let day = trip("2026-06-18T07:00", "2026-06-18T21:30")
        let half = facts([line(.travel, "2026-06-18", .meal(.noon, place: .subsidised))], day)
        let whole = facts([line(.travel, "2026-06-18", .meal(.noon, place: .ownCost))], day)

        #expect(paid([(1, half), (2, whole)]).map(\.cents) == [1_000, 1_000])
        #expect(paid([(1, whole), (2, half)]).map(\.cents) == [2_000, 0])
    }

    @Test func aMealThatIsNotDueToOneMissionIsDueToTheOther() {
        let lunch = line(.travel, "2026-06-18", .meal(.noon, place: .ownCost))
        let morning = facts([lunch], trip("2026-06-18T07:00", "2026-06-18T13:00"))
        let whole = facts([lunch], trip("2026-06-18T07:00", "2026-06-18T19:00"))

        #expect(paid([(1, morning), (2, whole)]).map(\.cents) == [0, 2_000])
    }

    @Test func anotherPlaceOrAnotherDayIsAnotherJourney() {
        let drive = { (day: String) in [line(.travel, day, .kilometres(count: 100, vehicle: .car(.upTo5)))] }
        let first = facts(drive("2026-06-18"), trip("2026-06-18T07:00", "2026-06-18T19:00"))
        let nextDay = facts(drive("2026-06-19"), trip("2026-06-19T07:00", "2026-06-19T19:00"))
        var elsewhere = first
        elsewhere.mission.commune = CommuneCode("81004")!

        #expect(paid([(1, first), (2, nextDay), (3, elsewhere)]).map(\.cents) == [3_200, 3_200, 3_200])
    }

    @Test func theSentenceSaysWhatWasPaidBefore() throws {
        let day = trip("2026-06-18T07:00", "2026-06-18T21:30")
        var reckoning = Reckoning()
        let toll = { (cents: Int64) in line(.travel, "2026-06-18", .toll(paid: Money(cents: cents))) }
        reckoning.add(facts([toll(840)], day), of: id(1), knownOn: Self.known, by: .standard)
        var second = facts([toll(1_000)], day)
        second.follow(reckoning, as: id(2))
        let said = Tariffs.standard.assess(second, knownOn: Self.known).lines[0]

        #expect(said.amount == Money(cents: 160))
        let plain = said.sentence.replacing("\u{202F}", with: " ").replacing("\u{A0}", with: " ")
        #expect(plain.hasPrefix("Péage: payé 10,00 € − 8,40 € déjà payés = 1,60 €, le reste est déjà payé"))
        #expect(try JSONCopy.of(said.trace).sentence == said.sentence)
    }

    @Test func aTicketThatAnEarlierDecisionCertifiedStillOpensTheMission() {
        // The train leaves at 11 h 30 and arrives at 13 h 30: with one hour before and after, the noon is covered.
        let journey = trip("2026-06-18T11:30", "2026-06-18T13:30")
        let ticket = line(.travel, "2026-06-18", .fare(mode: .train, paid: Money(cents: 2_650)))
        let lunch = line(.travel, "2026-06-18", .meal(.noon, place: .ownCost))

        #expect(paid([(1, facts([ticket, lunch], journey))]).map(\.cents) == [4_650])
        #expect(paid([(1, facts([ticket], journey)), (1, facts([lunch], journey))]).map(\.cents) == [2_650, 2_000])
    }

    @Test func twoTripsOfAMonthByMopedShareTheLumpSumOfTheMonth() {
        let ride = { (day: String) in
            self.facts(
                [line(.travel, day, .kilometres(count: 20, vehicle: .moped))], trip(day + "T07:00", day + "T19:00"))
        }

        // 20 km at 0,12 are 2,40: raised to 10,00 for the month, and to nothing more by the second trip.
        #expect(paid([(1, ride("2026-06-18")), (2, ride("2026-06-25"))]).map(\.cents) == [1_000, 0])
    }

    /// As many sets of claims as `PropertyCases.count`, each decided in two orders, some in parts.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func theOrderOfTheDecisionsDoesNotChangeWhatAPersonGets(seed: UInt64) {
        var dice = PropertiesTests.Dice(state: seed &* 97 &+ 31)
        for _ in 0..<PropertyCases.count / 4 {
            let claims = SharedJourneys.claims(&dice)
            let decisions = claims.flatMap { number, facts in SharedJourneys.parts(facts, &dice).map { (number, $0) } }
            let first = paid(decisions).total()
            let other = paid(decisions.shuffled(using: &dice)).total()
            if first != other { Issue.record("seed \(seed): \(first.cents) and \(other.cents) for \(claims)") }
        }
    }
}

/// A few claims of one person whose journeys often are the same one.
enum SharedJourneys {
    private static let communes = ["65440", "81004"].compactMap { CommuneCode($0) }
    private static let first = CalendarDay("2026-06-15")!

    static func claims(_ dice: inout PropertiesTests.Dice) -> [(Int, ClaimFacts)] {
        (1...Int.random(in: 2...4, using: &dice)).map { number in
            let day = first.adding(days: Int.random(in: 0...1, using: &dice))
            var facts = claim(.oral, (0...Int.random(in: 0...3, using: &dice)).map { _ in expense(day, &dice) })
            facts.mission.commune = communes.randomElement(using: &dice)!
            let begins = day.dayNumber * 1_440 + Int.random(in: 300...700, using: &dice)
            facts.trip = Trip(
                departs: LocalMoment(minuteNumber: begins),
                returns: LocalMoment(minuteNumber: begins + Int.random(in: 60...2_000, using: &dice)),
                from: CommuneCode("31555")!, to: facts.mission.commune)
            return (number, facts)
        }
    }

    /// The lines of a claim as one decision or two; a journey by train is decided at once, because the ticket opens the
    /// mission for its meals.
    static func parts(_ facts: ClaimFacts, _ dice: inout PropertiesTests.Dice) -> [ClaimFacts] {
        let train = facts.lines.contains { if case .fare = $0.fact { true } else { false } }
        guard !train, facts.lines.count > 1, Bool.random(using: &dice) else { return [facts] }
        let cut = Int.random(in: 1..<facts.lines.count, using: &dice)
        var (head, tail) = (facts, facts)
        (head.lines, tail.lines) = (Array(facts.lines[..<cut]), Array(facts.lines[cut...]))
        return [head, tail]
    }

    private static func expense(_ day: CalendarDay, _ dice: inout PropertiesTests.Dice) -> ClaimLine {
        let paid = Money(cents: Int64.random(in: 1...5_000, using: &dice))
        let on = day.adding(days: Int.random(in: 0...1, using: &dice))
        let fact: Fact =
            switch Int.random(in: 0...6, using: &dice) {
            case 0, 1: .kilometres(count: Int.random(in: 1...90, using: &dice), vehicle: .car(.upTo5))
            case 2: .meal(.noon, place: MealPlace.allCases.randomElement(using: &dice)!)
            case 3: .meal(.evening, place: MealPlace.allCases.randomElement(using: &dice)!)
            case 4: .night(commune: communes[0], paid: paid, proven: Bool.random(using: &dice))
            case 5: .toll(paid: paid)
            default: .fare(mode: .train, paid: paid)
            }
        return ClaimLine(
            lineID: LineID(rawValue: StatedForm.lineID(Int.random(in: 1...60_000, using: &dice)).rawValue),
            track: .travel, day: on, fact: fact)
    }
}
