import Foundation
import PortalDomain
import Web

/// The accounts as the template shows them.
struct AccountsPage {
    struct Row {
        let path: String
        let login: String
        let name: String
        let roles: String
        let perimeter: String
        let state: String
        let tag: String

        init(_ account: Account) {
            path = "/portail/comptes/\(account.id.uuidString.lowercased())"
            (login, name) = (account.login, account.displayName)
            roles = Frenchly.list(Role.allCases.filter { account.roles.contains($0.rawValue) }.map(\.label))
            perimeter = account.perimeter.contains("*") ? "Tous" : account.perimeter.joined(separator: ", ")
            (state, tag) = Self.text(account.state)
        }

        static func text(_ state: String) -> (String, String) {
            switch state {
            case "active": ("Actif", "tag-done")
            case "closed": ("Fermé", "tag-off")
            default: ("À activer", "tag-wait")
            }
        }
    }

    let lead: String
    let rows: [Row]
    let recherche: Field
    let role: Field
    let etat: Field
    let range: String
    let previous: String?
    let next: String?

    init(_ filter: AccountFilter, _ accounts: [Account], _ count: Int) {
        lead = count == 0 ? "Aucun compte avec ces critères." : "\(Frenchly.count(count, "compte"))."
        rows = accounts.map(Row.init)
        recherche = Field("q", "Nom, identifiant ou adresse", value: filter.text)
        role = Field(
            "role", "Rôle", .list([.init("", "Tous")] + Role.allCases.map { .init($0.rawValue, $0.label) }),
            value: filter.role)
        etat = Field(
            "etat", "État",
            .list([
                .init("", "Tous"), .init("active", "Actif"), .init("invited", "À activer"), .init("closed", "Fermé"),
            ]), value: filter.state)
        let address = [("q", filter.text), ("role", filter.role), ("etat", filter.state)]
            .map { "\($0.0)=\(ReturnPath.escape($0.1))" }.joined(separator: "&")
        let (first, last) = (filter.page * AccountFilter.pageSize + 1, (filter.page + 1) * AccountFilter.pageSize)
        range = count < first ? "" : "\(first) à \(min(last, count)) sur \(Frenchly.number(count))"
        previous = filter.page > 0 ? "/portail/comptes?\(address)&page=\(filter.page)" : nil
        next = last < count ? "/portail/comptes?\(address)&page=\(filter.page + 2)" : nil
    }
}

/// One account, to be opened or changed.
struct AccountPage {
    let title: String
    let path: String
    let erreurs: FormErrors
    let login: String?
    let identifiant: Field?
    let nom: Field
    let courriel: Field
    let roles: [Field]
    let bureaux: Field
    let state: String?
    let tag: String
    let mayClose: Bool
    let mayInvite: String?
    var sent: String?
    var link: String?

    init(_ account: Account?, _ wanted: AccountRoutes.Wanted, _ errors: FormErrors) {
        title = account.map { "Compte de \($0.displayName)" } ?? "Ouvrir un compte"
        path = account.map { "/portail/comptes/\($0.id.uuidString.lowercased())" } ?? "/portail/comptes/nouveau"
        erreurs = errors
        login = account?.login
        identifiant =
            account == nil ? Field("identifiant", "Identifiant", value: wanted.login).errors(errors) : nil
        nom = Field("nom", "Nom affiché", value: wanted.name).errors(errors)
        courriel = Field("courriel", "Adresse électronique", .email, value: wanted.email)
            .hint("Le lien d’activation y est envoyé ; sans adresse, il vous est montré pour être remis.").isOptional()
            .errors(errors)
        let shown = Role.allCases.filter { $0 != .participant || account?.participantID != nil }
        roles = shown.map { role in
            Field("role-\(role.rawValue)", role.label, .tick, value: wanted.roles.contains(role.rawValue) ? "oui" : "")
                .errors(errors)
        }
        bureaux = Field("bureaux", "Bureaux", value: wanted.perimeter)
            .hint("Codes séparés par une espace, par exemple DEC1 DEC2 ; * pour tous.").isOptional().errors(errors)
        (state, tag) = account.map { AccountsPage.Row.text($0.state) } ?? (nil, "")
        mayClose = account.map { $0.state != "closed" } ?? false
        mayInvite = account.flatMap { account in
            switch account.state {
            case "closed": "Rouvrir le compte"
            case "invited": "Envoyer un nouveau lien"
            default: nil
            }
        }
    }
}
