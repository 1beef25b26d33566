import ClaimEntryDomain
import Contracts
import LiquidationDomain
import Tariffs
import Testing
import ValidationDomain
import Vocabulary

@testable import ClaimEntryService
@testable import LiquidationService
@testable import ValidationService

/// Claim entry, validation and liquidation ask the tariffs the same thing: what a participant sees before sending, what
/// the officer sees, and what is then owed agree to the cent, line by line, and in the words.
@Suite struct AgreementTests {
    /// The day of the decisions of `GeneratedDecisions`, by which everybody knows the law.
    private let today = CalendarDay("2026-07-15")!

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func theThreeServicesSayTheSameAmountsInTheSameWords(seed: UInt64) throws {
        var generated = GeneratedDecisions(seed: seed)
        var paid = 0
        for _ in 0..<120 {
            let person = generated.person()
            let decision = generated.decision(of: person)
            let entry = declared(decision, person)
            let officer = certified(decision, person)
            let owed = try liquidated(decision, person)
            for line in decision.lines.map(\.line) {
                let (shown, checked, fixed) = (entry[line.lineID], officer.lines[line.lineID], owed[line.lineID])
                let amounts = [shown?.amount, checked?.amount, fixed?.amount]
                let words = [shown?.sentence, checked?.sentence, fixed?.sentence]
                if amounts.contains(nil) || Set(amounts).count > 1 || Set(words).count > 1 {
                    Issue.record("seed \(seed): \(line.fact): \(amounts), \(words)")
                }
                if fixed?.amount ?? .zero > .zero { paid += 1 }
            }
        }
        #expect(paid > 100, "the generated claims are worth something")
    }

    private func declared(_ decision: FactsCertified, _ person: GeneratedDecisions.Person) -> ClaimEntryDomain.Estimate
    {
        let claim = Claim(
            id: decision.claimID, participantID: decision.participantID, mission: ConvenedMission(decision.mission),
            openings: [.indemnity: .open, .travel: .open])
        let subject = EntrySubject(
            claim, person: EntryPerson(home: person.home, school: person.school, status: person.status),
            naming: LineNaming { _ in decision.lines[0].line.lineID })
        let journey = decision.trip.map { Journey(trip: $0, carAuthorised: decision.carAuthorised) }
        return ClaimEntryDomain.Estimate(decision.lines.map(\.line), journey, about: subject, knownOn: today)
    }

    private func certified(_ decision: FactsCertified, _ person: GeneratedDecisions.Person) -> ValidationDomain.Estimate
    {
        let basis = EstimateBasis(
            mission: decision.mission,
            person: PersonFacts(
                home: person.home.code, school: person.school?.code, status: PersonStatus(code: person.status)),
            trip: decision.trip, carAuthorised: decision.carAuthorised, tables: .demonstration)
        return ValidationDomain.Estimate(basis.facts(decision.lines.map(\.line)), knownOn: today)
    }

    private func liquidated(
        _ decision: FactsCertified, _ person: GeneratedDecisions.Person
    ) throws -> [LineID: AssessedFact] {
        let payee = Payee(
            participantID: decision.participantID, number: "I0001",
            name: PersonName(family: "Lefèvre", given: "Éloïse"),
            status: person.status, home: person.home.code, school: person.school?.code, usableBankDetails: 1)
        return try TariffAssessment(tariffs: .standard, tables: .demonstration).assess(decision, payee, Before(), [:])
            .amounts
    }
}
