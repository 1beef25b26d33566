import ClaimEntryDomain
import Testing
import Vocabulary

@Suite struct StandingTests {
    private func label(_ claim: Claim, at now: LocalMoment = Fixture.after) -> String {
        claim.standing(at: now, calendar: Fixture.calendar).label
    }

    private func label(_ claim: Claim, _ track: Track) -> String {
        claim.standings(at: Fixture.after, calendar: Fixture.calendar)[track]?.label ?? ""
    }

    @Test func aMissionThatHasNotBegunIsUpcomingAndNeverNotPerformed() {
        let standing = Fixture.claim().standing(at: Fixture.moment("2026-06-22T07:59"), calendar: Fixture.calendar)

        #expect(standing.label == "Mission à venir")
        #expect(standing.next == "La saisie ouvrira le lundi 22 juin 2026 à 8 h.")
    }

    @Test func aMissionThatBeganIsToCompleteUntilTheDeadlineOfItsYear() {
        let standing = Fixture.claim().standing(at: Fixture.during, calendar: Fixture.calendar)

        #expect(standing.label == "À compléter")
        #expect(standing.turn == .participant)
        #expect(standing.until == Fixture.day("2026-08-31"))
    }

    @Test func aDeadlineThatHasPassedIsNotPromisedAndTheClaimStaysOpen() {
        let late = Fixture.moment("2026-09-01T08:00")
        let standing = Fixture.claim().standing(at: late, calendar: Fixture.calendar)

        #expect(standing.turn == .participant && standing.until == nil)
        #expect(standing.next.contains("était le 31 août 2026"))
        #expect(Fixture.claim().groundsAgainstEntry(at: late, calendar: Fixture.calendar).isEmpty)
    }

    @Test func aMissionThatEndsAfterTheDeadlineHasTheNextOne() {
        let late = Fixture.mission(on: ["2026-09-10"])

        #expect(Fixture.calendar.deadline(for: late) == Fixture.day("2027-08-31"))
    }

    @Test func aSentClaimSaysSinceWhenAndWhoHasIt() {
        let standing = Fixture.sent().standing(at: Fixture.after, calendar: Fixture.calendar)

        #expect(standing.label == "Transmis le 3 juillet 2026, en vérification")
        #expect(standing.turn == .office)
        #expect(standing.since == Fixture.day("2026-07-03"))
    }

