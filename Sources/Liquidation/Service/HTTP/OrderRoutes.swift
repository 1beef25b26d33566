import Foundation
import Hummingbird
import LiquidationDomain
import Postgres
import ServiceRuntime
import Vocabulary
import Web

/// Finding one payment among all, and its history: the answer to "where is my money".
struct OrderRoutes {
    let context: ServiceContext

    func add(to group: RouterGroup<WebContext>) {
        group.get("ordres") { request, web in try await search(request, web) }
        group.get("ordres/:ordre") { request, web in try await show(nil, request, web) }
        group.post("ordres/:ordre/incident") { request, web in try await close(request, web) }
    }

    private func search(_ request: Request, _ web: WebContext) async throws -> Response {
        let asked = request.uri.queryParameters
        func value(_ name: Substring) -> String { asked.get(String(name)).map { String($0.prefix(80)) } ?? "" }
        let filter = PaymentFilter(
            perimeter: Perimeter(try web.person()), text: value("q").trimmingCharacters(in: .whitespaces),
            state: PaymentState(rawValue: value("etat")), track: Track(rawValue: value("voie")))
        let page = ListPage(request)
        let (found, total) = try await context.pool.withConnection { connection in
            (
                try connection.run(SelectFoundPayments(filter: filter, limit: ListPage.size, offset: page.offset)),
                try connection.run(CountFoundPayments(filter: filter)).first ?? (0, .zero)
            )
        }
        return try context.site.page(
            "orders", OrderListPage(filter: filter, found: found, total: total, page: page),
            title: "Recherche d’un paiement", request: request, context: web)
    }

    /// Ends a contradiction of the payroll; `issue` is what was found out, `explication` how.
    private func close(_ request: Request, _ web: WebContext) async throws -> Response {
        let form = try await Form(request: request, context: web)
        let person = try web.person()
        guard let id = PaymentID(try web.parameters.require("ordre")) else { throw Problem.notFound }
        let typed = TypedClosing(form)
        guard let outcome = typed.outcome, typed.errors.isEmpty else { return try await show(typed, request, web) }
        let act = CloseIncident(actor: person.accountID, perimeter: Perimeter(person), now: context.clock())
        do {
            let location = try await PaymasterAct(context: context, person: person, form: form)
                .commit("/paiements/ordres/\(id)", .init(action: "incident-closed", subject: id.description)) {
                    [explanation = typed.explanation] connection in
                    try act.close(id, outcome, explanation: explanation, in: connection)
                }
            return context.site.redirect(location, notice: "Incident clos.")
        } catch let refusal as IncidentRefusal {
            guard refusal != .notFound else { throw Problem.notFound }
            return try await show(typed.refused(refusal), request, web)
        }
    }

    private func show(_ typed: TypedClosing?, _ request: Request, _ web: WebContext) async throws -> Response {
        guard let id = PaymentID(try web.parameters.require("ordre")) else { throw Problem.notFound }
        let perimeter = Perimeter(try web.person())
        let read = try await context.pool.withConnection { connection -> OrderPage? in
            guard let detail = try connection.run(SelectPaymentDetail(payment: id)).first,
                perimeter.covers([detail.payment.office])
            else { return nil }
            let attempts = try connection.run(SelectAttempts(payment: detail.payment))
            return OrderPage(
                detail,
                OrderPast(
                    history: try connection.run(SelectHistory(payment: id)),
                    lines: try connection.run(SelectPaymentLines(payment: detail.payment)), attempts: attempts),
                incidents: IncidentList(
                    try connection.run(SelectIncidents(payment: id)), of: detail.payment,
                    orderedAnew: attempts.contains { $0.attempt > detail.payment.attempt }, typed: typed))
        }
        guard let read else { throw Problem.notFound }
        return try context.site.page(
            "order", read, title: "Paiement de \(read.nom)", request: request, context: web,
            status: typed == nil ? .ok : .unprocessableContent)
    }
}
