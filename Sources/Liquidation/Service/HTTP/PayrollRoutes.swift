import Hummingbird
import LiquidationDomain
import Postgres
import ServiceRuntime
import Vocabulary
import Web

/// Instructions to the payroll and its reports.
struct PayrollRoutes {
    let context: ServiceContext

    func add(to group: RouterGroup<WebContext>) {
        group.get("paye") { request, web in
            let perimeter = Perimeter(try web.person())
            let page = ListPage(request)
            let view = try await context.pool.withConnection { connection in
                PayrollPage(
                    situation: try connection.run(SelectPaymentSituation(perimeter: perimeter)),
                    reports: try connection.run(
                        SelectReports(perimeter: perimeter, limit: ListPage.size, offset: page.offset)),
                    total: try connection.run(CountReports(perimeter: perimeter)).first ?? 0, page: page)
            }
            return try context.site.page("payroll", view, title: "Paye", request: request, context: web)
        }
    }
}

struct PayrollPage {
    struct Figure {
        let nombre, nom, montant, adresse: String
    }

    struct Line {
        let adresse, nom, numero, montant, reponse, marque, jour, effet: String
    }

    let rubriques = Sections.at("/paiements/paye")
    let phrase: String
    let chiffres: [Figure]
    let lignes: [Line]
    let aucun, suite: Bool
    let pages: [ListPage.Link]

    init(situation: [Situation], reports: [ListedReport], total: Int, page: ListPage) {
        let own = situation.filter { $0.track == .indemnity }
        let waiting = own.first { $0.state == .instructed }
        phrase =
            waiting.map {
                "\(Frenchly.count($0.count, "indemnité transmise attend", "indemnités transmises attendent")) la réponse "
                    + "de la paye, \(Frenchly.money($0.sum.cents)) ; la plus ancienne depuis le "
                    + "\(Frenchly.shortDay(of: $0.since))."
            } ?? "Aucune instruction n’attend de réponse."
        chiffres = [(PaymentState.instructed, "sans réponse"), (.settled, "payées"), (.returned, "rejetées")].map {
            state, name in
            let found = own.first { $0.state == state }
            return Figure(
                nombre: Frenchly.number(found?.count ?? 0), nom: name,
                montant: Frenchly.money((found?.sum ?? .zero).cents),
                adresse: "/paiements/ordres?etat=\(state.rawValue)&voie=indemnity")
        }
        lignes = reports.map {
            Line(
                adresse: "/paiements/ordres/\($0.paymentID)", nom: "\($0.name.family) \($0.name.given)",
                numero: $0.number, montant: Frenchly.money($0.amount.cents), reponse: $0.paid ? "Payée" : "Rejetée",
                marque: $0.paid ? "tag-done" : "tag-wrong",
                jour: $0.day.map { Frenchly.shortDay($0.description) } ?? "", effet: $0.meaning)
        }
        aucun = reports.isEmpty
        pages = page.links(total: total, path: "/paiements/paye")
        suite = !pages.isEmpty
    }
}

extension ListedReport {
    /// What the report did here.
    var meaning: String {
        switch effect {
        case "settled": "L’ordre est payé."
        case "returned": "L’ordre est rejeté\(code.map { " (\($0))" } ?? "")."
        case "paid-after-return": "Payé après un rejet : à examiner."
        default: "Déjà connu, sans effet."
        }
    }
}
