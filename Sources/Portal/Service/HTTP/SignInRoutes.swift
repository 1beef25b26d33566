import Foundation
import Hummingbird
import PortalDomain
import Postgres
import TransactionalMessaging
import Web

/// Sign-in and sign-out.
struct SignInRoutes: Sendable {
    let portal: Portal

    func add(to router: Router<WebContext>) {
        let open = router.group("/portail/connexion").add(middleware: portal.site.visitors)
        open.get { try await show($0, $1) }
        open.post { try await signIn($0, $1) }
        router.group("/portail/deconnexion").add(middleware: portal.site.requiring())
            .post { try await signOut($0, $1) }
    }

    /// Whoever is already signed in goes on without a question.
    private func show(_ request: Request, _ web: WebContext) async throws -> Response {
        let target = ReturnPath.safe(request.uri.queryParameters["retour"].map(String.init)) ?? "/"
        if let opened = try await SignInSession(portal: portal).renew(request) {
            var response = portal.site.redirect(target)
            SignInSession(portal: portal).set(opened, on: &response)
            return response
        }
        return try SignInPage(portal: portal, target: target).response(request, web)
    }

    private func signIn(_ request: Request, _ web: WebContext) async throws -> Response {
        let form = try await Form(request: request, context: web)
        let typed = form["identifiant"]
        let page = SignInPage(
            portal: portal, target: ReturnPath.safe(form["retour"]) ?? "/", typed: typed, kept: KeptForm(restored: form)
        )
        var errors = FormErrors()
        if typed.isEmpty { errors.add("identifiant", "Saisissez votre identifiant ou votre adresse électronique.") }
        if form.raw("secret").isEmpty { errors.add("secret", "Saisissez votre mot de passe.") }
        guard errors.isEmpty else { return try page.response(request, web, errors) }
        let attempt = SignInAttempt(portal: portal, typed: typed, address: web.remoteAddress)
        switch try await attempt.run(password: form.raw("secret")) {
        case .locked(let seconds):
            errors.add("", "Trop d’essais. Patientez \(Frenchly.wait(seconds: seconds)), puis recommencez.")
            return try page.response(request, web, errors, status: .tooManyRequests)
        case .refused:
            errors.add(
                "identifiant",
                "L’identifiant ou le mot de passe est inexact. Vérifiez les deux ; le compte doit avoir été activé.")
            return try page.response(request, web, errors)
        case .accepted(let account):
            let opened = try await SignInSession(portal: portal).open(account)
            var response = try page.next(opened, request, web)
            SignInSession(portal: portal).set(opened, on: &response)
            return response
        }
    }

    private func signOut(_ request: Request, _ web: WebContext) async throws -> Response {
        let form = try await Form(request: request, context: web)
        let person = try web.person()
        let now = portal.clock()
        let everywhere = form.has("partout")
        try await portal.work.commit { connection in
            if everywhere {
                _ = try connection.execute(EndSessionsOfAccount(accountID: person.accountID, now: now))
            } else {
                _ = try connection.execute(EndSession(id: person.sessionID, now: now))
            }
            let action = everywhere ? "signed-out-everywhere" : "signed-out"
            let detail = ["session": person.sessionID.uuidString.lowercased()]
            return ((), Effects(audit: [.account(action, person.accountID, detail: detail)]))
        }
        var response = portal.site.redirect("/portail/connexion", notice: "Vous êtes déconnecté(e).")
        SignInSession(portal: portal).clear(on: &response)
        return response
    }
}
