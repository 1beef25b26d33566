import Contracts
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import AssignmentService

struct SubstitutionServerTests {
    private let page = "\(AssignmentFixture.session)/missions/M1/remplacement"
    private let offered = "assignment.replacement-offered.v1"
    private let issued = "assignment.convocation-issued.v1"
    private let withdrawn = "assignment.convocation-withdrawn.v1"

    /// P1 is convened to M1; six others could come. The manager asks five of them; their links.
    private func ask(_ site: AssignmentFixture) async throws -> (manager: String, links: [String]) {
        let manager = try await site.token("manager")
        try await site.convene(as: manager)
        let numbers = (4...8).map { "P\($0)" }
        let people = numbers.map { "\($0);Nom\($0);Luc;;interne;31555;31555;4" }.joined(separator: "\n")
        let competences = numbers.map { "\($0);bac-general;Philosophie" }.joined(separator: "\n")
        _ = try await site.import([
            "participants.csv":
                "numero;nom;prenom;courriel;statut;commune_residence;commune_etablissement;missions_max\n\(people)\n",
            "competences.csv": "numero;examen;epreuve\n\(competences)\n",
        ])
        let answer = try await site.submit(
            page,
            [
                "absent": "P1", "motif": "Malade", "appeler": "P4", "appeler": "P5", "appeler": "P6", "appeler": "P7",
                "appeler": "P8",
            ], as: manager)
        #expect(answer.status == .seeOther)
        return (manager, try await links(site))
    }

