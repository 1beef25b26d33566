import Foundation
import Hummingbird
import LiquidationDomain
import Logging
import Postgres
import ServiceRuntime
import Vocabulary
import Web

/// What cannot be paid yet, why, and what would release it: open questions of law, and people without an account.
struct WaitingRoutes {
    let context: ServiceContext
    let assess: Assess
    let indemnityCode: String

    func add(to group: RouterGroup<WebContext>) {
        group.get("attentes") { request, web in try await page(nil, request, web) }
        group.post("attentes/:dossier/:decision/:voie") { request, web in try await release(request, web) }
    }

    /// The field of each answer is `reponse-<line>`.
    private func release(_ request: Request, _ web: WebContext) async throws -> Response {
        let form = try await Form(request: request, context: web)
        let person = try web.person()
        guard let claim = ClaimID(try web.parameters.require("dossier")),
            let decision = Int(try web.parameters.require("decision")),
            let track = Track(rawValue: try web.parameters.require("voie"))
        else { throw Problem.notFound }
        var answers: [LineID: String] = [:]
        for (name, value) in form.pairs where name.hasPrefix("reponse-") {
            if let line = LineID(String(name.dropFirst("reponse-".count))) { answers[line] = value }
        }
        let act = ReleaseHold(
            establish: EstablishAmounts(assess: assess, indemnityCode: indemnityCode, now: context.clock()),
            actor: person.accountID, perimeter: Perimeter(person))
        let key = HoldKey(claimID: claim, decision: decision, track: track)
        do {
            let location = try await PaymasterAct(context: context, person: person, form: form)
                .commit("/paiements/attentes", .init(action: "hold-released", subject: claim.description)) {
                    [answers] connection in try act.release(key, answers: answers, in: connection)
                }
            return context.site.redirect(location, notice: "Liquidé : le paiement est ordonné.")
        } catch let refusal as HoldRefusal {
            return try await page(try sentence(of: refusal), request, web)
        } catch let refused as DecisionRefused {
            context.logger.warning("hold not released", metadata: ["reason": .string(refused.reason)])
            return try await page("Ces lignes ont déjà été liquidées autrement.", request, web)
        }
    }

    private func sentence(of refusal: HoldRefusal) throws -> String {
        switch refusal {
        case .notFound: throw Problem.notFound
        case .alreadyReleased: return "Quelqu’un a répondu entre-temps : cette part est liquidée."
        case .stillOpen(let points):
            return "Rien n’est liquidé : " + Frenchly.list(points.map { "« \($0.sentence) »" }) + " attend une réponse."
        }
    }

    private func page(_ refusal: String?, _ request: Request, _ web: WebContext) async throws -> Response {
        let perimeter = Perimeter(try web.person())
        let page = ListPage(request)
        let waiting = try await context.pool.withConnection { connection in
            Waiting(
                holds: try connection.run(SelectWaitingHolds(perimeter: perimeter, limit: 20, offset: 0)),
                heldCount: try connection.run(CountWaitingHolds(perimeter: perimeter)).first ?? 0,
                dossiers: try connection.run(
                    SelectWaitingDossiers(perimeter: perimeter, limit: ListPage.size, offset: page.offset)),
                dossierCount: try connection.run(CountWaitingDossiers(perimeter: perimeter)).first ?? (0, .zero),
                parked: try connection.run(CountParked()).first ?? 0)
        }
        let view = WaitingPage(waiting, page: page, refusal: refusal)
        return try context.site.page(
            "waiting", view, title: "Ce qui attend", request: request, context: web,
            status: refusal == nil ? .ok : .unprocessableContent)
    }
}
