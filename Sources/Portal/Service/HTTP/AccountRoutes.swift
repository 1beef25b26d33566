import Foundation
import Hummingbird
import PortalDomain
import Postgres
import TransactionalMessaging
import Web

/// The operators' pages: who may sign in, with which roles; opening, changing, closing and reopening accounts.
struct AccountRoutes: Sendable {
    let portal: Portal

    func add(to router: Router<WebContext>) {
        let group = router.group("/portail/comptes").add(
            middleware: portal.site.requiring(Role.operations.rawValue))
        group.get { try await list($0, $1) }
        group.get("nouveau") { try edit($0, $1, AccountPage(nil, Wanted(), FormErrors())) }
        group.post("nouveau") { try await save($0, $1, nil) }
        group.get(":account") { request, web in
            let account = try await load(web)
            return try edit(request, web, AccountPage(account, Wanted(account), FormErrors()))
        }
        group.post(":account") { request, web in try await save(request, web, try await load(web)) }
        group.post(":account/fermeture") { request, web in
            let login = try await load(web).login
            _ = try await portal.keep(try web.person(), login) { try $0.close(login, in: $1) }
            return portal.site.redirect("/portail/comptes?q=\(ReturnPath.escape(login))", notice: "Compte fermé.")
        }
        group.post(":account/lien") { request, web in try await sendLink(request, web, try await load(web)) }
    }

    /// What an operator typed about an account.
    struct Wanted: Sendable {
        var login = ""
        var name = ""
        var email = ""
        var roles: [String] = []
        var perimeter = ""

        init() {}

        init(_ account: Account) {
            (login, name, email) = (account.login, account.displayName, account.email ?? "")
            (roles, perimeter) = (account.roles, account.perimeter.joined(separator: " "))
        }

        init(_ form: Form, known: Account?) {
            login = known?.login ?? form["identifiant"].lowercased()
            (name, email, perimeter) = (form["nom"], form["courriel"].lowercased(), form["bureaux"])
            roles = Role.allCases.map(\.rawValue).filter { form.has("role-\($0)") }
        }

        var offices: [String] { perimeter.split { $0.isWhitespace || $0 == "," }.map(String.init) }

        func errors(_ known: Account?) -> FormErrors {
            var errors = FormErrors()
            if login.isEmpty || login.count > 200 || login.contains(where: \.isWhitespace) {
                errors.add("identifiant", "Indiquez un identifiant sans espace, de 200 caractères au plus.")
            }
            if name.isEmpty || name.count > 200 { errors.add("nom", "Indiquez le nom affiché.") }
            if !email.isEmpty, email.wholeMatch(of: #/[^\s@]+@[^\s@]+/#) == nil {
                errors.add("courriel", "Indiquez une adresse de la forme nom@domaine, ou laissez vide.")
            }
            if roles.isEmpty { errors.add("role-officer", "Choisissez au moins un rôle.") }
            if roles.contains(Role.participant.rawValue), known?.participantID == nil {
                errors.add(
                    "role-participant", "Le compte d’un intervenant s’ouvre par l’importation des intervenants.")
            }
            return errors
        }
    }

    private func list(_ request: Request, _ web: WebContext) async throws -> Response {
        let query = request.uri.queryParameters
        func text(_ name: Substring) -> String { query[name].map { String($0.prefix(100)) } ?? "" }
        let page = min(max(0, (Int(text("page")) ?? 1) - 1), 100_000)
        let filter = AccountFilter(text: text("q"), role: text("role"), state: text("etat"), page: page)
        let (accounts, count) = try await portal.pool.withConnection { connection in
            (
                try connection.run(FindAccounts(filter: filter)),
                try connection.run(CountAccounts(filter: filter)).first ?? 0
            )
        }
        return try portal.site.page(
            "accounts", AccountsPage(filter, accounts, count), title: "Comptes", request: request, context: web)
    }

    private func load(_ web: WebContext) async throws -> Account {
        guard let id = UUID(uuidString: try web.parameters.require("account")),
            let account = try await portal.pool.withConnection({ try $0.run(SelectAccount(id: id)).first })
        else { throw Problem.notFound }
        return account
    }

    private func edit(_ request: Request, _ web: WebContext, _ page: AccountPage) throws -> Response {
        try portal.site.page(
            "account_edit", page, title: page.title, request: request, context: web,
            status: page.erreurs.isEmpty ? .ok : .unprocessableContent)
    }

    private func save(_ request: Request, _ web: WebContext, _ known: Account?) async throws -> Response {
        let form = try await Form(request: request, context: web)
        let wanted = Wanted(form, known: known)
        var errors = wanted.errors(known)
        guard errors.isEmpty else { return try edit(request, web, AccountPage(known, wanted, errors)) }
        let account = Account(
            id: UUID(), login: wanted.login, participantID: known?.participantID, displayName: wanted.name,
            email: wanted.email.isEmpty ? nil : wanted.email, roles: wanted.roles, perimeter: wanted.offices,
            state: "invited")
        do {
            let kept = try await portal.keep(try web.person(), wanted.login) { keeping, connection in
                if known == nil, try !connection.run(SelectAccountByLogin(typed: account.login)).isEmpty {
                    throw AccountKeeping.Refused(reason: "Cet identifiant est déjà pris.")
                }
                return try keeping.put(account, in: connection)
            }
            return try answer(kept, request, web)
        } catch Problem.unprocessable(let reason) {
            errors.add("identifiant", reason)
            return try edit(request, web, AccountPage(known, wanted, errors))
        }
    }

    /// A link for a first password of whoever has none; a closed account is open again.
    private func sendLink(_ request: Request, _ web: WebContext, _ account: Account) async throws -> Response {
        let kept = try await portal.keep(try web.person(), account.login) { keeping, connection in
            account.state == "closed"
                ? try keeping.reopen(account.login, in: connection) : try keeping.put(account, in: connection)
        }
        return try answer(kept, request, web)
    }

    /// Whoever has no address needs the link from the operator's hand; everybody else finds it in the mail.
    private func answer(_ kept: AccountKeeping.Kept, _ request: Request, _ web: WebContext) throws -> Response {
        guard let link = kept.link else {
            return portal.site.redirect(
                "/portail/comptes/\(kept.account.id.uuidString.lowercased())", notice: "Enregistré.")
        }
        var page = AccountPage(kept.account, Wanted(kept.account), FormErrors())
        page.sent = kept.account.email.map { "Un lien d’activation part à \($0)." }
        page.link = kept.account.email == nil ? link : nil
        return try edit(request, web, page)
    }
}
