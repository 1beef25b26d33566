import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import TransactionalMessaging
import Vocabulary
import Web

/// Somebody who is asked to replace an absent colleague answers by the sealed link of their mail, without signing in.
struct ReplacementOfferRoutes {
    static let path = "/affectation/remplacements"

    let context: ServiceContext

    func add(to router: Router<WebContext>) {
        let group = router.group(RouterPath(Self.path)).add(middleware: context.site.visitors)
        group.get(":offer/:seal") { request, web in try await show(request, web) }
        group.post(":offer/:seal") { request, web in try await answer(request, web) }
    }

    private static func load(_ id: UUID, _ seal: String, in connection: isolated Connection) throws -> OfferView {
        guard try AnswerSeal.load(in: connection).fits(seal, offer: id),
            let found = try connection.run(SelectOffer(offer: id)).first
        else { throw Problem.notFound }
        return found
    }

    private func show(_ request: Request, _ web: WebContext) async throws -> Response {
        let (id, seal) = (try web.parameters.require("offer", as: UUID.self), try web.parameters.require("seal"))
        let (offer, state) = try await context.pool.transaction { connection in
            let offer = try Self.load(id, seal, in: connection)
            return (offer, try connection.run(LockSubstitution(id: offer.substitution)).first ?? .cancelled)
        }
        let page = ReplacementOfferPage(offer, state)
        return try context.site.page(
            "assignment_offer", page, title: "Remplacement", request: request, context: web)
    }

    private func answer(_ request: Request, _ web: WebContext) async throws -> Response {
        let (id, seal) = (try web.parameters.require("offer", as: UUID.self), try web.parameters.require("seal"))
        let form = try await Form(request: request, context: web)
        let (accepts, back, now) = (form["reponse"] == "oui", request.uri.path, context.clock())
        let signatory = ConvocationSender(context.settings).signatory
        let key = CommandKey(id: form.commandID, actor: "offer/\(id)", bodyHash: form.hash)
        let answer = try await context.work.commit(key) { connection in
            let offer = try Self.load(id, seal, in: connection)
            let replacement = Replacement(offer, at: now, signatory: signatory)
            return (
                back, accepts ? try replacement.accept(in: connection) : try replacement.decline(in: connection)
            )
        }
        return context.site.redirect(answer.text, notice: nil)
    }
}

struct ReplacementOfferPage {
    let lead: String
    let mission: String
    let centre: String
    let when: String
    let isOpen: Bool
    let canDecline: Bool

    init(_ offer: OfferView, _ state: Substitution.State) {
        let detail = ConvocationDetail.read(offer.detail)
        mission = detail.map { "\(Wording.exam($0.exam)), \($0.test) (\(MissionKind(code: $0.kind).french))" } ?? ""
        centre = detail.map { $0.remote ? "À distance" : "\($0.centreName), \($0.communeName)" } ?? ""
        when = Wording.slots(detail?.slots ?? [])
        isOpen = state == .open && (offer.answer == nil || offer.answer == "declined")
        canDecline = isOpen && offer.answer == nil
        lead =
            switch (offer.answer, state) {
            case ("accepted"?, _): "Merci : vous êtes convoqué(e). Votre convocation vous parvient par courriel."
            case ("impossible"?, _):
                "Vous n’êtes plus libre à ce moment d’après nos données : le service cherche quelqu’un d’autre."
            case (_, .filled): "Ce poste vient d’être pourvu par une autre personne. Merci d’avoir répondu."
            case (_, .cancelled): "Ce remplacement n’est plus demandé. Merci."
            case ("declined"?, .open): "Vous avez refusé. Vous pouvez encore changer d’avis."
            default: "Pouvez-vous remplacer un intervenant absent ?"
            }
    }
}
