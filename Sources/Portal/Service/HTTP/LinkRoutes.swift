import Foundation
import Hummingbird
import PortalDomain
import Postgres
import TransactionalMessaging
import Web

/// One-time links: a first password, a new one, and the page that asks for a link.
struct LinkRoutes: Sendable {
    let portal: Portal

    func add(to router: Router<WebContext>) {
        let group = router.group("/portail").add(middleware: portal.site.visitors)
        group.get("activation") { try await show($0, $1) }
        group.post("activation") { try await choose($0, $1) }
        group.get("mot-de-passe-oublie") { try ask($0, $1, FormErrors(), typed: "") }
        group.post("mot-de-passe-oublie") { try await send($0, $1) }
    }

    private struct View {
        let erreurs: FormErrors
        let name: String
        let login: String
        let token: String
        let password: Field
        let again: Field
    }

    private struct AskView {
        let erreurs: FormErrors
        let login: Field
    }

    private struct SentView {
        let minutes: Int
    }

    /// Looking at a link does not use it: mail programs look at links by themselves.
    private func show(_ request: Request, _ web: WebContext) async throws -> Response {
        let token = request.uri.queryParameters["lien"].map(String.init) ?? ""
        let now = portal.clock()
        let account = try await portal.pool.transaction { try Self.holder(of: token, now: now, in: $0) }
        return try page(account, token: token, request, web, FormErrors())
    }

    private func choose(_ request: Request, _ web: WebContext) async throws -> Response {
        let form = try await Form(request: request, context: web)
        let (token, password, now) = (form["lien"], form.raw("secret"), portal.clock())
        let holder = try await portal.pool.transaction { try Self.holder(of: token, now: now, in: $0) }
        var errors = FormErrors()
        let words = holder.displayName.split(separator: " ").map(String.init) + [holder.login]
        for fault in PasswordRule.faults(in: password, knownAs: words) { errors.add("secret", fault) }
        if errors.isEmpty, form.raw("secret2") != password {
            errors.add("secret2", "Les deux mots de passe diffèrent. Saisissez-les de nouveau.")
        }
        guard errors.isEmpty else { return try page(holder, token: token, request, web, errors) }
        let hash = try await portal.passwords.hash(password)
        let account = try await portal.work.commit { connection in
            let account = try Self.holder(of: token, now: now, in: connection)  // Somebody may have used it meanwhile.
            _ = try connection.execute(UseLinks(accountID: account.id, now: now))
            _ = try connection.execute(UpdatePassword(id: account.id, password: hash, now: now))
            _ = try connection.execute(EndSessionsOfAccount(accountID: account.id, now: now))
            return (account, Effects(audit: [.account("password-chosen", account.id)]))
        }
        let sessions = SignInSession(portal: portal)
        let opened = try await sessions.open(account)
        var response = portal.site.redirect("/", notice: "Votre mot de passe est enregistré. Vous êtes connecté(e).")
        sessions.set(opened, on: &response)
        return response
    }

    private func send(_ request: Request, _ web: WebContext) async throws -> Response {
        let form = try await Form(request: request, context: web)
        let typed = form["identifiant"]
        guard !typed.isEmpty else {
            var errors = FormErrors()
            errors.add("identifiant", "Saisissez votre identifiant ou votre adresse électronique.")
            return try ask(request, web, errors, typed: typed)
        }
        let (now, origin) = (portal.clock(), portal.settings.publicOrigin)
        try await portal.pool.transaction { connection in
            guard let account = try connection.run(SelectAccountByLogin(typed: typed)).first, account.state != "closed",
                account.email != nil, try connection.run(CountRecentLinks(accountID: account.id, now: now)) == [0]
            else { return }
            let writer = MailWriter(publicOrigin: origin, now: now)
            if account.state == "invited" {
                try writer.invite(account, in: connection)
            } else {
                try writer.recover(account, in: connection)
            }
        }
        // The same page whether the account exists or not.
        return try portal.site.page(
            "link_sent", SentView(minutes: MailWriter.recoveryMinutes), title: "Consultez votre messagerie",
            request: request, context: web)
    }

    private func ask(_ request: Request, _ web: WebContext, _ errors: FormErrors, typed: String) throws -> Response {
        let login = Field("identifiant", "Identifiant ou adresse électronique", value: typed)
            .help(portal.site.help["identifiant"]).errors(errors).autocomplete("username")
        return try portal.site.page(
            "forgotten", AskView(erreurs: errors, login: login), title: "Mot de passe oublié", request: request,
            context: web, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func page(
        _ account: Account, token: String, _ request: Request, _ web: WebContext, _ errors: FormErrors
    ) throws -> Response {
        let view = View(
            erreurs: errors, name: account.displayName, login: account.login, token: token,
            password: Field("secret", "Nouveau mot de passe", .password("new-password"))
                .help(portal.site.help["mot-de-passe"]).errors(errors),
            again: Field("secret2", "Le même mot de passe, de nouveau", .password("new-password")).errors(errors))
        return try portal.site.page(
            "activation", view, title: "Choisir un mot de passe", request: request, context: web,
            status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    /// The account that a link opens.
    private static func holder(of token: String, now: Date, in connection: isolated Connection) throws -> Account {
        guard let link = try connection.run(SelectLink(tokenHash: Portal.hash(token))).first,
            let account = try connection.run(SelectAccount(id: link.accountID)).first, account.state != "closed"
        else { throw Problem.gone("Ce lien est inconnu. Copiez-le en entier, ou demandez-en un autre.") }
        if link.used {
            throw Problem.gone("Ce lien a déjà servi. Connectez-vous, ou demandez un nouveau lien.")
        }
        guard link.expiresAt > now else {
            throw Problem.gone("Ce lien n’est plus valable. Demandez-en un autre sur la page de connexion.")
        }
        return account
    }
}
