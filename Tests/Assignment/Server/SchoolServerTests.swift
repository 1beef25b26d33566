import Foundation
import Hummingbird
import HummingbirdTesting
import Testing
import Vocabulary

@testable import AssignmentService

struct SchoolServerTests {
    /// Before the missions of the fixture.
    private let spring = Date(timeIntervalSince1970: 1_777_600_000)
    private let patience = ["COMPETENCE_SILENCE_DAYS": "3650"]
    private let path = "/affectation/etablissement/0310001A"

    /// P1 teaches at the school and is convened to M1 on a Thursday morning; P2 teaches elsewhere.
    private func open(_ site: AssignmentFixture) async throws -> String {
        try await site.convene(as: try await site.token("manager"))
        let people = try #require(AssignmentFixture.files["participants.csv"])
        let rows = people.split(separator: "\n").map { line in
            line.hasPrefix("numero")
                ? "\(line);etablissement"
                : line.hasPrefix("P1") ? "\(line);0310001A" : line.hasPrefix("P2") ? "\(line);0810002B" : "\(line);"
        }
        let answer = try await site.import([
            "schools.csv": "code;nom;commune\n0310001A;Lycée du Canal;31555\n0810002B;Lycée du Tarn;81004\n",
            "participants.csv": rows.joined(separator: "\n") + "\n",
            "competences.csv": """
            numero;examen;epreuve;origine
            P1;bac-general;Histoire;declaree
            P1;bac-general;Lettres;enseignement
            P2;bac-general;Histoire;declaree
            """,
            "lessons.csv": "numero;jour;periode;cours\nP1;jeudi;matin;3\nP1;jeudi;apres-midi;2\n",
        ])
        #expect(answer.status == .ok)
        return try await site.token("school-head", perimeter: ["0310001A"])
    }

    private func read(_ answer: TestResponse) -> String { String(buffer: answer.body) }

    @Test func aHeadSeesWhoOfTheirStaffIsAwayAndTheLessonsThatFallOut() async throws {
        try await AssignmentFixture.run(settings: patience, at: spring) { site in
            let head = try await open(site)

            let page = read(try await site.get(path, as: head))

            #expect(page.contains("1\u{A0}personne est convoquée") && page.contains("3\u{A0}cours perdus"))
            #expect(page.contains("Martin Claire") && !page.contains("Durand Paul"))
            #expect(page.contains("2\u{A0}compétences à confirmer"))
        }
    }

    /// Well after the missions of the fixture.
    @Test func aHeadSeesAfterwardsWhatTheSessionHasCost() async throws {
        try await AssignmentFixture.run(settings: patience, at: spring.addingTimeInterval(150 * 86_400)) { site in
            let head = try await open(site)

            let page = read(try await site.get(path, as: head))

            #expect(page.contains("Aucun de vos personnels n’est convoqué à partir d’aujourd’hui."))
            #expect(page.contains("Les douze derniers mois") && page.contains("3\u{A0}cours perdus"))
        }
    }

    @Test func aHeadSeesNothingOfOtherSchools() async throws {
        try await AssignmentFixture.run(settings: patience, at: spring) { site in
            let head = try await open(site)

            #expect(try await site.get("/affectation/etablissement/0810002B", as: head).status == .notFound)
            #expect(try await site.get(AssignmentFixture.session, as: head).status == .forbidden)
            #expect(try await site.get("/affectation/etablissement", as: head).status == .seeOther)
            let participant = try await site.token("participant", participant: "P1")
            #expect(try await site.get(path, as: participant).status == .forbidden)
        }
    }

    @Test func aDeclaredCompetenceCountsOnceItIsConfirmedAndNeverWhenItIsRefused() async throws {
        try await AssignmentFixture.run(settings: patience, at: spring) { site in
            let head = try await open(site)
            let usable = CountRows(table: "usable")
            let before = try await site.count(usable)

            let unexplained = try await site.submit(
                "\(path)/competences", ["competence": "P1|bac-general|Lettres", "reponse": "refuser"], as: head)
            _ = try await site.submit(
                "\(path)/competences",
                ["competence": "P1|bac-general|Lettres", "reponse": "refuser", "motif": "N’enseigne plus"], as: head)
            let refused = try await site.count(usable)
            _ = try await site.submit(
                "\(path)/competences",
                [
                    "competence": "P1|bac-general|Histoire", "competence": "P2|bac-general|Histoire",
                    "reponse": "confirmer",
                ], as: head)

            #expect(unexplained.status == .unprocessableContent)
            #expect(refused == before)
            // The competence of another school's teacher was sent along, and is left alone.
            #expect(try await site.count(usable) == before + 1)
            #expect(read(try await site.get("\(path)/competences", as: head)).contains("Aucune compétence n’attend"))
        }
    }

    @Test func silenceIsAgreementOnceItsDayHasCome() async throws {
        try await AssignmentFixture.run(settings: ["COMPETENCE_SILENCE_DAYS": "0"], at: spring) { site in
            let head = try await open(site)

            #expect(try await site.count(CountRows(table: "usable")) == 6)
            #expect(read(try await site.get("\(path)/competences", as: head)).contains("Aucune compétence n’attend"))
        }
    }

    @Test func aHeadSaysWhenStaffCannotComeAndMayTakeItBack() async throws {
        try await AssignmentFixture.run(settings: patience, at: spring) { site in
            let head = try await open(site)
            let person = AssignmentIDs.participant(number: "P1").rawValue.uuidString.lowercased()
            let other = AssignmentIDs.participant(number: "P2").rawValue.uuidString.lowercased()
            let page = "\(path)/indisponibilites"

            let foreign = try await site.submit(
                page, ["personne": other, "du": "2027-06-18", "periode": "matin", "motif": "Voyage"], as: head)
            let stated = try await site.submit(
                page, ["personne": person, "du": "2027-06-18", "periode": "matin", "motif": "Voyage scolaire"], as: head
            )
            let shown = read(try await site.get(page, as: head))
            _ = try await site.submit(
                "\(page)/retrait", ["personne": person, "jour": "2027-06-18", "moitie": "morning"], as: head)

            #expect(foreign.status == .unprocessableContent && stated.status == .seeOther)
            #expect(shown.contains("Voyage scolaire") && shown.contains("name=\"personne\""))
            #expect(!read(try await site.get(page, as: head)).contains("Voyage scolaire"))
        }
    }
}
