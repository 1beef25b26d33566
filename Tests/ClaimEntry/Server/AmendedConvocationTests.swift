import Contracts
import Foundation
import TestServers
import Testing
import Vocabulary

@testable import ClaimEntryService

@Suite(.serialized) struct AmendedConvocationTests {
    private func amended(_ story: ClaimStory) -> ConvocationIssued {
        let first = ClaimStory.issued(.marking, in: ClaimStory.albi)
        return ConvocationIssued(
            convocationID: ClaimStory.convocation, version: 2, participantID: ClaimStory.participant,
            mission: first.mission, issuedAt: ClaimStory.now, changes: ["centre : Bellevue → Rascol"],
            reason: "Travaux.")
    }

    @Test func theClaimShowsWhatTheNewVersionOfItsConvocationChanges() async throws {
        try await ClaimStory.run { story in
            try await story.service.deliver(amended(story))

            let page = try await story.read(story.path)

            #expect(page.contains("Votre convocation a changé") && page.contains("centre : Bellevue → Rascol"))
            #expect(!page.contains("Ce que vous avez transmis"))
        }
    }

    @Test func whatWasSentStaysAndSaysSo() async throws {
        try await ClaimStory.run { story in
            _ = try await story.transmit()

            try await story.service.deliver(amended(story))

            let page = try await story.read(story.path)
            #expect(page.contains("centre : Bellevue → Rascol"))
            #expect(page.contains("Ce que vous avez transmis n’est pas modifié"))
        }
    }

    @Test func aConvocationWithdrawnAfterTheClaimWasSentSaysSo() async throws {
        try await ClaimStory.run { story in
            _ = try await story.transmit()

            try await story.service.deliver(
                ConvocationWithdrawn(
                    convocationID: ClaimStory.convocation, participantID: ClaimStory.participant,
                    reason: "Centre fermé.", withdrawnAt: ClaimStory.now))

            let page = try await story.read(story.path)
            #expect(page.contains("Votre convocation a été retirée") && page.contains("Centre fermé."))
        }
    }

    @Test func whoTookThePlaceOfSomebodyAbsentReadsSoAndHasOneClaim() async throws {
        try await ClaimStory.run { story in
            let first = ClaimStory.issued(.marking, in: ClaimStory.albi)
            let fact = ConvocationSubstituted(
                substitutionID: SubstitutionID(rawValue: UUID()), mission: first.mission,
                withdrawn: .init(
                    convocationID: ConvocationID(rawValue: UUID()), version: 2,
                    participantID: ParticipantID(rawValue: UUID())),
                issued: .init(
                    convocationID: ClaimStory.convocation, version: 1, participantID: ClaimStory.participant),
                substitutedAt: ClaimStory.now)

            try await story.service.deliver(fact)
            try await story.service.deliver(fact)

            let page = try await story.read(story.path)
            #expect(page.contains("en remplacement d’une personne absente"))
        }
    }
}
