import ClaimEntryDomain
import Testing
import Vocabulary

@Suite struct DeclarationTests {
    private func read(_ changes: [String: String] = [:], _ mission: ConvenedMission = Fixture.mission()) -> Declaration
    {
        let typed = Fixture.byCar.overlaid(with: TypedEntry(values: changes))
        return Declaration(typed, about: Fixture.subject(Fixture.claim(mission)))
    }

    private func problem(_ field: String, _ changes: [String: String], _ mission: ConvenedMission = Fixture.mission())
        -> String?
    {
        read(changes, mission).problems.first { $0.field == field }?.message
    }

    @Test func aCompleteEntryHasNoProblem() {
        #expect(read().problems.isEmpty)
    }

    @Test(arguments: ["", "4x", "42,5", "-3", "9999999999"])
    func scriptsThatAreNoCountAreRefusedBesideTheField(_ text: String) {
        #expect(problem("scripts", ["scripts": text]) != nil)
    }

    @Test func theMessageSaysWhatWasTypedAndWhatWouldBeRight() {
        #expect(
            problem("scripts", ["scripts": "4x"]) == "« 4x » n’est pas un nombre entier. Écrivez par exemple 42.")
    }

    @Test func zeroScriptsIsAnAnswer() {
        #expect(read(["scripts": "0"]).lines.first?.fact == .scripts(count: 0))
    }

    @Test func anOralTakesItsMinutesFromTheMission() {
        let declaration = read(["candidates": "12"], Fixture.mission(.oral))

        #expect(declaration.lines.first?.fact == .candidates(count: 12, minutesEach: 20))
    }

    @Test(arguments: [("7", 420), ("7h", 420), ("7 h 30", 450), ("7:30", 450), ("7,5", 450), ("0h45", 45)])
    func hoursAreReadAsPeopleWriteThem(_ text: String, _ minutes: Int) {
        #expect(read(["hours": text], Fixture.mission(.practical)).lines.first?.fact == .hours(minutes: minutes))
    }

    @Test(arguments: ["sept", "7h75", "25:00", "7,333", "h30", "7h3"])
    func hoursThatAreNoDurationAreRefused(_ text: String) {
        #expect(problem("hours", ["hours": text], Fixture.mission(.practical)) != nil)
    }

    @Test func aMeetingAsksNoCount() {
        let declaration = read([:], Fixture.mission(.meeting))

        #expect(declaration.lines.allSatisfy { $0.track == .travel })
    }

    @Test(arguments: ["vehicle", "kilometres", "carBasis"])
    func aCarNeedsItsVehicleItsKilometresAndItsGround(_ field: String) {
        #expect(problem(field, [field: ""]) != nil)
    }

    @Test func aTicketNeedsItsPrice() {
        let changes = ["transport": "fare", "fareMode": "train", "fare": "douze"]

        #expect(problem("fare", changes) == "« douze » n’est pas un montant en euros. Écrivez par exemple 12,50.")
    }

    @Test func aTicketIsOneLine() {
        let declaration = read(["transport": "fare", "fareMode": "train", "fare": "36,40 €"])

        #expect(declaration.lines[1].fact == .fare(mode: .train, paid: Money(cents: 3_640)))
        #expect(declaration.journey?.carAuthorised == nil)
    }

    @Test func whoAsksNoTravelIsAskedNothingMore() {
        let declaration = read(["transport": "nothing", "departsTime": ""])

        #expect(declaration.problems.isEmpty)
        #expect(declaration.lines.map(\.track) == [.indemnity])
    }

    @Test(arguments: [
        ("returnsTime", ["returnsTime": "5 h"]), ("departsTime", ["departsTime": "9 h"]),
        ("departsDay", ["departsDay": "2026-06-01"]), ("departsDay", ["departsDay": "lundi"]),
        ("returnsTime", ["returnsTime": "25 h"]),
    ])
    func hoursOfTravelThatCannotBeAreRefused(_ field: String, _ changes: [String: String]) {
        #expect(problem(field, changes) != nil)
    }

    @Test func candidatesThatNoDayHoldsAreRefusedInTheWordsOfTheReaderOfFacts() {
        #expect(
            problem("candidates", ["candidates": "100"], Fixture.mission(.oral))?.replacing("\u{202F}", with: " ")
                == "33 h 20 de travail le 22 juin 2026 : un jour a 24 h: corrigez les durées.")
        // Two days of mission are twice as long, and the work of both stands on the first.
        let two = Fixture.mission(.oral, on: ["2026-06-22", "2026-06-23"])
        #expect(problem("candidates", ["candidates": "100"], two) == nil)
        #expect(problem("candidates", ["candidates": "200"], two) != nil)
    }

    @Test func moreKilometresThanTheHoursOfTheJourneyHoldAreRefusedBesideThem() {
        #expect(
            problem("kilometres", ["kilometres": "2500"])?.replacing("\u{202F}", with: " ")
                == "2 500 km en 12 h est impossible : corrigez les kilomètres (2 400 au plus), le départ ou le retour.")
        #expect(problem("kilometres", ["kilometres": "2400"]) == nil)
    }

    @Test func whatIsStillToComeIsRefusedOnTheDayOfTheEntry() {
        var subject = Fixture.subject(Fixture.claim(Fixture.mission(on: ["2026-06-22", "2026-06-23"])))
        subject.today = Fixture.day("2026-06-22")
        let typed = Fixture.byCar.overlaid(
            with: TypedEntry(values: ["daily": "no", "returnsDay": "2026-06-23"]))

        #expect(
            Declaration(typed, about: subject).problems.first { $0.field == "returnsDay" }?.message
                == "Le 23 juin 2026 n’est pas encore passé le 22 juin 2026 : indiquez un jour jusqu’au 22 juin 2026.")
        subject.today = Fixture.day("2026-06-23")
        #expect(Declaration(typed, about: subject).problems.isEmpty)
    }

    @Test func aFrenchDateIsRead() {
        #expect(read(["departsDay": "22/06/2026"]).problems.isEmpty)
    }

    @Test func severalDaysAskWhetherThePersonWentHome() {
        let mission = Fixture.mission(on: ["2026-06-22", "2026-06-23"])

        #expect(problem("daily", [:], mission) != nil)
        #expect(problem("daily", ["daily": "yes"], mission) == nil)
    }

    @Test func zeroTollIsNoLine() {
        #expect(!read(["toll": "0"]).lines.contains { $0.lineID == Fixture.line("toll") })
    }

    @Test func aMissionThatWasNotPerformedNeedsAReason() {
        #expect(problem("reason", ["performed": "no"]) != nil)
        #expect(problem("explanation", ["performed": "no", "reason": "other"]) != nil)
        #expect(read(["performed": "no", "reason": "replaced"]).problems.isEmpty)
    }

    @Test func whatIsTypedIsKeptAlsoWhenItIsWrong() {
        let typed = TypedEntry(values: ["scripts": " 4x ", "unknown": "1"])

        #expect(typed[.scripts] == " 4x ")
        #expect(typed.values["unknown"] == nil)
    }
}
