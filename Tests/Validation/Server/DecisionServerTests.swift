import Contracts
import Foundation
import TestServers
import Testing
import Vocabulary

@testable import ValidationService

@Suite(.serialized) struct DecisionServerTests {
    private let scripts = ClaimStory.line(.scripts(count: 60))
    private let toll = ClaimStory.line(.toll(paid: Money(cents: 1250)), .travel)

    @Test func certifyingAllTellsLiquidationEveryLineAndGoesOnToTheNextClaim() async throws {
        try await TestService.validation { service in
            let (story, other) = (ClaimStory(), ClaimStory())
            try await service.submit(story, [scripts, toll])
            try await service.submit(other, [ClaimStory.line(.scripts(count: 5))], at: "2026-07-02")
            let officer = try await service.officer()
            let page = try await officer.get(story.path)

            let answer = try await officer.post(
                story.path + "/decision", ["version": page.version, "action": "certifier-tout"])

            let certified = try await service.awaitOutbox(FactsCertified.self)
            #expect(certified.claimID == story.claim && certified.decision == 1 && certified.office == "DEC1")
            #expect(certified.lines.map(\.line) == [scripts, toll])
            #expect(certified.lines.allSatisfy { $0.verdict == .accepted && $0.reason == nil })
            let next = try await officer.get(try #require(answer.location))
            #expect(answer.status == 303 && next.location == other.path)
        }
    }

    @Test func theClaimShowsWhatTheTariffsWouldPayAndWhy() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            try await service.submit(story, [scripts, toll])

            let page = try await service.officer().get(story.path)

            // 60 × 5 € (baccalauréat général) and the toll as paid.
            #expect(page.text.contains("300,00\u{202F}€") && page.text.contains("12,50\u{202F}€"))
            #expect(page.text.contains("312,50\u{202F}€"))
            #expect(page.text.contains("arrêté"))
        }
    }

    @Test func oneLineIsReducedOneRefusedAndOneGoesBack() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            let meal = ClaimStory.line(.meal(.noon, place: .ownCost), .travel)
            try await service.submit(story, [scripts, toll, meal])
            let officer = try await service.officer()
            let page = try await officer.get(story.path)

            _ = try await officer.post(
                story.path + "/decision",
                [
                    "version": page.version, "action": "decider",
                    "verdict-\(scripts.lineID)": "reduire", "quantite-\(scripts.lineID)": "55",
                    "motif-\(scripts.lineID)": "55 copies au relevé",
                    "verdict-\(toll.lineID)": "refuser", "motif-\(toll.lineID)": "Trajet sans péage",
                    "verdict-\(meal.lineID)": "retourner", "motif-\(meal.lineID)": "Joignez le ticket",
                ])

            let certified = try await service.awaitOutbox(FactsCertified.self)
            let returned = try await service.awaitOutbox(ClaimReturned.self)
            #expect(certified.lines.map(\.verdict) == [.reduced, .refused])
            #expect(certified.lines[0].line.fact == .scripts(count: 55))
            #expect(certified.lines[0].declared == .scripts(count: 60))
            #expect(returned.lines == [ReturnedLine(lineID: meal.lineID, reason: "Joignez le ticket")])
            #expect(try await service.state(of: story) == "returned")
        }
    }

    @Test func whatTheReaderOfFactsRefusesIsNotCertifiedEitherAndNothingIsLost() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            let meal = ClaimStory.line(.meal(.noon, place: .ownCost), .travel)
            let again = ClaimStory.line(.meal(.noon, place: .subsidised), .travel)
            try await service.submit(story, [toll, meal, again])
            let officer = try await service.officer()
            let page = try await officer.get(story.path)
            let form: KeyValuePairs = [
                "version": page.version, "action": "decider", "verdict-\(toll.lineID)": "refuser",
                "motif-\(toll.lineID)": "Trajet sans péage", "verdict-\(meal.lineID)": "accepter",
                "verdict-\(again.lineID)": "accepter",
            ]

            let answer = try await officer.post(story.path + "/decision", form)

            #expect(answer.status == 422)
            #expect(answer.text.contains("est déjà à la ligne"))
            #expect(answer.text.contains("retirez l'une des deux") || answer.text.contains("retirez l&#39;une"))
            #expect(answer.text.contains("verdict-\(again.lineID)") && answer.text.contains("Trajet sans péage"))
            #expect(try await service.state(of: story) == "submitted")
        }
    }

    @Test func amountsOfMoneyAreReducedInEuros() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            try await service.submit(story, [toll])
            let officer = try await service.officer()
            let page = try await officer.get(story.path)

            _ = try await officer.post(
                story.path + "/decision",
                [
                    "version": page.version, "action": "decider", "verdict-\(toll.lineID)": "reduire",
                    "quantite-\(toll.lineID)": "8,40 €", "motif-\(toll.lineID)": "Montant du ticket",
                ])

            let certified = try await service.awaitOutbox(FactsCertified.self)
            #expect(certified.lines[0].line.fact == .toll(paid: Money(cents: 840)))
        }
    }

    @Test func aRefusalWithoutReasonComesBackWithWhatWasTypedAndChangesNothing() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            try await service.submit(story, [scripts])
            let officer = try await service.officer()
            let page = try await officer.get(story.path)

            let answer = try await officer.post(
                story.path + "/decision",
                [
                    "version": page.version, "action": "decider", "verdict-\(scripts.lineID)": "reduire",
                    "quantite-\(scripts.lineID)": "99", "motif-\(scripts.lineID)": "",
                ])

            #expect(answer.status == 422)
            #expect(answer.text.contains("Indiquez le motif") && answer.text.contains("value=\"99\""))
            #expect(answer.text.contains("href=\"#champ-motif-\(scripts.lineID)\""))
            #expect(try await service.state(of: story) == "submitted")
        }
    }

    @Test func namedLinesGoBackAloneAndComeBackWithTheAnswer() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            try await service.submit(story, [scripts, toll])
            let officer = try await service.officer()
            let page = try await officer.get(story.path)

            _ = try await officer.post(
                story.path + "/decision",
                [
                    "version": page.version, "action": "retourner", "verdict-\(scripts.lineID)": "accepter",
                    "verdict-\(toll.lineID)": "retourner", "motif-\(toll.lineID)": "Ticket illisible",
                ])
            let returned = try await service.awaitOutbox(ClaimReturned.self)
            let answer = ClaimStory.line(.toll(paid: Money(cents: 900)), .travel, id: toll.lineID.rawValue)
            try await service.deliver(story.submitted([scripts, answer], number: 2))

            #expect(returned.lines.map(\.lineID) == [toll.lineID] && returned.submission == 1)
            let again = try await officer.get(story.path)
            #expect(again.text.contains("Péage : 9,00\u{202F}€") && again.text.contains("À vérifier"))
            _ = try await officer.post(
                story.path + "/decision", ["version": again.version, "action": "certifier-tout"])
            let certified = try await service.awaitOutbox(FactsCertified.self)
            #expect(certified.lines.map(\.line) == [scripts, answer])
        }
    }

    @Test func aMissionThatWasNotPerformedIsClosedWithoutMoney() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            try await service.deliver(story.registered, story.prepared)
            try await service.deliver(
                MissionDeclaredNotPerformed(
                    claimID: story.claim, participantID: story.participant, submission: 1, reason: "ill",
                    explanation: nil, declaredAt: Instant(Date())))
            let officer = try await service.officer()
            let page = try await officer.get(story.path)

            _ = try await officer.post(story.path + "/decision", ["version": page.version, "action": "classer"])

            #expect(page.text.contains("Malade"))
            let closed = try await service.awaitOutbox(ClaimClosed.self)
            #expect(closed.outcome == "not-performed" && closed.reason == "ill")
            #expect(try await service.state(of: story) == "closed")
        }
    }

    @Test func whatTheTariffsCouldNeverPayIsSaidAtFirstSightAndNotCertified() async throws {
        try await TestService.validation { service in
            let story = ClaimStory(kind: .practical)
            let impossible = ClaimStory.line(.hours(minutes: 5_000))
            try await service.submit(story, [impossible])
            let officer = try await service.officer()
            let page = try await officer.get(story.path)

            let answer = try await officer.post(
                story.path + "/decision", ["version": page.version, "action": "certifier-tout"])

            #expect(try await officer.get("/verification?ordre=not-payable").names.count == 1)
            #expect(answer.status == 422 && answer.text.contains("Réduisez, refusez ou retournez cette ligne."))
            #expect(try await service.state(of: story) == "submitted")
        }
    }

    @Test func aCarForConvenienceIsPaidByTheFareThatTheOfficerLooksUp() async throws {
        try await TestService.validation { service in
            let story = ClaimStory(place: ClaimStory.castres)
            let car = ClaimStory.line(.kilometres(count: 152, vehicle: .car(.upTo5)), .travel)
            try await service.deliver(story.registered, story.prepared)
            try await service.deliver(story.submitted([car], car: false))
            let officer = try await service.officer()
            let page = try await officer.get(story.path)
            let fields: [(name: String, value: String)] = [
                ("version", page.version), ("action", "decider"), ("verdict-\(car.lineID)", "accepter"),
            ]

            let without = try await officer.post(story.path + "/decision", form: fields)
            _ = try await officer.post(
                story.path + "/decision", form: fields + [("tarif", "28,40")])

            #expect(page.text.contains("name=\"tarif\"") && !page.text.contains("certifier-tout"))
            #expect(without.status == 422 && without.text.contains("href=\"#champ-tarif\""))
            let certified = try await service.awaitOutbox(FactsCertified.self)
            #expect(certified.cheapestFareCents == Money(cents: 2840))
            #expect(try await officer.get(story.path).text.contains("28,40\u{202F}€"))
        }
    }

    @Test func theFactsSayWhenTheClaimWasFirstSent() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            let line = ClaimStory.line(.scripts(count: 40))
            try await service.submit(story, [line], at: "2026-07-01")
            try await service.deliver(story.submitted([line], number: 2, at: "2026-07-20"))
            let officer = try await service.officer()
            let page = try await officer.get(story.path)

            _ = try await officer.post(
                story.path + "/decision", ["version": page.version, "action": "certifier-tout"])

            let certified = try await service.awaitOutbox(FactsCertified.self)
            #expect(certified.claimedOn == CalendarDay("2026-07-01"))
        }
    }
}
