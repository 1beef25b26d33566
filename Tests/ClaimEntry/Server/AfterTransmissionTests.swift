import ClaimEntryDomain
import Contracts
import Foundation
import TestServers
import Testing
import Vocabulary

@testable import ClaimEntryService

@Suite(.serialized) struct AfterTransmissionTests {
    @Test func theListSaysFirstWhatToDoAndUntilWhen() async throws {
        try await ClaimStory.run { story in
            let list = try await story.read("/etats-de-frais")

            #expect(list.contains("1 état de frais à compléter avant le 31 août 2026."))
            #expect(list.contains("Vos coordonnées bancaires manquent"))
            let complete = DossierAssessed(
                participantID: ClaimStory.participant, complete: true, assessedAt: ClaimStory.now)
            try await story.service.deliver(complete)
            #expect(!(try await story.read("/etats-de-frais").contains("coordonnées bancaires manquent")))
        }
    }

    @Test func onlyTheReturnedLineReopensWithItsReason() async throws {
        try await ClaimStory.run { story in
            let sent = try await story.transmit()
            let car = sent.lines[1]

            try await story.service.deliver(story.returned(car.lineID, "Distance trop longue."))

            let page = try await story.browser.get(story.path)
            #expect(page.words.contains("À corriger avant le vendredi 24 juillet 2026"))
            #expect(page.words.contains("156 km aller et retour, voiture de 5 CV et moins : Distance trop longue."))
            #expect(page.words.contains("À corriger Distance trop longue.") && page.words.contains("En vérification"))
            #expect(try await story.browser.get("\(story.path)/travail").location == story.path)
            let travel = try await story.browser.get("\(story.path)/deplacement")
            #expect(travel.text.contains("champ-kilometres") && !travel.text.contains("champ-meal-"))
            #expect(travel.words.contains("Inchangé, tel que transmis : Déjeuner"))

            _ = try await story.browser.post(
                "\(story.path)/deplacement", ["kilometres": "150", "action": "continuer"])
            let again = try await story.browser.post("\(story.path)/transmettre")
            #expect(again.status == 303)
            let second = try await story.service.awaitOutbox(ClaimSubmitted.self, count: 2)[1]
            #expect(second.submission == 2 && second.lines.count == 3)
            #expect(second.lines.contains { $0.fact == .kilometres(count: 150, vehicle: .car(.upTo5)) })
            #expect(second.lines.contains { $0 == sent.lines[0] } && second.lines.contains { $0 == sent.lines[2] })
            // What was sent first stays as it was.
            #expect(try await story.read("\(story.path)/recapitulatif?envoi=1").contains("156 km"))
            #expect(try await story.read("\(story.path)/recapitulatif").contains("150 km"))
        }
    }

    @Test func eachDecidedLineShowsItsDecisionItsReasonAndItsAmount() async throws {
        try await ClaimStory.run { story in
            let sent = try await story.transmit()
            let shorter = ClaimLine(
                lineID: sent.lines[1].lineID, track: .travel, day: sent.lines[1].day,
                fact: .kilometres(count: 150, vehicle: .car(.upTo5)))
            let lines = [
                CertifiedLine(line: sent.lines[0], verdict: .accepted, declared: nil, reason: nil),
                CertifiedLine(
                    line: shorter, verdict: .reduced, declared: sent.lines[1].fact, reason: "Le plus court: 150 km."),
                CertifiedLine(line: sent.lines[2], verdict: .refused, declared: nil, reason: "Repas offert."),
            ]

            try await story.service.deliver(story.certified(sent, lines))
            try await story.service.deliver(
                AmountsEstablished(
                    claimID: story.claim, participantID: ClaimStory.participant, liquidation: 1,
                    lines: [
                        EstablishedLine(
                            lineID: sent.lines[0].lineID, track: .indemnity, amountCents: Money(cents: 21_000),
                            sentence: "42 copies à 5,00 € = 210,00 €.", source: "arrêté"),
                        EstablishedLine(
                            lineID: shorter.lineID, track: .travel, amountCents: Money(cents: 4_800),
                            sentence: "150 km à 0,32 €/km = 48,00 €.", source: "arrêté"),
                    ],
                    indemnityCents: Money(cents: 21_000), travelCents: Money(cents: 4_800),
                    establishedAt: ClaimStory.now))

            let page = try await story.read(story.path)
            #expect(page.contains("Accepté") && page.contains("Refusé Repas offert."))
            #expect(page.contains("156 km aller et retour") && page.contains("Réduit Retenu : 150 km"))
            #expect(page.contains("Le plus court: 150 km."))
            #expect(page.contains("42 copies à 5,00 € = 210,00 €.") && page.contains("258,00 €"))
        }
    }

    @Test func aReturnedTransferSaysWhyAndWhereToMendIt() async throws {
        try await ClaimStory.run { story in
            let sent = try await story.transmit()
            let lines = sent.lines.map {
                CertifiedLine(line: $0, verdict: .accepted, declared: nil, reason: nil)
            }
            let payment = story.payment(6_800, .travel)

            try await story.service.deliver(story.certified(sent, lines))
            try await story.service.deliver(
                PaymentOrdered(payment: payment, expectedOn: nil, orderedAt: ClaimStory.now),
                PaymentSent(
                    payment: payment, expectedOn: CalendarDay("2026-07-10"), sentAt: ClaimStory.now),
                PaymentReturned(
                    payment: payment, code: "AC04", explanation: "Le compte est clos. Saisissez un autre compte.",
                    returnedOn: CalendarDay("2026-07-03")!))

            let list = try await story.browser.get("/etats-de-frais")
            #expect(
                list.words.contains(
                    "Le virement de 68,00 € est revenu le 3 juillet 2026. Le compte est clos. Saisissez un autre compte."
                ))
            #expect(list.text.contains("href=\"/paiements/mes-coordonnees\""))
            let page = try await story.read(story.path)
            #expect(page.contains("68,00 € envoyés à la banque, versement prévu le 10 juillet 2026"))
        }
    }

    @Test func theRecapListsEachFactTheDocumentsAndTheAddress() async throws {
        try await ClaimStory.run { story in
            #expect(try await story.browser.get("\(story.path)/recapitulatif").status == 404)
            _ = try await story.transmit()

            let recap = try await story.read("\(story.path)/recapitulatif")

            for fact in [
                "Claire Martin, numéro 31-00042", "42 copies corrigées", "156 km aller et retour",
                "Départ de Toulouse", "lundi 22 juin 2026 à 6 h 30", "Bureau DEC1", "31077 Toulouse cedex 4",
            ] {
                #expect(recap.contains(fact), "\(fact)")
            }
        }
    }
}
