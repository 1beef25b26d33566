import Testing
import Vocabulary

@testable import Tariffs

@Suite struct AdviceTests {
    let known = CalendarDay("2026-07-01")!

    func advice(_ facts: ClaimFacts) -> Advice? { Tariffs.standard.advice(facts, knownOn: known).first }

    @Test(arguments: [("2026-06-18T11:12", "2026-06-18T14:00"), ("2026-06-18T11:01", "2026-06-18T18:00")])
    func aLunchMissedAtTheStartSaysWhenToLeave(departs: String, returns: String) throws {
        var facts = claim(.oral, [line(.travel, "2026-06-18", .meal(.noon, place: .ownCost))])
        facts.trip = trip(departs, returns)
        let found = try #require(advice(facts))

        #expect(found.changes == [.departure(LocalMoment("2026-06-18T11:00")!)])
        #expect(found.amount == Money(cents: 2_000))
        #expect(found.sentence(facts.trip).contains("11\u{202F}h\u{202F}00"))
    }

    @Test func twelveMinutesAreTwelveMinutes() throws {
        var facts = claim(.oral, [line(.travel, "2026-06-18", .meal(.noon, place: .ownCost))])
        facts.trip = trip("2026-06-18T11:12", "2026-06-18T18:00")

        #expect(try #require(advice(facts)).sentence(facts.trip).contains("12\u{202F}min plus tôt"))
    }

    @Test func oneMinuteLessThanTheAdviceWouldNotDo() throws {
        var facts = claim(.oral, [line(.travel, "2026-06-18", .meal(.evening, place: .ownCost))])
        facts.trip = trip("2026-06-18T18:30", "2026-06-18T20:10")
        guard case .departureAndReturn(let departs, let returns) = try #require(advice(facts)).changes.first else {
            Issue.record("both ends are missed")
            return
        }
        func cents(_ departs: LocalMoment, _ returns: LocalMoment) -> Int64 {
            var changed = facts
            changed.trip = Trip(
                departs: departs, returns: returns, from: CommuneCode("31555")!, to: CommuneCode("65440")!)
            return Tariffs.standard.assess(changed, knownOn: known).travel.cents
        }

        #expect(cents(departs, returns) == 2_000)
        #expect(cents(LocalMoment(minuteNumber: departs.minuteNumber + 1), returns) == 0)
        #expect(cents(departs, LocalMoment(minuteNumber: returns.minuteNumber - 1)) == 0)
    }

    @Test func aNightWithoutProofAsksForIt() throws {
        let night = Fact.night(commune: CommuneCode("65440")!, paid: Money(cents: 8_000), proven: false)
        var facts = claim(.oral, [line(.travel, "2026-06-18", night)])
        facts.trip = trip("2026-06-18T08:00", "2026-06-19T12:00")
        let found = try #require(advice(facts))

        #expect(found.changes == [.proofOfNight])
        #expect(found.amount == Money(cents: 9_000))
    }

    @Test func aCarForConvenienceSaysWhatTheAuthorisationWouldBring() throws {
        var facts = claim(.oral, [line(.travel, "2026-06-18", .kilometres(count: 310, vehicle: .car(.upTo5)))])
        facts.carAuthorised = false
        facts.cheapestFare = Money(cents: 5_300)
        let found = try #require(advice(facts))

        #expect(found.changes == [.carByNecessity])
        #expect(found.amount == Money(cents: 9_920))
    }

    @Test func aTaxiByDayAsksForTheAuthorisation() throws {
        let taxi = Fact.taxi(at: LocalTime("12:00")!, paid: Money(cents: 2_150))

        #expect(
            try #require(advice(claim(.oral, [line(.travel, "2026-06-18", taxi)]))).changes == [.authorisation(.taxi)])
    }

    @Test func aFreeMealHasNoWayOut() {
        var facts = claim(.oral, [line(.travel, "2026-06-18", .meal(.noon, place: .free))])
        facts.trip = trip("2026-06-18T08:00", "2026-06-18T20:00")

        #expect(advice(facts) == nil)
    }

    @Test func aNightThatLacksHoursAndProofIsToldBothAtOnce() throws {
        let night = Fact.night(commune: CommuneCode("65440")!, paid: Money(cents: 8_000), proven: false)
        var facts = claim(.oral, [line(.travel, "2026-06-18", night)])
        facts.trip = trip("2026-06-18T08:00", "2026-06-19T04:30")
        let found = try #require(advice(facts))

        #expect(found.changes == [.return(LocalMoment("2026-06-19T05:00")!), .proofOfNight])
        #expect(
            found.sentence(facts.trip).replacing("\u{202F}", with: " ")
                == "La ligne serait payée 90,00 € pour un retour au plus tôt le 19 juin 2026 à 5 h 00 (30 min plus tard), "
                + "et avec la preuve de paiement de la nuit.")
    }

    /// For lines of every kind that are paid nothing or not whole: whoever does what is said gets what is said.
    @Test func whoFollowsTheAdviceIsPaidWhatItSays() {
        var generated = GeneratedClaims(seed: 77)
        var (followed, together, kinds) = (0, 0, Set<String>())
        for _ in 0..<PropertyCases.count / 5 {
            let facts = generated.claim()
            let before = Tariffs.standard.assess(facts, knownOn: GeneratedClaimsTests.known)
            for advice in Tariffs.standard.advice(facts, knownOn: GeneratedClaimsTests.known) {
                let changed = advice.changes.reduce(facts) { $0.after($1, line: advice.lineID) }
                let after = Tariffs.standard.assess(changed, knownOn: GeneratedClaimsTests.known)
                let (old, new) = (
                    before.lines.first { $0.lineID == advice.lineID }, after.lines.first { $0.lineID == advice.lineID }
                )
                followed += 1
                together += advice.changes.count > 1 ? 1 : 0
                kinds.formUnion(advice.changes.map { String("\($0)".prefix { $0 != "(" }) })
                if new?.amount != advice.amount || new?.trace.isPaid != true || advice.amount <= old?.amount ?? .zero {
                    Issue.record("\(advice.sentence(facts.trip)): \(new?.sentence ?? "")")
                }
            }
        }

        #expect(followed > 1_000 && together > 10)
        #expect(kinds.count >= 7, "\(kinds)")
    }

    @Test func aLineThatIsDueNeedsNoAdvice() {
        #expect(advice(claim(.marking, [line(.indemnity, "2026-06-18", .scripts(count: 3))])) == nil)
    }
}
