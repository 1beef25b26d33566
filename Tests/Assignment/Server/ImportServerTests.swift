import AssignmentDomain
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import AssignmentService

struct ImportServerTests {
    private struct Refusal: Decodable {
        struct Fault: Decodable, Equatable {
            var file: String
            var line: Int?
            var column: String?
            var value: String?
            var remedy: String
        }
        var faults: [Fault]
    }

    private func outcome(_ response: TestResponse) throws -> ImportOutcome {
        try JSONDecoder().decode(ImportOutcome.self, from: Data(String(buffer: response.body).utf8))
    }

    @Test func theSameFilesAgainChangeNothingAndTellNobody() async throws {
        try await AssignmentFixture.run { site in
            _ = try await site.import(AssignmentFixture.files)
            let messages = try await site.count(CountRows(table: "outbox"))

            let again = try outcome(try await site.import(AssignmentFixture.files))

            #expect(again.changes.count == 7)
            #expect(again.changes.allSatisfy { $0.added == 0 && $0.changed == 0 && $0.rows.isEmpty })
            #expect(again.changes.map(\.unchanged).reduce(0, +) == 15)
            #expect(try await site.count(CountRows(table: "outbox")) == messages)
        }
    }

    @Test func aDryRunShowsTheDifferenceColumnByColumnAndKeepsNothing() async throws {
        try await AssignmentFixture.run { site in
            _ = try await site.import(AssignmentFixture.files)
            let changed =
                AssignmentFixture.files["participants.csv", default: ""]
                .replacing("P2;Durand;Paul;;externe;81004;;2", with: "P2;Durand;Paul;;externe;31555;;3")
                + "\nP4;Petit;Luc;;interne;81004;;1\n"

            let trial = try outcome(try await site.import(["participants.csv": changed], dryRun: true))
            let real = try outcome(try await site.import(["participants.csv": changed]))

            #expect(trial.dryRun && !real.dryRun)
            #expect(trial.changes == real.changes)
            #expect(
                trial.changes.first?.rows == [
                    RowChange(
                        key: "P2", isNew: false,
                        cells: [
                            .init(column: "commune_residence", before: "81004", after: "31555"),
                            .init(column: "missions_max", before: "2", after: "3"),
                        ]),
                    RowChange(key: "P4", isNew: true, cells: []),
                ])
        }
    }

    @Test func whatIsProbablyWrongIsTakenAndNamedWithItsRow() async throws {
        try await AssignmentFixture.run { site in
            #expect(try outcome(try await site.import(AssignmentFixture.files)).doubts == [])
            let mission =
                "M9;2026-06;correction;bac-general;Philosofie;DEC1;C1;2026-06-18 08:00-12:00;2;;terminale;non\n"
            let header = AssignmentFixture.files["missions.csv", default: ""].prefix { $0 != "\n" }
            let people =
                "numero;nom;prenom;courriel;statut;commune_residence;commune_etablissement;missions_max\n"
                + "P8;MARTIN;Claire;Claire.Martin@exemple.fr;interne;31555;;2\n"

            let answer = try outcome(
                try await site.import([
                    "missions.csv": "\(header)\n\(mission)", "participants.csv": people,
                    "competences.csv": "numero;examen;epreuve\nP8;bac-general;Grec\nP1;bac-general;Grec\n",
                    "compositions.csv":
                        "session;mission;role;condition;postes\n2026-06;M2;président;interne;2\n2026-06;M2;autre;externe;1\n",
                ]))

            let doubts = try #require(answer.doubts)
            #expect(
                doubts.map { "\($0.file) \($0.line ?? 0)" } == [
                    "missions.csv 2", "competences.csv 2", "participants.csv 2", "participants.csv 2",
                    "compositions.csv 2",
                ])
            #expect(doubts[0].remedy.contains("Personne n’a la compétence « Philosofie »"))
            #expect(doubts[1].remedy.contains("« Grec » de cet examen (2 lignes)"))
            #expect(doubts[2].remedy.contains("semble être aussi P1"))
            #expect(doubts[3].remedy.contains("ne sera jamais affectée"))
            #expect(doubts[4].remedy.contains("réservent 3 postes et elle n’en a que 2"))
        }
    }

    @Test func everyFaultOfEveryFileIsNamedAndNothingIsTaken() async throws {
        try await AssignmentFixture.run { site in
            var files = AssignmentFixture.files
            files["centres.csv"] = "code;nom;commune\nC1;Lycée du Parc;99999\nC1;Autre;31555\n"
            files["competences.csv"] = "numero;examen;epreuve\nP9;bac-general;Philosophie\nP1;bac;Philosophie\n"

            let answer = try await site.import(files)
            let refusal = try JSONDecoder().decode(Refusal.self, from: Data(String(buffer: answer.body).utf8))

            #expect(answer.status == .unprocessableContent)
            #expect(answer.headers[.contentType]?.hasPrefix("application/problem+json") == true)
            #expect(
                refusal.faults.map { "\($0.file) \($0.line ?? 0) \($0.column ?? "") \($0.value ?? "")" } == [
                    "centres.csv 2 commune 99999", "centres.csv 3 code C1", "competences.csv 2 numero P9",
                    "competences.csv 3 examen bac",
                ])
            #expect(refusal.faults.allSatisfy { !$0.remedy.isEmpty })
            #expect(try await site.count(CountRows(table: "participants")) == 0)
            #expect(try await site.count(CountRows(table: "outbox")) == 0)
        }
    }

    @Test func fiveThousandRowsAreTakenAtOnceAndTheSecondTimeNothingChanges() async throws {
        try await AssignmentFixture.run { site in
            _ = try await site.import(AssignmentFixture.files)
            let rows = (1...5_000).map { "P\(1 + $0 % 3);bac-general;Épreuve \($0)" }.joined(separator: "\n")
            let files = ["competences.csv": "numero;examen;epreuve\n\(rows)\n"]

            let first = try outcome(try await site.import(files))
            let second = try outcome(try await site.import(files))

            #expect(first.changes.map(\.added) == [5_000])
            #expect(first.changes.first?.rows.count == ImportDifference.mostRows)
            #expect(second.changes.map(\.unchanged) == [5_000])
        }
    }

    @Test(arguments: ["", "[]", "{\"files\": {}}", "{\"files\": {\"participants.csv\": 3}}"])
    func anotherBodyIsRefusedWithTheExpectedForm(body: String) async throws {
        try await AssignmentFixture.run { site in
            let answer = try await site.client.execute(
                uri: "/affectation/imports", method: .post,
                headers: [
                    .authorization: "Bearer \(try await site.token("operator"))", .accept: "application/json",
                ], body: ByteBuffer(string: body))

            #expect(answer.status == .badRequest)
        }
    }

    @Test func aParticipantMayNotImport() async throws {
        try await AssignmentFixture.run { site in
            let answer = try await site.client.execute(
                uri: "/affectation/imports", method: .post,
                headers: [.authorization: "Bearer \(try await site.token("participant"))"],
                body: ByteBuffer(string: "{\"files\": {\"communes.csv\": \"\"}}"))

            #expect(answer.status == .forbidden)
        }
    }
}
