import Foundation
import Hummingbird
import Web

/// The sign-in page, and what comes after it.
struct SignInPage {
    let portal: Portal
    let target: String
    var typed = ""
    /// A form that was sent after the sign-in had ended: kept in the page until the person is signed in again.
    var kept: KeptForm?

    private struct View {
        let erreurs: FormErrors
        let target: String
        let login: Field
        let password: Field
        let kept: [KeptForm.Entry]
        let wasKept: Bool
    }

    private struct ResumeView {
        let target: String
        let hidden: String
        let kept: [KeptForm.Entry]
    }

    func response(
        _ request: Request, _ web: WebContext, _ errors: FormErrors = FormErrors(), status: HTTPResponse.Status? = nil
    ) throws -> Response {
        let login = Field("identifiant", "Identifiant ou adresse électronique", value: typed)
            .help(portal.site.help["identifiant"]).errors(errors).autocomplete("username")
        let view = View(
            erreurs: errors, target: target, login: login,
            password: Field("secret", "Mot de passe", .password("current-password")).errors(errors),
            kept: kept?.prefixed ?? [], wasKept: kept != nil)
        return try portal.site.page(
            "signin", view, title: "Connexion", request: request, context: web,
            status: status ?? (errors.isEmpty ? .ok : .unprocessableContent))
    }

    /// After the sign-in: the page that was asked for, or the form that was kept, to be sent with one button.
    func next(_ opened: SignInSession.Opened, _ request: Request, _ web: WebContext) throws -> Response {
        guard let kept else { return portal.site.redirect(target) }
        var web = web
        web.signIn = .valid(opened.person)
        let view = ResumeView(target: target, hidden: portal.site.hiddenFields(for: opened.person), kept: kept.entries)
        return try portal.site.page(
            "resume", view, title: "Reprendre votre saisie", request: request, context: web)
    }
}

/// The fields of a form that must survive a sign-in.
struct KeptForm: Sendable {
    struct Entry: Sendable {
        let name: String
        let value: String
    }

    private static let prefix = "reprise."
    let entries: [Entry]

    /// The fields of a form that arrived too late; hidden ones are made anew.
    init?(late form: Form) {
        entries = form.pairs.map { Entry(name: $0.name, value: $0.value) }
        if entries.isEmpty { return nil }
    }

    /// The fields that the sign-in page carried.
    init?(restored form: Form) {
        entries = form.pairs.filter { $0.name.hasPrefix(Self.prefix) }
            .map { Entry(name: String($0.name.dropFirst(Self.prefix.count)), value: $0.value) }
            .filter { !$0.name.hasPrefix("_") }
        if entries.isEmpty { return nil }
    }

    var prefixed: [Entry] { entries.map { Entry(name: Self.prefix + $0.name, value: $0.value) } }
}
