import Foundation
import Hummingbird
import PortalDomain
import Web

/// The home page, the account page and the guide.
struct HomeRoutes: Sendable {
    let portal: Portal

    func add(to router: Router<WebContext>) {
        router.get("/") { try home($0, $1) }
        router.group("/portail/compte").add(middleware: portal.site.requiring()).get { try account($0, $1) }
        router.get("/portail/guide") { try guide($0, $1) }
        router.get("/portail/guide/:page") { request, web in
            try guidePage(try web.parameters.require("page"), request, web)
        }
        router.get("/portail/accessibilite") { try guidePage("accessibilite", $0, $1) }
        router.get("/portail/donnees") { try guidePage("donnees", $0, $1) }
    }

    private struct Task {
        let path: String
        let label: String
        let text: String
    }

    private struct HomeView {
        let name: String
        let participant: Bool
        /// Who runs the machines has no page, but a command line.
        let tasks: [Task]
    }

    private static let tasks: [(role: Role, task: Task)] = [
        (
            .participant,
            Task(
                path: "/etats-de-frais", label: "Mes états de frais",
                text: "Ce qui est à compléter, ce qui est en vérification, ce qui est payé.")
        ),
        (
            .participant,
            Task(
                path: "/paiements/mes-coordonnees", label: "Mes coordonnées bancaires",
                text: "Le compte sur lequel vos frais de déplacement sont versés.")
        ),
        (
            .participant,
            Task(
                path: "/affectation/disponibilites", label: "Mes disponibilités",
                text: "Quand vous ne pouvez pas venir, et quand vous préférez venir ou non.")
        ),
        (
            .officer,
            Task(
                path: "/verification", label: "Vérification", text: "Les états de frais qui attendent votre décision.")
        ),
        (
            .manager,
            Task(
                path: "/affectation", label: "Affectation",
                text: "Les missions de la session, qui les assure, ce qui reste vide, les convocations.")
        ),
        (
            .schoolHead,
            Task(
                path: "/affectation/etablissement", label: "Établissement",
                text: "Qui est convoqué et quand, les compétences à confirmer, les indisponibilités de vos personnels.")
        ),
        (
            .paymaster,
            Task(
                path: "/paiements", label: "Paiements", text: "Les lots à transmettre, les retours, les rejets.")
        ),
        (
            .operations,
            Task(path: "/portail/comptes", label: "Comptes", text: "Qui peut se connecter, avec quels rôles.")
        ),
    ]

    /// The answer first: whoever has one place to go to goes there at once.
    private func home(_ request: Request, _ web: WebContext) throws -> Response {
        guard let person = web.signedIn else {
            if web.signIn == .expired {
                return Response(status: .seeOther, headers: [.location: ReturnPath.renewal(to: "/")])
            }
            return try portal.site.page("welcome", [String: String](), title: "Accueil", request: request, context: web)
        }
        let open = Self.tasks.filter { person.has($0.role.rawValue) }
        if let first = open.first, open.allSatisfy({ $0.role == first.role }) {
            return Response(status: .seeOther, headers: [.location: first.task.path])
        }
        let view = HomeView(
            name: person.displayName, participant: person.has(Role.participant.rawValue),
            tasks: open.map(\.task))
        return try portal.site.page("home", view, title: "Accueil", request: request, context: web)
    }

    private struct AccountView {
        let name: String
        let roles: String
        let perimeter: String?
        let until: String
    }

    private func account(_ request: Request, _ web: WebContext) throws -> Response {
        let person = try web.person()
        let roles = Role.allCases.filter { person.has($0.rawValue) }.map(\.label)
        let offices = person.perimeter.contains("*") ? "Tous les bureaux" : Frenchly.list(person.perimeter.sorted())
        let view = AccountView(
            name: person.displayName, roles: Frenchly.list(roles), perimeter: offices.isEmpty ? nil : offices,
            until: "10 heures après la saisie du mot de passe, ou 30 minutes sans activité")
        return try portal.site.page("account", view, title: "Votre compte", request: request, context: web)
    }

    private struct GuideView {
        let pages: [Help.Page]
    }

    private struct GuidePageView {
        let title: String
        let html: String
        let inGuide: Bool
        let others: [Help.Page]
    }

    private func guide(_ request: Request, _ web: WebContext) throws -> Response {
        try portal.site.page(
            "guide", GuideView(pages: listed), title: "Guide", request: request, context: web)
    }

    private func guidePage(_ slug: String, _ request: Request, _ web: WebContext) throws -> Response {
        guard let page = portal.site.help.page(slug) else { throw Problem.notFound }
        let view = GuidePageView(
            title: page.title, html: page.html, inGuide: page.order < 900, others: listed.filter { $0.slug != slug })
        return try portal.site.page("guide_page", view, title: page.title, request: request, context: web)
    }

    /// Pages from 900 on are about the site, not about its use: the footer leads to them.
    private var listed: [Help.Page] { portal.site.help.pages.filter { $0.order < 900 } }
}