    @Test func aReturnedLineShowsInItsOwnTrackOnly() {
        var claim = Fixture.sent()
        claim.returns = [Fixture.returned([Fixture.carLine])]

        #expect(label(claim, .travel) == "À corriger : 1 ligne")
        #expect(label(claim, .indemnity) == "Transmis le 3 juillet 2026, en vérification")
        #expect(
            label(claim)
                == "Indemnité : transmis le 3 juillet 2026, en vérification · Déplacement : à corriger : 1 ligne")
    }

    @Test func oneTrackIsPaidWhileTheOtherWaits() {
        var claim = Fixture.sent()
        claim.decisions = [Fixture.decided([(Fixture.workLine, .accepted)])]
        claim.liquidations = [Fixture.liquidation(indemnity: 21_000, travel: 0)]
        claim.payments = [Fixture.step(.settled, .indemnity)]

        #expect(label(claim, .indemnity) == "Payé le 28 septembre 2026")
        #expect(label(claim, .travel) == "Transmis le 3 juillet 2026, en vérification")
    }

    @Test(arguments: [
        ([DecidedLine.Verdict.accepted], Certification.whole),
        ([.refused], .refused),
        ([.reduced(from: nil)], .partly),
        ([.accepted, .refused], .partly),
    ])
    func aTrackIsCertifiedAsItsLinesAre(_ verdicts: [DecidedLine.Verdict], _ expected: Certification) {
        let lines = [Fixture.carLine, tollLine].prefix(verdicts.count)
        var claim = Fixture.sent(Array(lines))
        claim.decisions = [Fixture.decided(Array(zip(lines, verdicts)))]

        let status = claim.status(of: .travel, at: Fixture.after, calendar: Fixture.calendar)
        #expect(status == .certified(expected, on: Fixture.day("2026-07-10")))
    }

    @Test func aTrackWithOneUndecidedLineIsStillUnderVerification() {
        var claim = Fixture.sent([Fixture.carLine, tollLine])
        claim.decisions = [Fixture.decided([(Fixture.carLine, .accepted)])]

        let status = claim.status(of: .travel, at: Fixture.after, calendar: Fixture.calendar)
        #expect(status == .submitted(on: Fixture.day("2026-07-03")))
    }

    @Test(arguments: [
        (PaymentStep.Event.ordered(expectedOn: nil), "49,92 € en cours de paiement"),
        (.sent(expectedOn: nil), "49,92 € en cours de paiement"),
        (.settled, "Payé le 28 septembre 2026"),
        (.blocked(reason: "bank-details-missing"), "Paiement bloqué : 49,92 €"),
        (.returned(code: "AC04", explanation: "Compte clos."), "Paiement rejeté : 49,92 €"),
    ])
    func thePaymentIsShownAsLiquidationLastSaid(_ event: PaymentStep.Event, _ expected: String) {
        var claim = Fixture.sent([Fixture.carLine])
        claim.decisions = [Fixture.decided([(Fixture.carLine, .accepted)])]
        claim.liquidations = [Fixture.liquidation(indemnity: 0, travel: 4_992)]
        claim.payments = [Fixture.step(event)]

        #expect(label(claim, .travel).replacing("\u{202F}", with: " ") == expected)
    }

    @Test func aTransferReturnedAfterASettlementIsShownAgain() {
        var claim = Fixture.sent([Fixture.carLine])
        claim.decisions = [Fixture.decided([(Fixture.carLine, .accepted)])]
        claim.liquidations = [Fixture.liquidation(indemnity: 0, travel: 4_992)]
        claim.payments = [Fixture.step(.settled), Fixture.step(.returned(code: "AC04", explanation: "Compte clos."))]

        #expect(claim.paid(.travel) == .zero)
        #expect(claim.underWay(.travel) == Money(cents: 4_992))
        #expect(label(claim, .travel).hasPrefix("Paiement rejeté"))
    }

    @Test func aCorrectionIsOwedBesideWhatWasPaid() {
        var claim = Fixture.sent([Fixture.carLine])
        claim.decisions = [Fixture.decided([(Fixture.carLine, .accepted)])]
        claim.liquidations = [
            Fixture.liquidation(1, indemnity: 0, travel: 4_992), Fixture.liquidation(2, indemnity: 0, travel: 800),
        ]
        claim.payments = [Fixture.step(.settled)]

        #expect(claim.underWay(.travel) == Money(cents: 800))
        #expect(label(claim, .travel).replacing("\u{202F}", with: " ") == "8,00 € à payer")
    }

    @Test func invigilationIsEnteredByTheService() {
        let claim = Fixture.claim(
            Fixture.mission(.invigilation), indemnity: .enteredByService, travel: .void(reason: "Même commune."))

        #expect(label(claim) == "Saisi par le service")
        #expect(!claim.isForParticipant)
    }

    @Test func aWithdrawnConvocationCancelsOnlyAnUntouchedClaim() {
        var untouched = Fixture.claim()
        untouched.withdrawn = .init(reason: "Centre fermé.", day: Fixture.day("2026-06-15"))
        var sent = Fixture.sent()
        sent.withdrawn = untouched.withdrawn

        #expect(label(untouched) == "Annulé")
        #expect(label(sent) == "Transmis le 3 juillet 2026, en vérification")
    }

    @Test func aClaimClosedWithoutWorkIsNotPaid() {
        var claim = Fixture.sent()
        claim.closure = Closure(outcome: .notPerformed, reason: nil, closedOn: Fixture.day("2026-07-12"))

        #expect(label(claim) == "Mission non réalisée")
    }

    private var tollLine: ClaimLine {
        ClaimLine(
            lineID: Fixture.line("toll"), track: .travel, day: Fixture.day("2026-06-22"),
            fact: .toll(paid: Money(cents: 820)))
    }
}
