import AssignmentDomain
import Contracts
import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import TransactionalMessaging
import Vocabulary
import Web

/// Somebody is absent this morning: the manager ticks who to ask, and the first who accepts has the seat.
struct SubstitutionRoutes {
    private static let mostReasonCharacters = 200
    /// Nobody is served by more calls for one seat.
    static let mostOffers = 20

    let context: ServiceContext

    func add(to group: RouterGroup<WebContext>) {
        let path: RouterPath = "sessions/:session/missions/:mission/remplacement"
        group.get(path) { request, web in try await show(request, web) }
        group.post(path) { request, web in try await open(request, web) }
        group.post("sessions/:session/missions/:mission/remplacement/annulation") { request, web in
            try await cancel(request, web)
        }
    }

    private func show(_ request: Request, _ web: WebContext) async throws -> Response {
        let view = try await SeatRoutes(context: context).load(web)
        let number = request.uri.queryParameters["absent"].map(String.init) ?? ""
        guard let absent = view.candidates.first(where: { $0.number == number }) else { throw Problem.notFound }
        let (found, answers) = try await context.pool.withConnection { connection in
            let found = try connection.run(
                SelectSubstitution(mission: view.mission.id, absent: absent.id.rawValue)
            ).first
            return (found, try found.map { try connection.run(SelectOfferAnswers(substitution: $0.id)) } ?? [])
        }
        let page = SubstitutionPage(view, absent, found, answers)
        var response = try context.site.page(
            "assignment_substitution", page, title: page.title, request: request, context: web)
        if found?.state == .open { response.headers[.init("Refresh")!] = "5" }
        return response
    }

    private func open(_ request: Request, _ web: WebContext) async throws -> Response {
        let view = try await SeatRoutes(context: context).load(web)
        let form = try await Form(request: request, context: web)
        let person = try web.person()
        let decision = ManualDecision(by: person.accountID, name: person.displayName, at: context.clock())
        let key = CommandKey(id: form.commandID, actor: person.accountID.uuidString, bodyHash: form.hash)
        let reason = String(form["motif"].prefix(Self.mostReasonCharacters))
        guard let absent = view.ranking.present.first(where: { $0.number == form["absent"] }), absent.isConvened else {
            throw Problem.conflict("Cette personne n’est pas convoquée à la mission. Rechargez la page de la mission.")
        }
        let asked = Set(form.all("appeler"))
        let chosen = view.ranking.free.filter { asked.contains($0.number) }.prefix(Self.mostOffers)
        guard !chosen.isEmpty else { throw Problem.conflict("Cochez au moins une personne à solliciter.") }
        let back = "\(view.path)/remplacement?absent=\(absent.number)"
        let answer = try await context.work.commit(key) { connection in
            guard
                try connection.run(
                    InsertSubstitution(
                        id: form.commandID, mission: view.mission.id, absent: absent.id.rawValue,
                        reason: reason.isEmpty ? "Absence" : reason, decision: decision)
                ).first != nil
            else { throw Problem.conflict("Un remplacement de cette personne est déjà demandé.") }
            let offers = chosen.map { candidate in
                OfferDraft(
                    id: nameBasedUUID(form.commandID, "offer/\(candidate.number)"),
                    participant: candidate.id.rawValue, kilometres: candidate.kilometres)
            }
            try connection.execute(InsertOffers(substitution: form.commandID, at: decision.at, offers: offers))
            let messages = try Self.messages(offers, view.mission.id, at: decision.at, in: connection)
            let entry = AuditEntry(
                actor: person.accountID.uuidString, action: "seek-replacement",
                subject: "mission/\(view.mission.id.uuidString.lowercased())", detail: "{\"asked\": \(offers.count)}")
            return (back, Effects(messages: messages, audit: [entry]))
        }
        return context.site.redirect(
            answer.text,
            notice: "\(Frenchly.count(chosen.count, "personne sollicitée", "personnes sollicitées")) par courriel.")
    }

    private static func messages(
        _ offers: [OfferDraft], _ mission: UUID, at now: Date, in connection: isolated Connection
    ) throws -> [any Message] {
        let seal = try AnswerSeal.load(in: connection)
        guard let detail = try connection.run(SelectMissionDetail(mission: mission)).first,
            let description = ConvocationDetail.read(detail)?.description(of: MissionID(rawValue: mission))
        else { throw Problem.notFound }
        return offers.map { offer in
            ReplacementOffered(
                offerID: OfferID(rawValue: offer.id), participantID: ParticipantID(rawValue: offer.participant),
                mission: description, answerPath: seal.path(ofOffer: offer.id), offeredAt: Instant(now))
        }
    }

    private func cancel(_ request: Request, _ web: WebContext) async throws -> Response {
        let view = try await SeatRoutes(context: context).load(web)
        let form = try await Form(request: request, context: web)
        let person = try web.person()
        let key = CommandKey(id: form.commandID, actor: person.accountID.uuidString, bodyHash: form.hash)
        guard let absent = view.candidates.first(where: { $0.number == form["absent"] }) else { throw Problem.notFound }
        let now = context.clock()
        let answer = try await context.work.commit(key) { connection in
            let found = try connection.run(
                SelectSubstitution(mission: view.mission.id, absent: absent.id.rawValue))
            for open in found where open.state == .open {
                try connection.execute(SettleSubstitution(id: open.id, state: .cancelled, at: now))
            }
            let entry = AuditEntry(
                actor: person.accountID.uuidString, action: "cancel-replacement",
                subject: "mission/\(view.mission.id.uuidString.lowercased())", detail: "{}")
            return (view.path, Effects(messages: [], audit: [entry]))
        }
        return context.site.redirect(answer.text, notice: "La demande de remplacement est annulée.")
    }
}
