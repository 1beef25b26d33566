import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Web

@testable import PortalService

struct SignInTests {
    @Test func theRightPasswordSignsInAndLeadsToThePageAskedFor() async throws {
        try await TestPortal.run { test in
            try await test.activate("claire")
            let browser = TestBrowser(test)

            let answer = try await browser.submit(
                "/portail/connexion",
                ["identifiant": "Claire", "secret": TestPortal.password, "retour": "/verification?page=2"])

            #expect(answer.headers[.location] == "/verification?page=2")
            let page = String(buffer: try await browser.get("/portail/compte").body)
            #expect(page.contains("Claire Martin") && page.contains("/verification"))
            let home = try await browser.get("/")
            #expect(home.headers[.location] == "/verification", "one place to go to: there at once")
        }
    }

    @Test func aWrongPasswordAndAnUnknownNameGetTheSamePage() async throws {
        try await TestPortal.run { test in
            try await test.activate("claire")

            let wrong = try await TestBrowser(test).signIn("claire", "autre chose que cela")
            let unknown = try await TestBrowser(test).signIn("jeanne", "autre chose que cela")

            #expect(wrong.status == .unprocessableContent && unknown.status == .unprocessableContent)
            #expect(Self.visible(wrong, "claire") == Self.visible(unknown, "jeanne"))
        }
    }

    @Test(arguments: ["claire", "personne"])
    func theFifthFailureLocksTheNameWhetherItExistsOrNot(login: String) async throws {
        try await TestPortal.run { test in
            try await test.activate("claire")
            let browser = TestBrowser(test)
            for _ in 1...4 { #expect(try await browser.signIn(login, "faux mot de passe").status != .tooManyRequests) }

            #expect(try await browser.signIn(login, "faux mot de passe").status == .tooManyRequests)
            #expect(try await browser.signIn(login).status == .tooManyRequests)
        }
    }

    @Test func theWaitDoublesWithEachFurtherFailure() async throws {
        try await TestPortal.run { test in
            try await test.activate("claire")
            let browser = TestBrowser(test)
            for _ in 1...4 { _ = try await browser.signIn("claire", "faux mot de passe") }
            for (wait, words) in [
                (30, "30\u{A0}secondes"), (60, "1\u{A0}minute"), (120, "2\u{A0}minutes"), (240, "4\u{A0}minutes"),
            ] {
                let failed = try await browser.signIn("claire", "faux mot de passe")
                #expect(String(buffer: failed.body).contains(words))

                test.time.pass(Double(wait) - 2)
                #expect(try await browser.signIn("claire").status == .tooManyRequests)
                test.time.pass(3)
            }

            #expect(try await browser.signIn("claire").status == .seeOther)
        }
    }

    @Test func aTokenIsRenewedWhileTheSignInLivesAndNotAfterwards() async throws {
        try await TestPortal.run { test in
            try await test.activate("claire")
            let browser = TestBrowser(test)
            _ = try await browser.signIn("claire")
            let first = browser.cookies[Site.tokenCookie]
            test.time.pass(16 * 60)

            let renewed = try await browser.get("/portail/renouveler?retour=/portail/compte")

            #expect(renewed.headers[.location] == "/portail/compte")
            #expect(browser.cookies[Site.tokenCookie] != first)
            #expect(try await browser.get("/portail/compte").status == .ok)
            for _ in 1...43 {
                test.time.pass(14 * 60)
                _ = try await browser.get("/portail/renouveler?retour=/")
            }
            let late = try await browser.get("/portail/renouveler?retour=/")
            #expect(late.headers[.location] == "/portail/connexion?retour=/")
        }
    }

    @Test func signingOutTakesTheTokenOfAllServicesAndEndsTheRenewal() async throws {
        try await TestPortal.run { test in
            try await test.activate("claire")
            let browser = TestBrowser(test)
            _ = try await browser.signIn("claire")

            _ = try await browser.submit("/portail/deconnexion", [:], page: "/portail/compte")

            #expect(browser.cookies[Site.tokenCookie] == nil)
            let answer = try await browser.get("/portail/renouveler?retour=/")
            #expect(answer.headers[.location] == "/portail/connexion?retour=/")
            let claire = try #require(try await test.account("claire"))
            #expect(
                try await test.audit(of: claire.id) == [
                    "account-opened", "password-chosen", "signed-in", "signed-in", "signed-out",
                ])
        }
    }

    @Test func afterTheWaitTheRightPasswordOpensAgain() async throws {
        try await TestPortal.run { test in
            try await test.activate("claire")
            let browser = TestBrowser(test)
            for _ in 1...5 { _ = try await browser.signIn("claire", "faux mot de passe") }

            test.time.pass(31)

            #expect(try await browser.signIn("claire").status == .seeOther)
        }
    }

    @Test func aReturnToAnotherSiteLeadsHome() async throws {
        try await TestPortal.run { test in
            try await test.activate("claire")

            let answer = try await TestBrowser(test).submit(
                "/portail/connexion",
                ["identifiant": "claire", "secret": TestPortal.password, "retour": "//autre.example"])

            #expect(answer.headers[.location] == "/")
        }
    }

    @Test func aFormSentAfterTheTokenEndedIsHandedOn() async throws {
        try await TestPortal.run { test in
            try await test.activate("claire")
            let browser = TestBrowser(test)
            _ = try await browser.signIn("claire")
            test.time.pass(16 * 60)

            let answer = try await browser.post("/portail/renouveler?retour=/verification/1", ["motif": "x"])

            #expect(answer.status == .temporaryRedirect)
            #expect(answer.headers[.location] == "/verification/1")
        }
    }

    @Test func aFormSentAfterTheSignInEndedIsKeptUntilTheNextOne() async throws {
        try await TestPortal.run { test in
            try await test.activate("claire")
            let browser = TestBrowser(test)
            _ = try await browser.signIn("claire")
            test.time.pass(31 * 60)

            let late = try await browser.post("/portail/renouveler?retour=/etats-de-frais/1", ["copies": "\"12\""])
            #expect(String(buffer: late.body).contains("name=\"reprise.copies\" value=\"&quot;12&quot;\""))
            let again = try await browser.submit(
                "/portail/connexion",
                [
                    "identifiant": "claire", "secret": TestPortal.password, "retour": "/etats-de-frais/1",
                    "reprise.copies": "\"12\"", "reprise._jeton": "vieux",
                ])

            let page = String(buffer: again.body)
            #expect(page.contains("action=\"/etats-de-frais/1\""))
            #expect(page.contains("name=\"copies\" value=\"&quot;12&quot;\"") && !page.contains("vieux"))
        }
    }

    @Test func signingOutEverywhereEndsTheOtherBrowser() async throws {
        try await TestPortal.run { test in
            try await test.activate("claire")
            let (one, other) = (TestBrowser(test), TestBrowser(test))
            _ = try await one.signIn("claire")
            _ = try await other.signIn("claire")

            _ = try await one.submit("/portail/deconnexion", ["partout": "oui"], page: "/portail/compte")

            let answer = try await other.get("/portail/renouveler?retour=/")
            #expect(answer.headers[.location] == "/portail/connexion?retour=/")
        }
    }

    private static func visible(_ answer: TestResponse, _ typed: String) -> String {
        String(buffer: answer.body).replacing(typed, with: "").replacing(#/value="[^"]*"/#, with: "")
    }
}