    private func links(_ site: AssignmentFixture) async throws -> [String] {
        try await site.messages(offered).map { body in
            let path = body.firstMatch(of: /"answerPath":"([^"]+)"/).map { String($0.1) }
            return try #require(path).replacing("\\/", with: "/")
        }
    }

    @Test func ofAllWhoAcceptAtOnceExactlyOneHasTheSeat() async throws {
        try await AssignmentFixture.run { site in
            let (manager, links) = try await ask(site)

            try await withThrowingTaskGroup(of: Void.self) { group in
                for link in links + links {
                    group.addTask {
                        let answer = try await site.submit(link, ["reponse": "oui"])
                        #expect(answer.status == .seeOther)
                    }
                }
                try await group.waitForAll()
            }

            var winners = 0
            for link in links {
                let page = String(buffer: try await site.visit(link).body)
                if page.contains("vous êtes convoqué(e)") { winners += 1 } else { #expect(page.contains("pourvu")) }
            }
            #expect(links.count == 5 && winners == 1)
            #expect(try await site.messages(issued).count == 4)
            #expect(try await site.messages(withdrawn).count == 1)
            let told = try await site.messages("assignment.convocation-substituted.v1")
            let link = try JSONDecoder().decode(
                Event<ConvocationSubstituted>.self, from: Data(try #require(told.first).utf8))
            let gone = try JSONDecoder().decode(
                Event<ConvocationWithdrawn>.self,
                from: Data(try #require(try await site.messages(withdrawn).first).utf8))
            let come = try await site.messages(issued).map {
                try JSONDecoder().decode(Event<ConvocationIssued>.self, from: Data($0.utf8)).data
            }.first { $0.convocationID == link.data.issued.convocationID }
            #expect(told.count == 1 && link.data.withdrawn.convocationID == gone.data.convocationID)
            #expect(link.data.withdrawn.participantID == gone.data.participantID && link.data.withdrawn.version == 2)
            #expect(come?.participantID == link.data.issued.participantID && come?.mission == link.data.mission)
            #expect(try await site.messages(withdrawn).first?.contains("Vous êtes remplacé(e) : Malade") == true)
            let shown = String(buffer: try await site.get("\(page)?absent=P1", as: manager).body)
            #expect(shown.contains("a accepté et est convoqué(e)") && shown.contains("a accepté trop tard"))
        }
    }

    @Test func whoIsReplacedIsNotChosenAgainByTheNextCalculation() async throws {
        try await AssignmentFixture.run { site in
            let (manager, links) = try await ask(site)
            _ = try await site.submit(links[0], ["reponse": "oui"])

            _ = try await site.post("\(try await site.compute(as: manager))/decision", as: manager)
            let mission = String(
                buffer: try await site.get("\(AssignmentFixture.session)/missions/M1", as: manager).body)

            #expect(mission.contains("écarté de cette mission (Malade)"))
        }
    }

    @Test func whoDeclinesChangesNothingAndMayStillAccept() async throws {
        try await AssignmentFixture.run { site in
            let (_, links) = try await ask(site)

            _ = try await site.submit(links[1], ["reponse": "non"])
            let declined = String(buffer: try await site.visit(links[1]).body)
            #expect(try await site.messages(issued).count == 3)
            _ = try await site.submit(links[1], ["reponse": "oui"])

            #expect(declined.contains("changer d’avis"))
            #expect(try await site.messages(issued).count == 4)
        }
    }

    @Test func whoIsNoLongerFreeDoesNotGetTheSeat() async throws {
        try await AssignmentFixture.run { site in
            let (_, links) = try await ask(site)
            let busy = (4...8).map { "P\($0);2026-06-18;journee;Congé" }.joined(separator: "\n")
            _ = try await site.import(["unavailabilities.csv": "numero;jour;periode;motif\n\(busy)\n"])

            _ = try await site.submit(links[2], ["reponse": "oui"])

            #expect(try await String(buffer: site.visit(links[2]).body).contains("plus libre"))
            #expect(try await site.messages(withdrawn).isEmpty)
            #expect(try await site.messages("assignment.convocation-substituted.v1").isEmpty)
        }
    }

    @Test func whoIsNoLongerFreeLeavesTheManagersRuleOnTheAbsentPersonAsItWas() async throws {
        try await AssignmentFixture.run { site in
            let (manager, links) = try await ask(site)
            let mission = "\(AssignmentFixture.session)/missions/M1"
            _ = try await site.post("\(mission)/regles", ["intervenant": "P1", "regle": "maintenir"], as: manager)
            _ = try await site.import([
                "unavailabilities.csv": "numero;jour;periode;motif\nP6;2026-06-18;journee;Congé\n"
            ])

            _ = try await site.submit(links[2], ["reponse": "oui"])

            #expect(try await String(buffer: site.visit(links[2]).body).contains("plus libre"))
            let kept = String(buffer: try await site.get(mission, as: manager).body)
            #expect(kept.contains("Ne plus maintenir"))

            _ = try await site.submit(links[0], ["reponse": "oui"])

            let replaced = String(buffer: try await site.get(mission, as: manager).body)
            #expect(replaced.contains("écarté de cette mission (Malade)") && !replaced.contains("Ne plus maintenir"))
        }
    }

    @Test func aSecondRequestForTheSamePersonWaitsForTheFirstAndACancelledOneAcceptsNobody() async throws {
        try await AssignmentFixture.run { site in
            let (manager, links) = try await ask(site)

            let again = try await site.submit(page, ["absent": "P1", "appeler": "P4"], as: manager)
            _ = try await site.submit("\(page)/annulation", ["absent": "P1"], as: manager)
            _ = try await site.submit(links[0], ["reponse": "oui"])

            #expect(again.status == .conflict)
            #expect(try await String(buffer: site.visit(links[0]).body).contains("n’est plus demandé"))
            #expect(try await site.messages(issued).count == 3)
        }
    }

    @Test func aLinkWithAnotherSealIsNotFound() async throws {
        try await AssignmentFixture.run { site in
            let (_, links) = try await ask(site)
            let mixed = links[0].split(separator: "/").dropLast().joined(separator: "/")
            let seal = links[1].split(separator: "/").last.map(String.init) ?? ""

            #expect(try await site.visit("/\(mixed)/\(seal)").status == .notFound)
            #expect(try await site.submit("/\(mixed)/\(seal)", ["reponse": "oui"]).status == .notFound)
        }
    }
}
