import Contracts
import Foundation
import Postgres
import TestServers
import Testing
import Vocabulary

@testable import ValidationService

/// Two claims of one person for one journey: the estimate of the second goes on from what is certified of the first.
@Suite(.serialized) struct SharedJourneyServerTests {
    @Test func whatAnotherClaimOfTheJourneyHasIsNotEstimatedAgain() async throws {
        try await TestService.validation { service in
            let first = ClaimStory()
            let second = ClaimStory(participant: first.participant)
            try await service.submit(
                first,
                [
                    ClaimStory.line(.kilometres(count: 140, vehicle: .car(.upTo5)), .travel),
                    ClaimStory.line(.meal(.noon, place: .subsidised), .travel),
                ])
            let officer = try await service.officer()
            let page = try await officer.get(first.path)
            _ = try await officer.post(
                first.path + "/decision", ["version": page.version, "action": "certifier-tout"])

            try await service.deliver(second.prepared)
            try await service.deliver(
                second.submitted(
                    [
                        ClaimStory.line(.kilometres(count: 150, vehicle: .car(.upTo5)), .travel),
                        ClaimStory.line(.meal(.noon, place: .ownCost), .travel),
                    ], at: "2026-07-02"))

            // Ten kilometres at 0,32 and the other half of the lunch.
            let estimated = try await service.read(SelectEstimate(claim: second.claim))
            #expect(estimated == [Money(cents: 1_320)])
            #expect(try await officer.get(second.path).text.contains("13,20\u{202F}€"))
            #expect(try await officer.get(first.path).text.contains("54,80\u{202F}€"))
        }
    }
}

/// The travel that the work list shows.
struct SelectEstimate: Statement {
    static let sql = "SELECT travel_cents FROM validation.claim WHERE claim_id = $1"
    let claim: ClaimID
    var bindings: [SQLValue] { [.uuid(claim.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Money { Money(cents: try row.int64(0)) }
}
