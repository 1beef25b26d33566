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

    /// M2 has two seats on the nineteenth, one of them for a president; P1 is none, P4 is one.
    private func composed(_ site: AssignmentFixture) async throws -> String {
        let manager = try await site.token("manager")
        _ = try await site.import(AssignmentFixture.files)
        let answer = try await site.import([
            "participants.csv": """
            numero;nom;prenom;courriel;statut;commune_residence;commune_etablissement;missions_max
            P4;Blanc;Lucie;;externe;81004;;2
            P5;Noir;Marc;;interne;31555;;2
            """,
            "competences.csv": """
            numero;examen;epreuve
            P4;bac-general;Philosophie
            P4;bac-general;Présidence
            P5;bac-general;Philosophie
            """,
            "compositions.csv": """
            session;mission;role;condition;postes
            2026-06;M2;président;competence:Présidence;1
            """,
        ])
        #expect(answer.status == .ok)
        _ = try await site.post("\(try await site.compute(as: manager))/decision", as: manager)
        return manager
    }

    @Test func aReservedSeatGoesToWhoFulfilsItsRuleThoughOthersLiveNearer() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await composed(site)

            let page = String(buffer: try await site.get("\(AssignmentFixture.session)/missions/M2", as: manager).body)

            #expect(page.contains("1 président (compétence Présidence) : Blanc Lucie"))
        }
    }

    @Test func aChangeByHandThatBreaksACompositionIsRefused() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await composed(site)
            let path = "\(AssignmentFixture.session)/missions/M2/changement"
            // One of the two sits in the mission already.
            var shown = ""
            for other in ["P1", "P5"] {
                shown += String(buffer: try await site.get("\(path)?retirer=P4&affecter=\(other)", as: manager).body)
            }

            #expect(shown.contains("il manquerait 1 président"))
        }
    }

    @Test func thePredictedBudgetAndTheComparisonSpeakInEuros() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await composed(site)

            let page = String(buffer: try await site.get("\(AssignmentFixture.session)/budget", as: manager).body)

            #expect(page.contains("Par nature de mission") && page.contains("Lycée du Parc, Toulouse"))
            #expect(page.contains("copies corrigées par demi-journée"))
        }
    }
}
