import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Web

@testable import PortalService

/// The operators' pages.
struct AccountPagesTests {
    private func operations(_ test: TestPortal) async throws -> TestBrowser {
        try await test.activate("exploitant", roles: ["operator"])
        let browser = TestBrowser(test)
        _ = try await browser.signIn("exploitant")
        return browser
    }

    @Test func anOperatorOpensAnAccountAndHandsTheLinkOver() async throws {
        try await TestPortal.run { test in
            let browser = try await operations(test)

            let opened = try await browser.submit(
                "/portail/comptes/nouveau",
                ["identifiant": "Paul", "nom": "Paul Petit", "role-officer": "oui", "bureaux": "DEC1, DEC2"])

            let page = String(buffer: opened.body)
            let link = try #require(page.firstMatch(of: /activation\?lien=([A-Za-z0-9_-]+)/)).1
            #expect(try await TestBrowser(test).choose(TestPortal.password, link: String(link)).status == .seeOther)
            let account = try #require(try await test.account("paul"))
            #expect(account.roles == ["officer"] && account.perimeter == ["DEC1", "DEC2"])
            #expect(try await test.audit(of: account.id) == ["account-opened", "password-chosen", "signed-in"])
        }
    }

    @Test func whatIsMissingIsSaidBesideTheFieldAndWhatWasTypedStays() async throws {
        try await TestPortal.run { test in
            let browser = try await operations(test)

            let answer = try await browser.submit(
                "/portail/comptes/nouveau", ["identifiant": "deux mots", "nom": "Paul Petit", "courriel": "paul"])

            let page = String(buffer: answer.body)
            #expect(answer.status == .unprocessableContent)
            for words in ["sans espace", "nom@domaine", "au moins un rôle", "value=\"Paul Petit\""] {
                #expect(page.contains(words), "\(words)")
            }
        }
    }

    @Test func anIdentifierThatIsTakenIsNotOpenedAgain() async throws {
        try await TestPortal.run { test in
            let browser = try await operations(test)
            try await test.activate("claire")

            let answer = try await browser.submit(
                "/portail/comptes/nouveau", ["identifiant": "claire", "nom": "Autre", "role-manager": "oui"])

            #expect(answer.status == .unprocessableContent)
            #expect(String(buffer: answer.body).contains("déjà pris"))
            #expect(try await test.account("claire")?.roles == ["officer"])
        }
    }

    @Test func aChangeOfRolesCountsAtTheNextRenewal() async throws {
        try await TestPortal.run { test in
            let browser = try await operations(test)
            try await test.activate("claire")
            let claire = TestBrowser(test)
            _ = try await claire.signIn("claire")
            let path = "/portail/comptes/\(try #require(try await test.account("claire")).id.uuidString.lowercased())"

            _ = try await browser.submit(path, ["nom": "Claire Martin", "role-paymaster": "oui", "bureaux": "*"])

            test.time.pass(16 * 60)
            _ = try await claire.get("/portail/renouveler?retour=/")
            let page = String(buffer: try await claire.get("/portail/compte").body)
            #expect(page.contains("Ordonnateur des paiements") && !page.contains("Gestionnaire"))
        }
    }

    @Test func aClosedAccountIsSignedOutAndOpensAgainWithANewPassword() async throws {
        try await TestPortal.run { test in
            let browser = try await operations(test)
            try await test.activate("claire")
            let claire = TestBrowser(test)
            _ = try await claire.signIn("claire")
            let account = try #require(try await test.account("claire"))
            let path = "/portail/comptes/\(account.id.uuidString.lowercased())"

            _ = try await browser.submit(path + "/fermeture", [:], page: path)

            let renewal = try await claire.get("/portail/renouveler?retour=/")
            #expect(renewal.headers[.location] == "/portail/connexion?retour=/")
            #expect(try await claire.signIn("claire").status != .seeOther)
            let reopened = try await browser.submit(path + "/lien", [:], page: path)
            #expect(String(buffer: reopened.body).contains("claire@example.fr"))
            #expect(try await claire.signIn("claire").status != .seeOther)
            #expect(try await test.account("claire")?.state == "invited")
            let audit = try await test.audit(of: account.id)
            #expect(audit.suffix(2) == ["account-closed", "account-reopened"])
        }
    }

    @Test func otherRolesSeeNoAccounts() async throws {
        try await TestPortal.run { test in
            try await test.activate("claire", roles: ["officer", "manager", "paymaster"])
            let claire = TestBrowser(test)
            _ = try await claire.signIn("claire")

            #expect(try await claire.get("/portail/comptes").status == .forbidden)
            #expect(try await claire.get("/portail/comptes/nouveau").status == .forbidden)
        }
    }
}
