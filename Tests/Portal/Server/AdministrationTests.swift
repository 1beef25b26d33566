import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Web

@testable import PortalService

/// The operators' entrance: who may use it, and what it answers.
@Suite struct AdministrationTests {
    private func headers(_ test: TestPortal, role: String) async throws -> HTTPFields {
        let session = SignedIn.Session(id: UUID(), formToken: "f", expiresAt: test.time.now.addingTimeInterval(300))
        let account = SignedIn.Account(id: UUID(), participantID: nil, displayName: "imagin")
        let person = SignedIn(account: account, roles: [role], perimeter: ["*"], session: session)
        return [
            .authorization: "Bearer \(try await test.issuer.sign(person, at: test.time.now))",
            .contentType: "application/json", .accept: "application/json",
        ]
    }

    @Test func aClosedAccountSignsInNoMoreAndStaysInTheList() async throws {
        try await TestPortal.run { test in
            try await test.activate("claire")
            let operatorHeaders = try await headers(test, role: "operator")

            let closed = try await test.send(
                .post, "/portail/administration/comptes/fermeture", operatorHeaders, body: #"{"login":"Claire"}"#)
            let listed = try await test.send(.get, "/portail/administration/comptes", operatorHeaders)
            let signIn = try await TestBrowser(test).signIn("claire")

            #expect(closed.status == .ok)
            #expect(String(buffer: listed.body).contains(#""login":"claire""#))
            #expect(String(buffer: listed.body).contains(#""state":"closed""#))
            #expect(signIn.status != .seeOther)
        }
    }

    @Test func onlyOperatorsSeeTheAccounts() async throws {
        try await TestPortal.run { test in
            let refused = try await test.send(
                .get, "/portail/administration/comptes", try await headers(test, role: "officer"))
            let unsigned = try await test.send(.get, "/portail/administration/comptes", [.accept: "application/json"])

            #expect(refused.status == .forbidden)
            #expect(unsigned.status == .unauthorized)
        }
    }

    @Test func closingAnUnknownAccountSaysSo() async throws {
        try await TestPortal.run { test in
            let answer = try await test.send(
                .post, "/portail/administration/comptes/fermeture", try await headers(test, role: "operator"),
                body: #"{"login":"personne"}"#)

            #expect(answer.status == .unprocessableContent)
            #expect(String(buffer: answer.body).contains("personne"))
        }
    }
}
