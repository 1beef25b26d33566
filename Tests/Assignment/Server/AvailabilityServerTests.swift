import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import AssignmentService

struct AvailabilityServerTests {
    private let path = AvailabilityRoutes.path
    private let soon = "2099-06-18"

    private func participant(_ site: AssignmentFixture, _ number: String) async throws -> String {
        try await site.token("participant", participant: number)
    }

    @Test func aPersonStatesWithdrawsAndSeesTheirUnavailability() async throws {
        try await AssignmentFixture.run { site in
            _ = try await site.import(AssignmentFixture.files)
            let claire = try await participant(site, "P1")
            let fields = [
                "niveau": "indisponible", "du": soon, "au": "", "chaque": "tous les jours", "periode": "matin",
                "motif": "rendez-vous",
            ]

            let answer = try await site.post(path, fields, as: claire)
            let page = String(buffer: try await site.get(path, as: claire).body)
            _ = try await site.post("\(path)/retrait", ["jour": soon, "moitie": "morning"], as: claire)
            let after = String(buffer: try await site.get(path, as: claire).body)

            #expect(answer.status == .seeOther)
            #expect(page.contains("matin, rendez-vous") && page.contains("indisponible</span>"))
            #expect(after.contains("Vous n’avez rien indiqué"))
        }
    }

    @Test func aFormWithErrorsComesBackWithWhatWasTyped() async throws {
        try await AssignmentFixture.run { site in
            _ = try await site.import(AssignmentFixture.files)
            let claire = try await participant(site, "P1")

            let answer = try await site.post(
                path, ["niveau": "indisponible", "du": soon, "au": "2099-06-01", "periode": "matin", "motif": ""],
                as: claire)

            let page = String(buffer: answer.body)
            #expect(answer.status == .ok)
            #expect(page.contains("Le dernier jour doit suivre le premier") && page.contains("Indiquez le motif"))
            #expect(page.contains("2099-06-01"))
        }
    }

    @Test func onlyTheChosenWeekdayOfAPeriodIsTaken() async throws {
        try await AssignmentFixture.run { site in
            _ = try await site.import(AssignmentFixture.files)
            let claire = try await participant(site, "P1")

            // June 2099: Tuesdays are the 2nd, 9th, 16th, 23rd and 30th.
            _ = try await site.post(
                path,
                ["niveau": "eviter", "du": "2099-06-01", "au": "2099-06-30", "chaque": "mardi", "periode": "matin"],
                as: claire)
            let page = String(buffer: try await site.get(path, as: claire).body)

            #expect(page.contains("mardi 2\u{A0}juin 2099") && page.contains("mardi 30\u{A0}juin 2099"))
            #expect(page.components(separatedBy: "à éviter</span>").count - 1 == 5)
        }
    }

    @Test func nobodyIsConvenedWhoHasBecomeUnavailableAndTheManagerReadsWho() async throws {
        try await AssignmentFixture.run { site in
            _ = try await site.import(AssignmentFixture.files)
            let manager = try await site.token("manager")
            _ = try await site.post("\(try await site.compute(as: manager))/decision", as: manager)
            _ = try await site.post(
                path, ["niveau": "indisponible", "du": "2026-06-18", "periode": "journee", "motif": "santé"],
                as: try await participant(site, "P1"))
            let convocations = "\(AssignmentFixture.session)/convocations"

            let page = String(buffer: try await site.get(convocations, as: manager).body)
            let refused = try await site.post(convocations, as: manager)

            #expect(page.contains("Martin Claire dans M1 (indisponible le 18"))
            #expect(refused.status == .conflict)
            #expect(try await site.count(CountRows(table: "convocations")) == 0)
        }
    }

    @Test func anAccountWithoutParticipantHasNoSuchPage() async throws {
        try await AssignmentFixture.run { site in
            let (stranger, manager) = (try await site.token("participant"), try await site.token("manager"))

            #expect(try await site.get(path, as: stranger).status == .notFound)
            #expect(try await site.get(path, as: manager).status == .forbidden)
        }
    }

    @Test func aProposalIsComparedWithThePlan() async throws {
        try await AssignmentFixture.run { site in
            let manager = try await site.token("manager")
            try await site.convene(as: manager)
            _ = try await site.post(
                path, ["niveau": "indisponible", "du": "2026-06-18", "periode": "journee", "motif": "santé"],
                as: try await participant(site, "P1"))

            let proposal = try await site.compute(as: manager)
            let page = String(buffer: try await site.get("\(proposal)/comparaison", as: manager).body)

            #expect(page.contains("Part : Martin Claire (P1)") && page.contains("convoqué"))
            #expect(page.contains("Arrive : Durand Paul (P2)"))
        }
    }
}
