import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Web

struct SignInGuardTests {
    @Test func aPageAskedForWithoutSignInLeadsToTheSignInAndBack() async throws {
        try await TestSite().ask(.get, "/essai?page=2") { answer in
            #expect(answer.status == .seeOther)
            #expect(answer.headers[.location] == "/portail/connexion?retour=/essai%3Fpage%3D2")
        }
    }

    @Test func aPageAskedForWithAnExpiredTokenIsRenewed() async throws {
        let test = try await TestSite()
        let cookie = try await test.cookie(endsIn: 0)

        try await test.ask(.get, "/essai", [.cookie: cookie]) { answer in
            #expect(answer.status == .seeOther)
            #expect(answer.headers[.location] == "/portail/renouveler?retour=/essai")
        }
    }

    @Test func aFormSentWithAnExpiredTokenIsSentAgainByTheBrowserItself() async throws {
        let test = try await TestSite()
        let cookie = try await test.cookie(endsIn: -1)

        try await test.ask(.post, "/essai", [.cookie: cookie], body: "copies=3") { answer in
            #expect(answer.status == .temporaryRedirect)
            #expect(answer.headers[.location] == "/portail/renouveler?retour=/essai")
        }
    }

    @Test func aProgramWithoutSignInGetsAProblemDocument() async throws {
        try await TestSite().ask(.get, "/essai", [.accept: "application/json"]) { answer in
            #expect(answer.status == .unauthorized)
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(String(buffer: answer.body).contains("urn:imagin:probleme:connexion-necessaire"))
        }
    }

    @Test func anotherRoleIsRefusedWithAPage() async throws {
        let test = try await TestSite()
        let cookie = try await test.cookie(roles: ["officer"])

        try await test.ask(.get, "/essai", [.cookie: cookie]) { answer in
            #expect(answer.status == .forbidden)
            #expect(String(buffer: answer.body).contains("Accès refusé"))
        }
    }

    @Test func aTokenThatAnotherKeyHasSignedSaysNothing() async throws {
        let cookie = try await TestSite().cookie()

        try await TestSite().ask(.get, "/essai", [.cookie: cookie]) { answer in
            #expect(answer.headers[.location] == "/portail/connexion?retour=/essai")
        }
    }

    @Test func theFormOfThisSignInIsAccepted() async throws {
        let test = try await TestSite()
        let headers: HTTPFields = [.cookie: try await test.cookie(), .origin: TestSite.origin]

        try await test.ask(.post, "/essai", headers, body: "_jeton=\(TestSite.formToken)&copies=+12") { answer in
            #expect(answer.status == .seeOther)
            #expect(answer.headers[.location] == "/essai/12")
        }
    }

    @Test(arguments: ["copies=3", "_jeton=&copies=3", "_jeton=un-autre&copies=3"])
    func aFormWithoutTheRightTokenIsRefused(body: String) async throws {
        let test = try await TestSite()

        try await test.ask(.post, "/essai", [.cookie: try await test.cookie()], body: body) { answer in
            #expect(answer.status == .forbidden)
        }
    }

    @Test(arguments: ["https://autre.example", "null", "http://frais.example.fr"])
    func aFormOfAnotherOriginIsRefusedEvenWithTheRightToken(origin: String) async throws {
        let test = try await TestSite()
        let headers: HTTPFields = [.cookie: try await test.cookie(), .origin: origin]

        try await test.ask(.post, "/essai", headers, body: "_jeton=\(TestSite.formToken)") { answer in
            #expect(answer.status == .forbidden)
        }
    }

    @Test func aFormThatTheBrowserCallsCrossSiteIsRefused() async throws {
        let test = try await TestSite()
        let name = try #require(HTTPField.Name("Sec-Fetch-Site"))
        let headers: HTTPFields = [.cookie: try await test.cookie(), name: "cross-site"]

        try await test.ask(.post, "/essai", headers, body: "_jeton=\(TestSite.formToken)") { answer in
            #expect(answer.status == .forbidden)
        }
    }

    @Test func anOversizedFormIsRefusedWithAPage() async throws {
        let test = try await TestSite()
        let body = "_jeton=\(TestSite.formToken)&texte=" + String(repeating: "a", count: Form.largestBytes)

        try await test.ask(.post, "/essai", [.cookie: try await test.cookie()], body: body) { answer in
            #expect(answer.status == .contentTooLarge)
            #expect(String(buffer: answer.body).contains("Envoi trop volumineux"))
        }
    }

    @Test func anotherBodyThanAFormIsRefused() async throws {
        let test = try await TestSite()
        let headers: HTTPFields = [.cookie: try await test.cookie(), .contentType: "text/plain"]

        try await test.ask(.post, "/essai", headers, body: "_jeton=\(TestSite.formToken)") { answer in
            #expect(answer.status == .unsupportedMediaType)
        }
    }

    @Test func aVisitorsFormNeedsTheTokenOfItsOwnPage() async throws {
        let test = try await TestSite()
        let token = Randomness.text(bytes: 32)

        try await test.ask(.post, "/ouvert", [.cookie: "imagin_visite=\(token)"], body: "_jeton=\(token)") { answer in
            #expect(answer.headers[.location] == "/recu")
        }
        try await test.ask(.post, "/ouvert", body: "_jeton=") { answer in
            #expect(answer.status == .forbidden)
        }
    }

    @Test func aVisitorsPageSetsItsTokenInACookieThatScriptsCannotRead() async throws {
        try await TestSite().ask(.get, "/ouvert") { answer in
            let cookie = try #require(answer.headers[.setCookie])
            #expect(cookie.hasPrefix("imagin_visite="))
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Secure"))
            let token = cookie.dropFirst("imagin_visite=".count).prefix(43)
            #expect(String(buffer: answer.body).contains("name=\"_jeton\" value=\"\(token)\""))
        }
    }
}
