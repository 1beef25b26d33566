import Foundation
import Hummingbird
import LiquidationDomain
import Postgres
import ServiceRuntime
import Vocabulary
import Web

/// Money that came back: why, whose turn it is, and ordering it anew.
struct ReturnRoutes {
    let context: ServiceContext
    let indemnityCode: String

    func add(to group: RouterGroup<WebContext>) {
        group.get("rejets") { request, web in try await page(nil, request, web) }
        group.post("rejets") { request, web in try await order(request, web) }
    }

    /// `ordre` names the payments; it is repeated when several are ordered together.
    private func order(_ request: Request, _ web: WebContext) async throws -> Response {
        let form = try await Form(request: request, context: web)
        let person = try web.person()
        let payments = form.all("ordre").compactMap { PaymentID($0) }
        guard !payments.isEmpty, payments.count == form.all("ordre").count, payments.count <= 500 else {
            return try await page("Choisissez au moins un rejet à ordonner à nouveau.", request, web)
        }
        let act = OrderAnew(
            actor: person.accountID, perimeter: Perimeter(person), indemnityCode: indemnityCode, now: context.clock())
        let subject = payments.count == 1 ? payments[0].description : "\(payments.count) payments"
        do {
            let location = try await PaymasterAct(context: context, person: person, form: form)
                .commit("/paiements/rejets", .init(action: "payments-ordered-anew", subject: subject)) { connection in
                    try act.order(payments, in: connection)
                }
            let done = Frenchly.count(payments.count, "paiement ordonné", "paiements ordonnés")
            return context.site.redirect(location, notice: "\(done) à nouveau.")
        } catch let refusal as OrderAnewRefusal {
            return try await page(refusal.sentence, request, web)
        }
    }

    private func page(_ refusal: String?, _ request: Request, _ web: WebContext) async throws -> Response {
        let perimeter = Perimeter(try web.person())
        let page = ListPage(request)
        let (returns, total) = try await context.pool.withConnection { connection in
            (
                try connection.run(
                    SelectWaitingReturns(perimeter: perimeter, limit: ListPage.size, offset: page.offset)),
                try connection.run(CountWaitingReturns(perimeter: perimeter)).first ?? (0, .zero)
            )
        }
        return try context.site.page(
            "returns", ReturnListPage(returns, total: total, page: page, refusal: refusal), title: "Rejets",
            request: request, context: web, status: refusal == nil ? .ok : .unprocessableContent)
    }
}

struct ReturnListPage {
    struct Line {
        let ordre, adresse, nom, numero, voie, montant, motif, depuis, suite: String
        let possible: Bool
    }

    let rubriques = Sections.at("/paiements/rejets")
    let phrase: String
    let refus: String?
    let aucun, plusieurs, suite: Bool
    let tous: String
    let possibles: [String]
    let lignes: [Line]
    let pages: [ListPage.Link]

    init(_ returns: [WaitingReturn], total: (count: Int, sum: Money), page: ListPage, refusal: String?) {
        phrase =
            total.count == 0
            ? "Aucun paiement rejeté n’attend."
            : "\(Frenchly.count(total.count, "paiement rejeté", "paiements rejetés")), \(Frenchly.money(total.sum.cents)) "
                + "encore dus."
        refus = refusal
        aucun = returns.isEmpty
        lignes = returns.map { item in
            Line(
                ordre: item.payment.paymentID.description, adresse: "/paiements/ordres/\(item.payment.paymentID)",
                nom: "\(item.name.family) \(item.name.given)", numero: item.number, voie: item.payment.track.label,
                montant: Frenchly.money(item.payment.amount.cents), motif: item.reason,
                depuis: Frenchly.shortDay(of: item.returnedAt), suite: item.next, possible: item.orderable)
        }
        possibles = returns.filter(\.orderable).map(\.payment.paymentID.description)
        plusieurs = possibles.count > 1
        tous = Frenchly.count(possibles.count, "paiement")
        pages = page.links(total: total.count, path: "/paiements/rejets")
        suite = !pages.isEmpty
    }
}

extension WaitingReturn {
    /// What the bank's code means; the payroll says it in its own words.
    var reason: String {
        guard payment.track == .travel, let code else { return explanation ?? "" }
        return ReturnReason.of(code).meaning
    }

    /// Whose turn it is.
    var next: String {
        if payment.track == .indemnity {
            return orderable
                ? "À vous : ordonnez à nouveau une fois la cause levée auprès de la paye."
                : "À examiner : la paye annonce l’avoir payé après l’avoir rejeté."
        }
        if corrected, orderable { return "À vous : l’intervenant a donné un autre compte depuis." }
        return orderable
            ? "À vous : le compte n’est pas en cause, ordonnez à nouveau."
            : "À l’intervenant : il doit donner un compte utilisable ; le virement repartira alors de lui-même."
    }
}
