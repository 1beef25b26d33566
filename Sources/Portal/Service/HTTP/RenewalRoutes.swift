import Foundation
import Hummingbird
import Web

/// Renews the fifteen-minute token on the way to a page, and hands forms on with what was typed.
struct RenewalRoutes: Sendable {
    let portal: Portal

    func add(to router: Router<WebContext>) {
        let group = router.group("/portail/renouveler").add(middleware: portal.site.sameOrigin)
        group.get { try await renew($0, $1) }
        group.post { try await renew($0, $1) }
    }

    private func renew(_ request: Request, _ web: WebContext) async throws -> Response {
        let target = ReturnPath.safe(request.uri.queryParameters["retour"].map(String.init)) ?? "/"
        let isForm = request.method == .post
        if let opened = try await SignInSession(portal: portal).renew(request) {
            // 307 keeps the method and the body: the form arrives where it was sent.
            var response = Response(status: isForm ? .temporaryRedirect : .seeOther, headers: [.location: target])
            SignInSession(portal: portal).set(opened, on: &response)
            return response
        }
        guard isForm, target != "/portail/deconnexion" else {
            return portal.site.redirect(ReturnPath.signIn(to: target))
        }
        let form = try await Form(request: request, context: web)
        return try SignInPage(portal: portal, target: target, kept: KeptForm(late: form)).response(request, web)
    }
}
