import AssignmentDomain
import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import TransactionalMessaging
import Vocabulary
import Web

/// One mission of the plan: who is in it and why, who could replace them, what would fill its empty seats; and the
/// changes that a manager makes by hand, each shown with its consequences before it is made.
struct SeatRoutes {
    private static let mostReasonCharacters = 300

    let context: ServiceContext

    func add(to group: RouterGroup<WebContext>) {
        group.get("sessions/:session/missions/:mission") { request, web in try await show(request, web) }
        group.get("sessions/:session/missions/:mission/changement") { request, web in try await preview(request, web) }
        group.post("sessions/:session/missions/:mission/changement") { request, web in try await change(request, web) }
        group.post("sessions/:session/missions/:mission/regles") { request, web in try await decide(request, web) }
    }

    func load(_ web: WebContext) async throws -> SeatView {
        let scope = try await SessionScope.load(context, web)
        let code = try web.parameters.require("mission")
        let found = try await context.pool.withConnection { connection in
            try SeatView.load(scope.session, code, in: connection)
        }
        guard let found, scope.coversAll || scope.offices.contains(found.mission.office) else {
            throw Problem.notFound
        }
        return found
    }

    private func show(_ request: Request, _ web: WebContext) async throws -> Response {
        let page = SeatPage(try await load(web))
        return try context.site.page("assignment_seat", page, title: page.title, request: request, context: web)
    }

    private func preview(_ request: Request, _ web: WebContext) async throws -> Response {
        let view = try await load(web)
        let query = request.uri.queryParameters
        let change = SeatChange(
            view, removing: query["retirer"].map(String.init) ?? "", adding: query["affecter"].map(String.init) ?? "")
        let page = SeatChangePage(view, change)
        return try context.site.page("assignment_change", page, title: page.title, request: request, context: web)
    }

    private func change(_ request: Request, _ web: WebContext) async throws -> Response {
        let view = try await load(web)
        let form = try await Form(request: request, context: web)
        let key = CommandKey(
            id: form.commandID, actor: try web.person().accountID.uuidString, bodyHash: form.hash)
        let decision = try author(web)
        let answer = try await context.work.commit(key) { connection in
            let plan = try connection.run(LockSession(session: view.session.code)).first ?? nil
            guard let plan, plan.uuidString.lowercased() == form["plan"].lowercased() else {
                throw Problem.conflict("Le plan a changé entre-temps. Revenez à la mission et recommencez.")
            }
            guard let now = try SeatView.load(view.session, view.mission.code, in: connection) else {
                throw Problem.notFound
            }
            let change = SeatChange(now, removing: form["retirer"], adding: form["affecter"])
            guard change.faults.isEmpty else { throw Problem.conflict(change.faults.joined(separator: " ")) }
            try change.carryOut(form.commandID, on: plan, decision, in: connection)
            let entry = AuditEntry(
                actor: decision.by.uuidString, action: "change-plan",
                subject: "mission/\(now.mission.id.uuidString.lowercased())",
                detail: "{\"plan\": \"\(form.commandID.uuidString.lowercased())\"}")
            return (view.path, Effects(messages: [], audit: [entry]))
        }
        return context.site.redirect(answer.text, notice: "Le plan est modifié. Personne n’est encore prévenu.")
    }

    /// Keeps somebody in the mission, or out of it, whatever a calculation would prefer; or leaves it to calculations.
    private func decide(_ request: Request, _ web: WebContext) async throws -> Response {
        let view = try await load(web)
        let form = try await Form(request: request, context: web)
        let key = CommandKey(
            id: form.commandID, actor: try web.person().accountID.uuidString, bodyHash: form.hash)
        let (decision, number, rule) = (try author(web), form["intervenant"], form["regle"])
        guard let candidate = view.candidates.first(where: { $0.number == number }) else { throw Problem.notFound }
        guard ["maintenir", "ecarter", "aucune"].contains(rule), rule != "maintenir" || candidate.isIn,
            rule != "ecarter" || !candidate.isIn
        else { throw Problem.conflict("Cette règle ne convient plus au plan. Rechargez la page de la mission.") }
        let reason = String(form["motif"].prefix(Self.mostReasonCharacters))
        let answer = try await context.work.commit(key) { connection in
            if rule == "aucune" {
                try connection.execute(DeleteManagerRule(mission: view.mission.id, number: number))
            } else {
                try connection.execute(
                    UpsertManagerRule(
                        mission: view.mission.id, number: number, rule: rule == "maintenir" ? "keep" : "avoid",
                        reason: reason.isEmpty ? "Décision du gestionnaire" : reason, decision: decision))
            }
            let entry = AuditEntry(
                actor: decision.by.uuidString, action: "rule-\(rule)",
                subject: "mission/\(view.mission.id.uuidString.lowercased())", detail: "{}")
            return (view.path, Effects(messages: [], audit: [entry]))
        }
        return context.site.redirect(answer.text, notice: "La règle vaut pour les prochains calculs.")
    }

    private func author(_ web: WebContext) throws -> ManualDecision {
        let person = try web.person()
        return ManualDecision(by: person.accountID, name: person.displayName, at: context.clock())
    }
}

/// One mission with everybody who holds its competence.
struct SeatView: Sendable {
    let session: SessionView
    let mission: SeatMission
    let candidates: [SeatCandidate]
    var ranking: SeatRanking
    let composition: Composition
    /// What the convened people have answered.
    let answers: [StandingAnswer]

    var path: String { "/affectation/sessions/\(session.code)/missions/\(mission.code)" }
    var emptySeats: Int { max(0, mission.seats - ranking.present.count) }

    static func load(_ session: SessionView, _ code: String, in connection: isolated Connection) throws -> SeatView? {
        guard let mission = try connection.run(SelectSeatMission(session: session.code, code: code)).first else {
            return nil
        }
        let candidates = try connection.run(SelectSeatCandidates(mission: mission)).map { found in
            var candidate = found.candidate
            candidate.kilometres = mission.remote ? 0 : PlanningWeights.kilometres(found.home, mission.point)
            candidate.place = mission.remote ? nil : mission.point
            candidate.preference = PlanningWeights().preference(found.wishes, mission.halfDays)
            return candidate
        }
        return SeatView(
            session: session, mission: mission, candidates: candidates,
            ranking: SeatRanking(candidates, halfDays: mission.halfDays),
            composition: Composition(
                seats: mission.seats,
                reserves: try connection.run(SelectCompositions(session: session.code, mission: mission.id))
                    .map(\.reserve)),
            answers: try connection.run(SelectStandingAnswers(session: session.code, mission: mission.code)))
    }
}
