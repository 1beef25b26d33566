import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import TransactionalMessaging
import Web

/// Runs of the engine: ask for one, watch it, stop it, decide on its result.
struct ProposalRoutes {
    /// One per mille of the cost, and twenty seconds: what a manager waits for.
    private static let gapMillionths: Int64 = 1_000
    private static let secondsLimit = 20

    let context: ServiceContext

    func add(to group: RouterGroup<WebContext>) {
        group.post("sessions/:session/calculs") { request, web in try await start(request, web) }
        group.get("calculs/:proposal") { request, web in try await show(request, web) }
        group.post("calculs/:proposal/plus-long") { request, web in try await extend(request, web) }
        group.post("calculs/:proposal/arret") { request, web in try await stop(request, web) }
        group.post("calculs/:proposal/decision") { request, web in try await accept(request, web) }
    }

    private func start(_ request: Request, _ web: WebContext) async throws -> Response {
        try await start(request, web, try await SessionScope.load(context, web), seconds: Self.secondsLimit)
    }

    /// Once more, with more time than the calculation had that ended before the wanted gap.
    private func extend(_ request: Request, _ web: WebContext) async throws -> Response {
        let (proposal, scope) = try await load(web)
        let seconds = ProposalShortfall.longer(than: proposal.secondsLimit)
        return try await start(request, web, scope, seconds: seconds)
    }

    private func start(
        _ request: Request, _ web: WebContext, _ scope: SessionScope, seconds: Int
    ) async throws -> Response {
        try scope.requireAll()
        let form = try await Form(request: request, context: web)
        let person = try web.person()
        let insert = InsertProposal(
            id: form.commandID, session: scope.session.code, by: person.accountID, name: person.displayName,
            gapMillionths: Self.gapMillionths, secondsLimit: seconds)
        let key = CommandKey(id: form.commandID, actor: person.accountID.uuidString, bodyHash: form.hash)
        let answer = try await context.work.commit(key) { connection in
            let created = try connection.run(insert).first
            let open = try connection.run(SelectProposals(session: insert.session))
                .first { $0.state == .queued || $0.state == .running }
            guard let id = created ?? open?.id else {
                throw Problem.conflict("Un autre calcul vient de se terminer. Rechargez la page de la session.")
            }
            let entry = AuditEntry(
                actor: person.accountID.uuidString, action: "request-assignment", subject: "session/\(insert.session)",
                detail: "{}")
            return ("/affectation/calculs/\(id.uuidString.lowercased())", Effects(messages: [], audit: [entry]))
        }
        return context.site.redirect(answer.text, notice: nil)
    }

    private func load(_ web: WebContext) async throws -> (ProposalView, SessionScope) {
        let id = try web.parameters.require("proposal", as: UUID.self)
        let found = try await context.pool.withConnection { try $0.run(SelectProposals(proposal: id)).first }
        guard let found else { throw Problem.notFound }
        return (found, try await SessionScope.load(found.session, context, web))
    }

    private func show(_ request: Request, _ web: WebContext) async throws -> Response {
        let (proposal, scope) = try await load(web)
        let (gaps, withdrawals, conflicts) = try await context.pool.withConnection { connection in
            (
                try connection.run(SelectPlanGaps(proposal: proposal.id, offices: scope.offices)),
                proposal.state == .finished
                    ? try connection.run(CountWithdrawals(proposal: proposal.id)).first ?? 0 : 0,
                proposal.state == .finished
                    ? try connection.run(SelectPlanConflicts(proposal: proposal.id)) : []
            )
        }
        let page = ProposalPage(proposal, scope, gaps: gaps, withdrawals: withdrawals, conflicts: conflicts)
        var response = try context.site.page(
            "assignment_proposal", page, title: page.title, request: request, context: web)
        if page.isOpen { response.headers[.init("Refresh")!] = "2" }
        return response
    }

    private func stop(_ request: Request, _ web: WebContext) async throws -> Response {
        let (proposal, scope) = try await load(web)
        try scope.requireAll()
        _ = try await context.pool.transaction { try $0.execute(RequestStop(id: proposal.id)) }
        return context.site.redirect(
            "/affectation/calculs/\(proposal.id.uuidString.lowercased())",
            notice: "Le calcul s’arrête et garde son meilleur plan.")
    }

    /// Why a proposal cannot be accepted any more.
    private static func overtaken(_ session: String, in connection: isolated Connection) throws -> String {
        let current = try connection.run(SelectProposals(session: session)).first { $0.isCurrent }
        let which = current.map { " (du \(Frenchly.instant($0.requestedAt)), par \($0.requestedName))" } ?? ""
        return "Un autre plan\(which) a été retenu depuis ce calcul. Il reste en place et rien n’est perdu : relancez "
            + "l’affectation pour partir de lui."
    }

    private func accept(_ request: Request, _ web: WebContext) async throws -> Response {
        let (proposal, scope) = try await load(web)
        try scope.requireAll()
        let form = try await Form(request: request, context: web)
        let person = try web.person()
        let key = CommandKey(id: form.commandID, actor: person.accountID.uuidString, bodyHash: form.hash)
        let answer = try await context.work.commit(key) { connection in
            let conflicts = try connection.run(SelectPlanConflicts(proposal: proposal.id))
            guard conflicts.isEmpty else { throw Problem.conflict(Wording.conflicts(conflicts)) }
            guard let session = try connection.run(AcceptProposal(id: proposal.id, by: person.accountID)).first else {
                throw Problem.conflict(try Self.overtaken(proposal.session, in: connection))
            }
            let entry = AuditEntry(
                actor: person.accountID.uuidString, action: "accept-proposal",
                subject: "proposal/\(proposal.id.uuidString.lowercased())", detail: "{}")
            return ("/affectation/sessions/\(session)", Effects(messages: [], audit: [entry]))
        }
        return context.site.redirect(answer.text, notice: "La proposition est retenue : c’est le plan de la session.")
    }
}
