import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import AssignmentService

struct SeatServerTests {
    private let mission = "\(AssignmentFixture.session)/missions/M1"

    /// The plan that the change page would change.
    private func plan(_ site: AssignmentFixture, as manager: String) async throws -> String {
        let page = String(buffer: try await site.get("\(mission)/changement?retirer=P1", as: manager).body)
        let value = page.split(separator: "name=\"plan\" value=\"").last.map { String($0.prefix(36)) }
        return try #require(value)
    }

    private func convened(_ site: AssignmentFixture) async throws -> String {
        let manager = try await site.token("manager")
        try await site.convene(as: manager)
        return manager
    }

    @Test func aMissionShowsWhoIsInItAndWhoCouldReplaceThem() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await convened(site)

            let page = String(buffer: try await site.get(mission, as: manager).body)

            #expect(page.contains("Martin Claire (P1)") && page.contains("Durand Paul (P2)"))
            #expect(page.contains("la meilleure"))
        }
    }

    @Test func anEmptySeatSaysWhichSingleRuleKeepsItEmpty() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await convened(site)

            let page = String(
                buffer: try await site.get("\(AssignmentFixture.session)/missions/M2", as: manager).body)

            #expect(page.contains("1 poste de plus si Durand Paul se libère le matin du 19"))
        }
    }

    @Test func aReplacementByHandWithdrawsOneConvocationAndIssuesAnother() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await convened(site)
            let fields = ["plan": try await plan(site, as: manager), "retirer": "P1", "affecter": "P2"]

            let changed = try await site.post("\(mission)/changement", fields, as: manager)
            let again = try await site.post("\(mission)/changement", fields, as: manager)
            _ = try await site.post("\(AssignmentFixture.session)/convocations", as: manager)

            #expect(changed.status == .seeOther)
            #expect(again.status == .conflict)
            #expect(try await site.messages("assignment.convocation-withdrawn.v1").count == 1)
            #expect(try await site.messages("assignment.convocation-issued.v1").count == 4)
        }
    }

    @Test func aChangeThatBreaksAHardRuleIsRefusedWithTheRule() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await convened(site)
            let other = "\(AssignmentFixture.session)/missions/M2/changement"

            let page = String(buffer: try await site.get("\(other)?affecter=P2", as: manager).body)
            let answer = try await site.post(
                other, ["plan": try await plan(site, as: manager), "affecter": "P2"], as: manager)

            #expect(page.contains("Durand Paul : indisponible le matin du 19"))
            #expect(!page.contains("Modifier le plan</button>"))
            #expect(answer.status == .conflict)
        }
    }

    @Test func whoIsExcludedByHandIsReplacedByTheNextCalculation() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await site.token("manager")
            _ = try await site.import(AssignmentFixture.files)

            let excluded = try await site.post(
                "\(mission)/regles", ["intervenant": "P1", "regle": "ecarter", "motif": "parente"], as: manager)
            _ = try await site.post("\(try await site.compute(as: manager))/decision", as: manager)
            let page = String(buffer: try await site.get(mission, as: manager).body)

            #expect(excluded.status == .seeOther)
            #expect(page.contains("écarté de cette mission (parente)"))
            #expect(page.contains("affecter=") == false)
        }
    }

    @Test func whoIsKeptByHandStaysThoughAnotherWouldBeCheaper() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await site.token("manager")
            try await site.convene(as: manager)
            _ = try await site.post("\(mission)/regles", ["intervenant": "P1", "regle": "maintenir"], as: manager)

            let refused = try await site.post(
                "\(mission)/changement",
                ["plan": try await plan(site, as: manager), "retirer": "P1", "affecter": "P2"], as: manager)
            _ = try await site.post("\(try await site.compute(as: manager))/decision", as: manager)
            let page = String(buffer: try await site.get(mission, as: manager).body)

            #expect(refused.status == .conflict)
            #expect(page.contains("convoqué, maintenu"))
        }
    }

    @Test func aManagerOfAnotherOfficeSeesNothingOfTheMission() async throws {
        try await AssignmentFixture.run { site in
            _ = try await convened(site)
            let other = try await site.token("manager", perimeter: ["DEC4"])

            #expect(try await site.get(mission, as: other).status == .notFound)
        }
    }
}
