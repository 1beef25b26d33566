import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import AssignmentService

struct ConvocationVersionsTests {
    private let convocations = "\(AssignmentFixture.session)/convocations"
    private let issued = "assignment.convocation-issued.v1"
    private let withdrawn = "assignment.convocation-withdrawn.v1"

    /// Recomputes after a change and accepts the result.
    private func replan(_ site: AssignmentFixture, as manager: String) async throws {
        let proposal = try await site.compute(as: manager)
        #expect(try await site.post("\(proposal)/decision", as: manager).status == .seeOther)
    }

    @Test func aMissionThatMovedGivesItsConvocationsANewVersionThatShowsTheDifference() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await site.token("manager")
            try await site.convene(as: manager)
            let moved = AssignmentFixture.files["missions.csv", default: ""].replacing(
                "2026-06-29 08:00-12:00", with: "2026-06-30 09:00-12:00")

            #expect(try await site.import(["missions.csv": moved]).status == .ok)
            try await replan(site, as: manager)
            let page = String(buffer: try await site.get(convocations, as: manager).body)
            #expect(try await site.post(convocations, as: manager).status == .seeOther)

            #expect(page.contains("Roux Anne") && page.contains("→ 30\u{A0}juin"))
            let messages = try await site.messages(issued)
            #expect(messages.count == 4)
            #expect(messages.last?.contains("\"version\":2") == true)
            #expect(messages.last?.contains("2026-06-30") == true)
            #expect(try await site.messages(withdrawn).isEmpty)
        }
    }

    @Test func whoCanNoLongerComeIsWithdrawnWithTheReasonAndReplaced() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await site.token("manager")
            try await site.convene(as: manager)
            let absent = "numero;jour;periode;motif\nP1;2026-06-18;journee;Congé\n"

            _ = try await site.import(["unavailabilities.csv": absent])
            let proposal = try await site.compute(as: manager)
            let shown = String(buffer: try await site.get(proposal, as: manager).body)
            _ = try await site.post("\(proposal)/decision", as: manager)
            let overview = String(buffer: try await site.get(AssignmentFixture.session, as: manager).body)
            _ = try await site.post(convocations, ["motif": "Vous êtes en congé ce jour."], as: manager)

            #expect(shown.contains("À retirer"))
            #expect(overview.contains("1\u{A0}convocation à émettre et 1\u{A0}convocation à retirer."))
            #expect(try await site.messages(withdrawn).count == 1)
            #expect(try await site.messages(withdrawn).first?.contains("Vous êtes en congé ce jour.") == true)
            #expect(try await site.messages(issued).count == 4)
        }
    }

    @Test func theRunTwiceTellsNothingTwice() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await site.token("manager")
            try await site.convene(as: manager)

            _ = try await site.post(convocations, as: manager)
            let page = String(buffer: try await site.get(convocations, as: manager).body)

            #expect(try await site.messages(issued).count == 3)
            #expect(page.contains("Toutes les convocations suivent le plan."))
        }
    }

    @Test func aRecomputedPlanKeepsThoseWhoAreConvened() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await site.token("manager")
            try await site.convene(as: manager)
            let nearer = """
                numero;nom;prenom;courriel;statut;commune_residence;commune_etablissement;missions_max
                P4;Abadie;Luc;;interne;31555;31555;4
                """
            let competence = "numero;examen;epreuve\nP4;dnb;Français\n"

            _ = try await site.import(["participants.csv": nearer, "competences.csv": competence])
            try await replan(site, as: manager)
            _ = try await site.post(convocations, as: manager)

            #expect(try await site.messages(withdrawn).isEmpty)
        }
    }
}
