import Foundation
import Hummingbird
import HummingbirdTesting
import Testing
import Web

@testable import AssignmentService

struct PlanFileServerTests {
    private let page = "\(AssignmentFixture.session)/fichier"

    private func bring(_ site: AssignmentFixture, _ text: String, as token: String) async throws -> TestResponse {
        let boundary = "grenze"
        let parts = [
            ("_jeton", nil, AssignmentFixture.formToken), ("_commande", nil, UUID().uuidString.lowercased()),
            ("fichier", "affectations.csv", text),
        ].map { name, file, value in
            let chosen = file.map { "; filename=\"\($0)\"\r\nContent-Type: text/csv" } ?? ""
            return "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\(chosen)\r\n\r\n\(value)\r\n"
        }
        return try await site.client.execute(
            uri: page, method: .post,
            headers: [
                .cookie: "\(Site.tokenCookie)=\(token)", .accept: "text/html", .origin: "http://127.0.0.1:8080",
                .contentType: "multipart/form-data; boundary=\(boundary)",
            ], body: ByteBuffer(string: parts.joined() + "--\(boundary)--\r\n"))
    }

    private func plan(_ site: AssignmentFixture) async throws -> (manager: String, file: String) {
        let manager = try await site.token("manager")
        _ = try await site.import(AssignmentFixture.files)
        _ = try await site.post("\(try await site.compute(as: manager))/decision", as: manager)
        let file = try await site.get("\(AssignmentFixture.session)/affectations.csv", as: manager)
        return (manager, String(buffer: file.body))
    }

    @Test func theExportedFileComesBackAsTheSamePlan() async throws {
        try await AssignmentFixture.run { site in
            let (manager, file) = try await plan(site)

            let answer = try await bring(site, file, as: manager)
            let proposal = try #require(answer.headers[.location])
            let compared = String(buffer: try await site.get("\(proposal)/comparaison", as: manager).body)

            #expect(answer.status == .seeOther)
            #expect(compared.contains("Les deux plans ont les mêmes affectations."))
            #expect(try await site.post("\(proposal)/decision", as: manager).status == .seeOther)
        }
    }

    @Test func aRowThatIsTakenOutEmptiesItsSeatOnceTheProposalIsAccepted() async throws {
        try await AssignmentFixture.run { site in
            let (manager, file) = try await plan(site)
            let rest = file.split(separator: "\r\n").filter { !$0.hasPrefix("M3;") }.joined(separator: "\r\n")

            let proposal = try #require(try await bring(site, rest, as: manager).headers[.location])
            let before = String(buffer: try await site.get(AssignmentFixture.session, as: manager).body)
            _ = try await site.post("\(proposal)/decision", as: manager)
            let after = String(buffer: try await site.get("\(AssignmentFixture.session)/missions/M3", as: manager).body)

            #expect(before.contains("1\u{A0}poste sans intervenant"))
            #expect(after.contains("sans intervenant sur 1"))
        }
    }

    @Test func everyBrokenRuleIsNamedWithItsLineAndNothingIsTaken() async throws {
        try await AssignmentFixture.run { site in
            let (manager, _) = try await plan(site)

            let answer = try await bring(
                site,
                """
                mission;intervenant
                M1;P1
                M1;P2
                M2;P2
                M3;P1
                M9;P1
                M2;P7
                M1;P1
                """, as: manager)
            let said = String(buffer: answer.body)

            #expect(answer.status == .unprocessableContent)
            #expect(said.contains("Ligne 3 (M1;P2) : La mission M1 n’a que 1 postes."))
            #expect(said.contains("Ligne 4 (M2;P2) : P2 est indisponible à ce moment."))
            #expect(said.contains("Ligne 5 (M3;P1) : P1 n’a pas la compétence de cette mission."))
            #expect(said.contains("Ligne 6 (M9;P1) : Aucune mission"))
            #expect(said.contains("Ligne 7 (M2;P7) : Aucun intervenant"))
            #expect(said.contains("Ligne 8 (M1;P1) : Cette ligne est en double"))
        }
    }

    /// Before the session, and months after it.
    @Test(arguments: [1_777_600_000.0, 1_790_600_000.0])
    func aPersonReadsWhyTheyAreConvenedAndWhyNotElsewhereWithoutAnybodyElsesName(at now: Double) async throws {
        try await AssignmentFixture.run(at: Date(timeIntervalSince1970: now)) { site in
            try await site.convene(as: try await site.token("manager"))
            let person = try await site.token("participant", participant: "P2")

            let said = String(buffer: try await site.get("/affectation/disponibilites/pourquoi", as: person).body)

            #expect(said.contains("vous êtes indisponible à ce moment."))
            #expect(!said.contains("Martin") && !said.contains("Roux"))
        }
    }
}
