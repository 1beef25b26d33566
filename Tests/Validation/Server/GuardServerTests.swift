import Contracts
import Foundation
import TestServers
import Testing
import Vocabulary

@testable import ValidationService

@Suite(.serialized) struct GuardServerTests {
    private let scripts = ClaimStory.line(.scripts(count: 60))

    @Test func nobodyDecidesOnTheirOwnClaim() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            try await service.submit(story, [scripts])
            let officer = try await service.officer(participant: story.participant)
            let page = try await officer.get(story.path)

            let answer = try await officer.post(
                story.path + "/decision", ["version": page.version, "action": "certifier-tout"])

            #expect(page.text.contains("le vôtre") && !page.text.contains("certifier-tout"))
            #expect(answer.status == 422 && answer.text.contains("un autre gestionnaire doit le décider"))
            #expect(try await officer.get("/verification").names.isEmpty)
            #expect(try await service.state(of: story) == "submitted")
        }
    }

    @Test func theSecondOfTwoOfficersSeesWhatTheFirstHasDone() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            try await service.submit(story, [scripts])
            let first = try await service.officer(name: "Paul Petit")
            let second = try await service.officer(name: "Anne Roux")
            let (one, two) = (try await first.get(story.path), try await second.get(story.path))

            _ = try await first.post(
                story.path + "/decision", ["version": one.version, "action": "certifier-tout"])
            let answer = try await second.post(
                story.path + "/decision",
                [
                    "version": two.version, "action": "decider", "verdict-\(scripts.lineID)": "refuser",
                    "motif-\(scripts.lineID)": "Non",
                ])

            #expect(answer.status == 409)
            #expect(answer.text.contains("Paul Petit a certifié des lignes"))
            #expect(answer.text.contains("Rien de votre saisie n’a été enregistré"))
            #expect(try await service.awaitOutbox(FactsCertified.self, count: 1).count == 1)
        }
    }

    @Test func aNewVersionOfTheParticipantStopsTheDecisionOnTheOldOne() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            try await service.submit(story, [scripts])
            let officer = try await service.officer()
            let page = try await officer.get(story.path)
            try await service.deliver(story.submitted([ClaimStory.line(.scripts(count: 70))], number: 2))

            let answer = try await officer.post(
                story.path + "/decision", ["version": page.version, "action": "certifier-tout"])

            #expect(answer.status == 409 && answer.text.contains("nouvelle version"))
            #expect(try await service.state(of: story) == "submitted")
        }
    }

    @Test func anotherOfficesClaimIsNotFoundAndNotDecided() async throws {
        try await TestService.validation { service in
            let story = ClaimStory(office: "DEC2")
            try await service.submit(story, [scripts])
            let officer = try await service.officer(["DEC1"])

            #expect(try await officer.get(story.path).status == 404)
            #expect(try await officer.get("/verification?bureau=DEC2").names.isEmpty)
            let answer = try await officer.post(story.path + "/decision", ["action": "certifier-tout", "version": "2"])
            #expect(answer.status == 403)
            #expect(try await service.state(of: story) == "submitted")
        }
    }

    @Test func theSameCommandTwiceIsOneDecisionWithTheSameAnswer() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            try await service.submit(story, [scripts])
            let officer = try await service.officer()
            let page = try await officer.get(story.path)
            let command = UUID()

            let fields: KeyValuePairs = ["version": page.version, "action": "certifier-tout"]
            let one = try await officer.post(story.path + "/decision", fields, command: command)
            let two = try await officer.post(story.path + "/decision", fields, command: command)

            #expect(one.status == 303 && two.status == 303 && one.location == two.location)
            #expect(try await service.awaitOutbox(FactsCertified.self, count: 1).count == 1)
        }
    }

    @Test func theSameCommandWithAnotherContentIsAConflict() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            try await service.submit(story, [scripts])
            let officer = try await service.officer()
            let page = try await officer.get(story.path)
            let command = UUID()
            _ = try await officer.post(
                story.path + "/decision", ["version": page.version, "action": "certifier-tout"], command: command)

            let answer = try await officer.post(
                story.path + "/decision", ["version": page.version, "action": "classer"], command: command)

            #expect(answer.status == 409)
        }
    }

    @Test func aDecisionWithoutTheFormTokenOrFromAnotherSiteIsRefused() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            try await service.submit(story, [scripts])
            let officer = try await service.officer()
            let body = "_jeton=faux&_commande=\(UUID())&version=2&action=certifier-tout"
            let right = "_jeton=\(officer.formToken)&_commande=\(UUID())&version=2&action=certifier-tout"

            #expect(try await officer.post(story.path + "/decision", raw: body).status == 403)
            let foreign = try await officer.post(
                story.path + "/decision", raw: right, origin: "https://ailleurs.example")
            #expect(foreign.status == 403)
            #expect(try await service.state(of: story) == "submitted")
        }
    }

    @Test(arguments: ["participant", "manager", "paymaster", "operator"])
    func otherRolesDoNotSeeTheWorkList(role: String) async throws {
        try await TestService.validation { service in
            let answer = try await service.signIn(roles: [role]).get("/verification")

            #expect(answer.status == 403)
        }
    }

    @Test(arguments: ["not-a-uuid", "00000000-0000-0000-0000-000000000000", "suivant"])
    func anAddressThatNamesNoClaimIsNotFound(id: String) async throws {
        try await TestService.validation { service in
            let answer = try await service.officer().get("/verification/\(id)")

            #expect(answer.status == 404)
        }
    }
}
