import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Web

@testable import PortalService

struct LinkTests {
    @Test func aLinkServesOnce() async throws {
        try await TestPortal.run { test in
            let link = try await test.invite("claire")
            #expect(try await TestBrowser(test).choose(TestPortal.password, link: link).status == .seeOther)

            let again = try await TestBrowser(test).get("/portail/activation?lien=\(link)")

            #expect(again.status == .gone)
            #expect(String(buffer: again.body).contains("déjà servi"))
        }
    }

    @Test func lookingAtALinkDoesNotUseIt() async throws {
        try await TestPortal.run { test in
            let link = try await test.invite("claire")
            _ = try await TestBrowser(test).get("/portail/activation?lien=\(link)")

            #expect(try await TestBrowser(test).choose(TestPortal.password, link: link).status == .seeOther)
        }
    }

    @Test func anExpiredLinkSaysSo() async throws {
        try await TestPortal.run { test in
            let link = try await test.invite("claire")
            test.time.pass(31 * 24 * 3600)

            let answer = try await TestBrowser(test).get("/portail/activation?lien=\(link)")

            #expect(answer.status == .gone)
            #expect(String(buffer: answer.body).contains("plus valable"))
        }
    }

    @Test func aWeakPasswordComesBackWithTheReasonAndLeavesTheLink() async throws {
        try await TestPortal.run { test in
            let link = try await test.invite("claire")

            let answer = try await TestBrowser(test).choose("azerty", link: link)

            #expect(answer.status == .unprocessableContent)
            #expect(String(buffer: answer.body).contains("au moins 12 caractères"))
            #expect(try await TestBrowser(test).choose(TestPortal.password, link: link).status == .seeOther)
        }
    }

    @Test func askingForALinkTellsNothingAboutTheAccount() async throws {
        try await TestPortal.run { test in
            try await test.activate("claire")

            let known = try await TestBrowser(test).submit("/portail/mot-de-passe-oublie", ["identifiant": "claire"])
            let unknown = try await TestBrowser(test).submit("/portail/mot-de-passe-oublie", ["identifiant": "jeanne"])

            #expect(known.status == .ok && String(buffer: known.body) == String(buffer: unknown.body))
        }
    }

    @Test func onlyAnOperatorsTokenOpensAccounts() async throws {
        try await TestPortal.run { test in
            let body = """
                {"login": "Paul", "displayName": "Paul Petit", "roles": ["manager"], "perimeter": ["*"]}
                """
            for (roles, status) in [(Set(["operator"]), 200), (["manager"], 403)] {
                let person = SignedIn(
                    account: .init(id: UUID(), participantID: nil, displayName: "imagin"), roles: roles, perimeter: [],
                    session: .init(id: UUID(), formToken: "", expiresAt: test.time.now + 60))
                let token = try await test.issuer.sign(person, at: test.time.now)

                let answer = try await test.send(
                    .post, "/portail/administration/comptes",
                    [.authorization: "Bearer \(token)", .contentType: "application/json", .accept: "application/json"],
                    body: body)

                #expect(answer.status.code == status)
            }
        }
    }
}
