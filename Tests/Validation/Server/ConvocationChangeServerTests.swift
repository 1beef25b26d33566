import Contracts
import Foundation
import TestServers
import Testing
import Vocabulary

@testable import ValidationService

@Suite(.serialized) struct ConvocationChangeServerTests {
    private let scripts = ClaimStory.line(.scripts(count: 60))
    private let instant = Instant(WireInstant.parse("2026-07-02T08:00:00Z")!)

    private func issued(_ prepared: ClaimPrepared, version: Int, changes: [String]? = nil) -> ConvocationIssued {
        ConvocationIssued(
            convocationID: prepared.convocationID, version: version, participantID: prepared.participantID,
            mission: prepared.mission, issuedAt: instant, changes: changes, reason: changes.map { _ in "Centre fermé." }
        )
    }

    private func withdrawn(_ prepared: ClaimPrepared) -> ConvocationWithdrawn {
        ConvocationWithdrawn(
            convocationID: prepared.convocationID, participantID: prepared.participantID, reason: "Centre fermé.",
            withdrawnAt: instant, mission: prepared.mission)
    }

    @Test func anAmendedConvocationRenewsTheFileOfAClaimThatIsStillToCome() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            var moved = story
            moved.office = "DEC2"
            let prepared = story.prepared
            let renewed = ClaimPrepared(
                claimID: prepared.claimID, convocationID: prepared.convocationID,
                participantID: prepared.participantID, mission: moved.prepared.mission, indemnity: .open, travel: .open)

            try await service.deliver(story.registered, prepared)
            try await service.deliver(renewed)
            try await service.deliver(story.submitted([scripts]))

            let page = try await service.officer(["DEC2"]).get("/verification")
            #expect(page.names == ["Éloïse Lefèvre"])
        }
    }

    @Test func aClaimThatWasSentIsFlaggedWhenItsConvocationIsWithdrawn() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            let prepared = story.prepared
            try await service.deliver(story.registered, prepared)
            try await service.deliver(story.submitted([scripts]))

            try await service.deliver(issued(prepared, version: 1), withdrawn(prepared))
            let page = try await service.officer().get(story.path)
            try await service.deliver(story.submitted([scripts], number: 2))
            let again = try await service.officer().get("/verification?ordre=convocation-changed")

            #expect(page.text.contains("Convocation retirée : Centre fermé."))
            #expect(again.text.contains("Convocation retirée : Centre fermé."))
        }
    }

    @Test func aWithdrawalThatOvertakesTheClaimWaitsForIt() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            let prepared = story.prepared
            try await service.deliver(story.registered, prepared, issued(prepared, version: 1))
            try await service.deliver(withdrawn(prepared))
            try await service.deliver(story.submitted([scripts]))

            let officer = try await service.officer()
            _ = try await eventually("the flag") {
                try await officer.get(story.path).text.contains("Convocation retirée : Centre fermé.") ? true : nil
            }
        }
    }

    @Test func aClaimThatWasSentIsFlaggedWithWhatItsNewConvocationChanges() async throws {
        try await TestService.validation { service in
            let story = ClaimStory()
            let prepared = story.prepared
            try await service.deliver(story.registered, prepared)
            try await service.deliver(story.submitted([scripts]))

            try await service.deliver(
                issued(prepared, version: 1), issued(prepared, version: 2, changes: ["centre : A → B"]))

            let page = try await service.officer().get(story.path)
            #expect(page.text.contains("Convocation modifiée : centre : A → B"))
        }
    }

    @Test func theTwoFilesOfOneSeatNameEachOtherWhateverArrivesFirst() async throws {
        try await TestService.validation { service in
            let (absent, present) = (ClaimStory(), ClaimStory())
            let (first, second) = (absent.prepared, present.prepared)
            let side = { (prepared: ClaimPrepared) in
                ConvocationSubstituted.Side(
                    convocationID: prepared.convocationID, version: 1, participantID: prepared.participantID)
            }
            let fact = ConvocationSubstituted(
                substitutionID: SubstitutionID(rawValue: UUID()), mission: first.mission,
                withdrawn: side(first), issued: side(second), substitutedAt: instant)

            try await service.deliver(fact)
            try await service.deliver(absent.registered, first, present.registered, second)
            try await service.deliver(absent.submitted([scripts]))
            try await service.deliver(issued(first, version: 1), withdrawn(first))
            let gone = try await service.officer().get(absent.path)
            let come = try await service.officer().get(present.path)

            #expect(gone.text.contains("Convocation retirée : Centre fermé."))
            #expect(gone.text.contains("Remplacé(e) depuis le") && gone.text.contains(present.path))
            #expect(come.text.contains("Remplace depuis le") && come.text.contains(absent.path))
        }
    }
}
