import Contracts
import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import TestServers
import Testing
import TransactionalMessaging
import Vocabulary
import Web

/// A service of three lines: it closes each claim that is cancelled, and has a page with a form.
private enum Closing {
    static let assembly = ServiceAssembly(
        name: "validation", database: "validation", migrations: [], templates: [:],
        queues: [
            QueueBinding(
                queue: "validation.claim-entry", handlers: [OnClaimCancelled()],
                ignored: [ClaimPrepared.self, ClaimSubmitted.self, MissionDeclaredNotPerformed.self])
        ],
        routes: { router, context in
            let group = router.group("/essai").add(middleware: context.site.requiring("officer"))
            group.get { _, _ in "bonjour" }
            group.post { request, web in
                let form = try await Form(request: request, context: web)
                let actor = try web.person().accountID.uuidString
                let command = CommandKey(id: form.commandID, actor: actor, bodyHash: form.hash)
                let answer = try await context.work.commit(command) { _ in
                    ("/essai/\(form["mot"])", [closed(ClaimID(rawValue: UUID()), "by hand")])
                }
                return context.site.redirect(answer.text)
            }
        })

    static func closed(_ claim: ClaimID, _ reason: String) -> ClaimClosed {
        ClaimClosed(
            claimID: claim, participantID: ParticipantID(rawValue: UUID()), outcome: "cancelled", reason: reason,
            closedAt: Instant(Date(timeIntervalSince1970: 0)))
    }

    struct OnClaimCancelled: MessageHandler {
        func handle(
            _ payload: ClaimCancelled, envelope: Envelope, in connection: isolated Connection
        ) throws -> Effects {
            [closed(payload.claimID, payload.reason)]
        }
    }
}

@Test func aServiceUnderTestTakesMessagesAndPublishesItsOwn() async throws {
    try await TestService.run(Closing.assembly) { service in
        let claim = ClaimID(rawValue: UUID())

        try await service.deliver(
            ClaimCancelled(
                claimID: claim, reason: "withdrawn", cancelledAt: Instant(Date(timeIntervalSince1970: 0))))

        let sent = try await service.awaitOutbox(ClaimClosed.self)
        #expect(sent.claimID == claim && sent.reason == "withdrawn")
    }
}

@Test func aServiceUnderTestKnowsWhoIsSignedIn() async throws {
    try await TestService.run(Closing.assembly) { service in
        let stranger = try await service.visitor.get("/essai")
        let officer = try await service.signIn(roles: ["officer"]).get("/essai")
        let participant = try await service.signIn(roles: ["participant"]).get("/essai")

        #expect(stranger.status == 303 && stranger.location == "/portail/connexion?retour=/essai")
        #expect(officer.status == 200 && officer.text == "bonjour")
        #expect(participant.status == 403)
    }
}

@Test func aFormSentTwiceHasOneEffectAndOneAnswer() async throws {
    try await TestService.run(Closing.assembly) { service in
        let (officer, command) = (try await service.signIn(roles: ["officer"]), UUID())

        let first = try await officer.post("/essai", ["mot": "été"], command: command)
        let second = try await officer.post("/essai", ["mot": "été"], command: command)

        #expect(first.status == 303 && second.location == first.location)
        #expect(try await service.awaitOutbox(ClaimClosed.self, count: 1).count == 1)
    }
}
