import Crypto
import CryptoExtras
import Foundation
import GuideTexts
import Hummingbird
import HummingbirdTesting
import Testing
import Web

/// A site with one page and one form, for those who are signed in as `participant`, and a form for visitors.
struct TestSite {
    static let origin = "https://frais.example.fr"
    static let now = Date(timeIntervalSince1970: 1_780_000_000)
    static let formToken = "jeton-de-formulaire-de-cette-connexion"

    let issuer: TokenIssuer
    let site: Site
    let router = Router(context: WebContext.self)

    init(helpDesk: HelpDesk = HelpDesk()) async throws {
        let key = Curve25519.Signing.PrivateKey()
        issuer = try TokenIssuer(privateKeyPEM: key.pemRepresentation)
        var settings = SiteSettings(publicOrigin: Self.origin, tokenPublicKeyPEM: key.publicKey.pemRepresentation)
        settings.helpDesk = helpDesk
        let templates = [
            "form": "{{{erreurs.resume}}}<form method=\"post\">{{{form}}}{{{erreurs.champ.copies}}}{{typed}}</form>"
        ]
        site = try await Site(
            service: "essai", templates: templates.merging(GuideTexts.all) { own, _ in own }, settings: settings)
        site.install(on: router, now: { Self.now })
        addRoutes()
    }

    private func addRoutes() {
        let site = site
        let group = router.group("/essai").add(middleware: site.requiring("participant"))
        group.get { try site.page("form", ["typed": ""], title: "Essai", request: $0, context: $1) }
        group.post { request, web in
            let form = try await Form(request: request, context: web)
            return site.redirect("/essai/\(form["copies"])")
        }
        let open = router.group("/ouvert").add(middleware: site.visitors)
        open.get { try site.page("form", ["typed": ""], title: "Essai", request: $0, context: $1) }
        open.post { _, _ in site.redirect("/recu") }
        router.get("/panne") { _, _ -> Response in throw TestFailure() }
    }

    struct TestFailure: Error {}

    func cookie(roles: Set<String> = ["participant"], endsIn seconds: Double = 600) async throws -> String {
        let person = SignedIn(
            account: .init(id: UUID(), participantID: nil, displayName: "Claire Martin"), roles: roles, perimeter: [],
            session: .init(
                id: UUID(), formToken: Self.formToken, expiresAt: Self.now.addingTimeInterval(seconds)))
        return "\(Site.tokenCookie)=\(try await issuer.sign(person, at: Self.now))"
    }

    /// Sends one request and looks at the answer.
    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:], body: String? = nil,
        _ check: @escaping @Sendable (TestResponse) throws -> Void
    ) async throws {
        var headers = headers
        if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        let (application, sent) = (Application(responder: router.buildResponder()), headers)
        try await application.test(.router) { client in
            try check(
                try await client.execute(
                    uri: path, method: method, headers: sent, body: body.map { ByteBuffer(string: $0) }))
        }
    }
}
