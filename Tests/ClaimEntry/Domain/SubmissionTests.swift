import ClaimEntryDomain
import Testing
import Vocabulary

@Suite struct SubmissionTests {
    private func send(_ claim: Claim, _ typed: TypedEntry = Fixture.byCar, at now: LocalMoment = Fixture.after)
        -> SubmissionVerdict
    {
        let declaration = Declaration(typed, about: Fixture.subject(claim))
        return claim.submitting(declaration, at: now, calendar: Fixture.calendar)
    }

    private func grounds(_ verdict: SubmissionVerdict) -> [EntryGround] {
        if case .refused(let grounds) = verdict { grounds } else { [] }
    }

    private func accepted(_ verdict: SubmissionVerdict) -> Submission? {
        if case .accepted(let submission) = verdict { submission } else { nil }
    }

    @Test func aCompleteClaimIsSentWithEveryLine() throws {
        let submission = try #require(accepted(send(Fixture.claim())))

        #expect(submission.number == 1)
        #expect(submission.lines.map(\.lineID) == ["work", "transport", "meal-2026-06-22-noon"].map(Fixture.line))
        #expect(submission.journey?.carAuthorised == true)
    }

    @Test func everyGroundOfARefusalIsGivenAtOnce() {
        var claim = Fixture.claim()
        claim.withdrawn = .init(reason: "Centre fermé.", day: Fixture.day("2026-06-15"))

        let grounds = grounds(send(claim, TypedEntry(), at: Fixture.moment("2026-06-20T10:00")))

        #expect(grounds.contains(.withdrawn(reason: "Centre fermé.")))
        #expect(grounds.contains(.notBegun(opens: Fixture.moment("2026-06-22T08:00"))))
        #expect(grounds.count == 3)
    }

    @Test func aClaimThatIsBeingVerifiedCannotBeSentAgain() {
        #expect(grounds(send(Fixture.sent())) == [.alreadySent(on: Fixture.day("2026-07-03"))])
    }

    @Test func aClaimAfterTheDeadlineIsLateAndStillAccepted() {
        let now = Fixture.moment("2026-11-23T21:00")

        #expect(Fixture.claim().isLate(at: now, calendar: Fixture.calendar))
        #expect(accepted(send(Fixture.claim(), at: now)) != nil)
    }

    @Test func aClaimIsPrescribedFourYearsAfterTheFirstOfJanuaryThatFollows() {
        #expect(grounds(send(Fixture.claim(), at: Fixture.moment("2030-12-31T23:00"))).isEmpty)
        #expect(
            grounds(send(Fixture.claim(), at: Fixture.moment("2031-01-01T00:00")))
                == [.prescribed(since: Fixture.day("2030-12-31"))])
    }

    @Test func aClaimThatTheServiceEntersAsksNothing() {
        let claim = Fixture.claim(
            Fixture.mission(.invigilation), indemnity: .enteredByService, travel: .void(reason: ""))

        #expect(grounds(send(claim)) == [.nothingToEnter])
    }

    @Test func onlyNamedLinesReopenAndTheOthersStandAsTheyWereSent() throws {
        var claim = Fixture.sent()
        claim.returns = [Fixture.returned([Fixture.carLine])]
        var typed = Fixture.byCar
        typed[.scripts] = "9999 copies"
        typed[.kilometres] = "150"

        let submission = try #require(accepted(send(claim, typed)))

        #expect(submission.number == 2)
        #expect(
            submission.lines.map(\.fact) == [
                .scripts(count: 42), .kilometres(count: 150, vehicle: .car(.upTo5)),
            ])
    }

    @Test func aReturnOfAnEarlierSubmissionReopensNothing() {
        var claim = Fixture.sent()
        claim.returns = [Fixture.returned([Fixture.carLine], submission: 0)]

        #expect(grounds(send(claim)) == [.alreadySent(on: Fixture.day("2026-07-03"))])
    }

    @Test func aMissionThatWasNotPerformedIsSentWithItsReasonAndNoLine() throws {
        var typed = Fixture.byCar
        typed[.performed] = "no"
        typed[.reason] = "ill"

        let submission = try #require(accepted(send(Fixture.claim(), typed)))

        #expect(submission.content == .notPerformed(.ill, explanation: nil))
        #expect(submission.lines.isEmpty)
    }

    @Test func aClosedClaimCannotBeSent() {
        var claim = Fixture.sent()
        claim.closure = Closure(outcome: .notPerformed, reason: nil, closedOn: Fixture.day("2026-07-12"))

        #expect(grounds(send(claim)) == [.closed(on: Fixture.day("2026-07-12"))])
    }
}
