import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import AssignmentService

/// Validity of competences and own pupils, from the files to the manager's pages.
struct EligibilityServerTests {
    private let page = "\(AssignmentFixture.session)/missions/M1"
    private let schools = "code;nom;commune\nE1;Lycée Un;31555\nE2;Lycée Deux;31555\n"

    private func text(_ site: AssignmentFixture, _ path: String, as token: String) async throws -> String {
        String(buffer: try await site.get(path, as: token).body)
    }

    @Test func aCompetenceOutsideItsDatesIsNoCompetence() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await site.token("manager")
            try await site.convene(as: manager)
            let dated =
                "numero;examen;epreuve;valable_du;valable_au;preuve\nP1;bac-general;Philosophie;2020-09-01;2026-06-17;CAPES\n"

            let trial = String(buffer: try await site.import(["competences.csv": dated], dryRun: true).body)
            _ = try await site.import(["competences.csv": dated])
            let again = String(buffer: try await site.import(["competences.csv": dated]).body)
            let proposal = try await site.compute(as: manager)
            _ = try await site.post("\(proposal)/decision", as: manager)
            let mission = try await text(site, page, as: manager)

            #expect(trial.contains("valable_au") && trial.contains("2026-06-17") && trial.contains("CAPES"))
            #expect(again.contains("\"changed\":0"))
            #expect(!mission.contains("(P1)"))
        }
    }

    @Test func anImpossibleSpanOfValidityIsNamedWithItsLine() async throws {
        try await AssignmentFixture.run { site in
            _ = try await site.import(AssignmentFixture.files)

            let answer = try await site.import([
                "competences.csv":
                    "numero;examen;epreuve;valable_du;valable_au\nP1;bac-general;Philosophie;2026-09-01;2025-08-31\n"
            ])

            #expect(answer.status == .unprocessableContent)
            #expect(String(buffer: answer.body).contains("La fin de validité doit suivre son début, le 2026-09-01."))
        }
    }

    @Test func nobodyIsKeptWhereTheirOwnPupilsSit() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await site.token("manager")
            try await site.convene(as: manager)
            let before = try await text(site, page, as: manager)

            let pupils = try await site.import([
                "schools.csv": schools, "pupils.csv": "centre;etablissement;composent\nC1;E1;oui\n",
                "teaching.csv": "numero;etablissement;enseigne\nP1;E1;oui\n",
            ])
            let broken = try await text(site, page, as: manager)
            _ = try await site.post("\(try await site.compute(as: manager))/decision", as: manager)
            let after = try await text(site, page, as: manager)
            _ = try await site.import(["teaching.csv": "numero;etablissement;enseigne\nP1;E1;non\n"])
            let lifted = try await text(site, page, as: manager)

            #expect(pupils.status == .ok && before.contains("P1"))
            #expect(broken.contains("ses élèves passent dans ce centre"))
            #expect(after.contains("écarté de cette mission (ses élèves passent dans ce centre)"))
            #expect(!lifted.contains("ses élèves passent dans ce centre"))
        }
    }

    @Test func aCalculationThatTheTimeLimitEndedSaysSoAndOffersMoreTime() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await site.token("manager")
            _ = try await site.import(AssignmentFixture.files)
            let proposal = try await site.compute(as: manager)
            let good = try await text(site, proposal, as: manager)

            try await site.spoil(proposal)
            let poor = try await text(site, proposal, as: manager)
            let longer = try await site.post("\(proposal)/plus-long", as: manager)

            #expect(good.contains("Retenir cette proposition") && !good.contains("limite de temps"))
            #expect(poor.contains("La limite de temps") && poor.contains("a été atteinte avant l’écart voulu"))
            #expect(poor.contains("Retenir quand même") && poor.contains("plus-long"))
            #expect(longer.status == .seeOther && longer.headers[.location] != proposal)
        }
    }
}
