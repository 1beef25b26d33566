import ClaimEntryDomain
import Contracts
import Foundation
import TestServers
import Testing
import Vocabulary

@testable import ClaimEntryService

@Suite(.serialized) struct EntryPagesTests {
    @Test func theThreeScreensKeepWhatIsTypedAndEndInOneTransmission() async throws {
        try await ClaimStory.run { story in
            let work = try await story.browser.post(
                "\(story.path)/travail", ["performed": "yes", "scripts": "42", "action": "continuer"])
            #expect(work.location == "\(story.path)/deplacement")
            let travel = try await story.browser.post("\(story.path)/deplacement", ClaimStory.car)
            #expect(travel.location == "\(story.path)/verifier")

            let check = try await story.read("\(story.path)/verifier")
            #expect(check.contains("42 copies corrigées") && check.contains("156 km aller et retour"))
            #expect(check.contains("Total estimé") && check.contains("certifie sur l’honneur"))
            let back = try await story.browser.get("\(story.path)/travail").text
            #expect(back.contains("value=\"42\""))

            let sent = try await story.browser.post("\(story.path)/transmettre", ["remark": "Merci."])
            #expect(sent.status == 303 && sent.location == story.path)
            let fact = try await story.service.awaitOutbox(ClaimSubmitted.self)
            #expect(fact.lines.map(\.fact.kind) == ["scripts", "kilometres", "meal"] && fact.remark == "Merci.")
        }
    }

    @Test func aWrongAnswerComesBackInTheSummaryAndBesideItsFieldWithWhatWasTyped() async throws {
        try await ClaimStory.run { story in
            let answer = try await story.browser.post(
                "\(story.path)/travail", ["performed": "yes", "scripts": "4x<b>", "action": "continuer"])

            #expect(answer.status == 422)
            #expect(answer.text.contains("href=\"#champ-scripts\"") && answer.text.contains("id=\"erreur-scripts\""))
            #expect(answer.text.contains("value=\"4x&lt;b&gt;\""))
            let later = try await story.browser.get("\(story.path)/travail").text
            #expect(later.contains("value=\"4x&lt;b&gt;\""))
        }
    }

    @Test func aDraftIsKeptAtAnyTimeAndNothingIsSent() async throws {
        try await ClaimStory.run { story in
            let later = try await story.browser.post(
                "\(story.path)/deplacement", ["transport": "car", "kilometres": "", "action": "enregistrer"])

            #expect(later.location == story.path)
            let page = try await story.read(story.path)
            #expect(page.contains("Reprendre la saisie") && page.contains("Rien n’est encore transmis"))
            let back = try await story.browser.post(
                "\(story.path)/deplacement", ["kilometres": "cent", "action": "precedent"])
            #expect(back.location == "\(story.path)/travail")
            #expect(try await story.browser.get("\(story.path)/deplacement").text.contains("value=\"cent\""))
        }
    }

    @Test func theEstimateFollowsWhatIsTypedWithoutSendingAnything() async throws {
        try await ClaimStory.run { story in
            let page = try await story.browser.post(
                "\(story.path)/travail", ["performed": "yes", "scripts": "42", "action": "recalculer"])

            #expect(page.status == 200)
            #expect(page.words.contains("42 copies à 5,00 €") && page.words.contains("Brouillon enregistré à"))
        }
    }

    @Test func otherHoursProposeOtherMealsAndAskAgain() async throws {
        try await ClaimStory.run { story in
            var form = ClaimStory.car.map { (name: $0.key, value: $0.value) }
            form.removeAll { $0.name == "returnsTime" }
            form.append((name: "returnsTime", value: "21:30"))

            let again = try await story.browser.post("\(story.path)/deplacement", form: form)

            #expect(again.status == 200 && again.text.contains("champ-meal-2026-06-22-evening"))
            #expect(again.words.contains("Vos horaires changent les repas"))
            form.append((name: "meal-2026-06-22-evening", value: "none"))
            let next = try await story.browser.post("\(story.path)/deplacement", form: form)
            #expect(next.location == "\(story.path)/verifier")
        }
    }

    @Test func aMissionNotPerformedNeedsAReasonAndIsSentAsSuch() async throws {
        try await ClaimStory.run { story in
            let without = try await story.browser.post(
                "\(story.path)/travail", ["performed": "no", "action": "continuer"])
            #expect(without.status == 422 && without.text.contains("id=\"erreur-reason\""))

            let with = try await story.browser.post(
                "\(story.path)/travail", ["performed": "no", "reason": "ill", "action": "continuer"])
            #expect(with.location == "\(story.path)/verifier")
            let sent = try await story.browser.post("\(story.path)/transmettre")

            #expect(sent.status == 303)
            let fact = try await story.service.awaitOutbox(MissionDeclaredNotPerformed.self)
            #expect(fact.claimID == story.claim && fact.reason == "ill")
            #expect(try await story.read("/etats-de-frais").contains("Mission déclarée non effectuée"))
        }
    }

    @Test func invigilationAsksTravelAlone() async throws {
        try await ClaimStory.run(kind: .invigilation) { story in
            let page = try await story.browser.get("\(story.path)/travail")

            #expect(page.words.contains("Le service gestionnaire saisit lui-même vos heures"))
            #expect(!page.text.contains("champ-scripts") && !page.text.contains("champ-hours"))
            #expect(try await story.browser.get("\(story.path)/deplacement").status == 200)
        }
    }

    @Test func withoutTravelTheSecondScreenIsNotThere() async throws {
        try await ClaimStory.run(in: ClaimStory.toulouse) { story in
            let next = try await story.browser.post(
                "\(story.path)/travail", ["performed": "yes", "scripts": "42", "action": "continuer"])

            #expect(next.location == "\(story.path)/verifier")
            #expect(try await story.browser.get("\(story.path)/deplacement").location == story.path)
        }
    }

    @Test func anIncompleteClaimIsNotSentAndEachMistakeLeadsToItsScreen() async throws {
        try await ClaimStory.run { story in
            let answer = try await story.browser.post("\(story.path)/transmettre", ["performed": "yes"])

            #expect(answer.status == 422)
            #expect(answer.text.contains("\(story.path)/travail?corriger=1#champ-scripts"))
            #expect(answer.text.contains("\(story.path)/deplacement?corriger=1#champ-transport"))
            let screen = try await story.browser.get("\(story.path)/travail?corriger=1").text
            #expect(screen.contains("id=\"erreur-scripts\""))
        }
    }
}
