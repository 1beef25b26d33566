import Contracts
import Foundation
import TestServers
import Testing
import Vocabulary

@testable import ClaimEntryService

@Suite(.serialized) struct GuardTests {
    @Test func aForeignClaimIsNotFoundOnAnyPageAndNothingIsKept() async throws {
        try await ClaimStory.run { story in
            let other = try await story.service.signIn(roles: ["participant"], participantID: UUID())

            for page in ["", "/travail", "/deplacement", "/verifier", "/recapitulatif"] {
                #expect(try await other.get(story.path + page).status == 404, "\(page)")
            }
            for form in ["/travail", "/deplacement", "/verifier", "/transmettre", "/declaration"] {
                #expect(try await other.post(story.path + form, ClaimStory.whole).status == 404, "\(form)")
            }
            #expect(try await other.get("/etats-de-frais/not-a-claim").status == 404)
            #expect(!(try await story.browser.get("\(story.path)/travail").text.contains("value=\"42\"")))
        }
    }

    @Test func onlyParticipantsComeIn() async throws {
        try await ClaimStory.run { story in
            let officer = try await story.service.signIn(roles: ["officer"])

            #expect(try await officer.get(story.path).status == 403)
            #expect(try await story.service.visitor.get(story.path).status == 303)
            let program = try await story.service.visitor.get(story.path, accept: "application/json")
            #expect(program.status == 401)
            #expect(program.header("content-type")?.hasPrefix("application/problem+json") == true)
        }
    }

    @Test func theSameTransmissionTwiceIsOneAndHasTheSameAnswer() async throws {
        try await ClaimStory.run { story in
            let command = UUID()

            let first = try await story.browser.post("\(story.path)/transmettre", ClaimStory.whole, command: command)
            let second = try await story.browser.post("\(story.path)/transmettre", ClaimStory.whole, command: command)

            #expect(first.status == 303 && second.status == 303 && first.location == second.location)
            let again = try await story.browser.post("\(story.path)/transmettre", ClaimStory.whole)
            #expect(again.status == 303)
            #expect(try await story.service.awaitOutbox(ClaimSubmitted.self, count: 1).count == 1)
        }
    }

    @Test func aRefusedTransmissionMayBeSentAgainFromTheSamePage() async throws {
        try await ClaimStory.run { story in
            let command = UUID()

            let wrong = try await story.browser.post(
                "\(story.path)/transmettre", ["performed": "yes"], command: command)
            let right = try await story.browser.post(
                "\(story.path)/transmettre", ClaimStory.whole, command: command)

            #expect(wrong.status == 422 && right.status == 303)
        }
    }

    @Test func theSameCommandWithOtherWordsIsAConflict() async throws {
        try await ClaimStory.run { story in
            let command = UUID()
            _ = try await story.browser.post("\(story.path)/transmettre", ClaimStory.whole, command: command)

            let other = try await story.browser.post(
                "\(story.path)/transmettre", ["remark": "Autre"], command: command)

            #expect(other.status == 409)
        }
    }

    @Test func aFormWithoutItsTokenOrFromAnotherSiteIsRefused() async throws {
        try await ClaimStory.run { story in
            let path = "\(story.path)/transmettre"

            let without = try await story.browser.post(path, raw: "performed=yes")
            let wrong = try await story.browser.post(path, raw: "_jeton=autre&performed=yes")
            let foreign = try await story.browser.post(
                path, raw: "_jeton=\(story.browser.formToken)&performed=yes", origin: "http://ailleurs.test")

            #expect(without.status == 403 && wrong.status == 403 && foreign.status == 403)
        }
    }

    @Test func aBodyThatIsTooLargeIsRefusedWithAPage() async throws {
        try await ClaimStory.run { story in
            let large = String(repeating: "a", count: 400_000)

            let answer = try await story.browser.post("\(story.path)/travail", ["explanation": large])

            #expect(answer.status == 413 && answer.text.contains("<h1"))
        }
    }

    @Test func aTransmittedClaimIsClosedToFurtherTyping() async throws {
        try await ClaimStory.run { story in
            _ = try await story.transmit()

            let late = try await story.browser.post(
                "\(story.path)/travail", ["scripts": "99", "action": "recalculer"])

            #expect(late.location == story.path)
            #expect(try await story.browser.get("\(story.path)/travail").location == story.path)
            #expect(try await story.read(story.path).contains("42 copies corrigées"))
        }
    }
}
