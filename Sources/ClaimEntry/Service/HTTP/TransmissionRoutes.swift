import ClaimEntryDomain
import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import TransactionalMessaging
import Vocabulary
import Web

/// The last screen, `…/verifier`, and the global validation, `…/transmettre`.
///
/// `…/declaration` takes the same form: a program may send a whole declaration to either of them in one go.
struct TransmissionRoutes: Sendable {
    let desk: ClaimDesk

    func add(to group: RouterGroup<WebContext>) {
        group.get(":claim/verifier") { request, web in try await check(request, web) }
        group.post(":claim/verifier") { request, web in try await leave(request, web) }
        group.post(":claim/transmettre") { request, web in try await send(request, web) }
        group.post(":claim/declaration") { request, web in try await send(request, web) }
    }

    private func check(_ request: Request, _ web: WebContext) async throws -> Response {
        let open = try await desk.desk(web)
        guard open.read.claim.groundsAgainstEntry(at: desk.now, calendar: desk.calendar).isEmpty else {
            return desk.site.redirect(open.path)
        }
        return try page(open, [], request, web)
    }

    /// Keeps the message and goes back, or away.
    private func leave(_ request: Request, _ web: WebContext) async throws -> Response {
        let form = try await Form(request: request, context: web)
        try await keep(form.typed, web)
        let open = try await desk.desk(web)
        guard form["action"] == EntryRoutes.Action.previous.rawValue,
            let before = EntryStep.check.previous(in: open.steps)
        else { return desk.site.redirect(open.path, notice: "Brouillon enregistré. Rien n’est encore transmis.") }
        return desk.site.redirect("\(open.path)/\(before.rawValue)")
    }

    private func send(_ request: Request, _ web: WebContext) async throws -> Response {
        let form = try await Form(request: request, context: web)
        let command = SendClaim(
            claim: try desk.claimID(web), participant: try desk.participant(web), typed: form.typed,
            now: desk.context.clock(), calendar: desk.calendar, tables: desk.tables)
        let key = CommandKey(
            id: form.commandID, actor: try web.person().accountID.uuidString,
            bodyHash: form.hash + Array(command.claim.description.utf8))
        do {
            let answer = try await desk.context.work.commit(key) { connection in
                guard let (outcome, effects) = try command.run(in: connection) else { throw Problem.notFound }
                switch outcome {
                case .sent: return ("/etats-de-frais/\(command.claim)", effects)
                // Nothing is remembered of a refusal: the same form may be sent again when it is right.
                case .refused(let grounds): throw SendRefused(grounds: grounds)
                }
            }
            return sent(answer.text, request)
        } catch let refused as SendRefused {
            try await keep(form.typed, web)
            return try refusal(refused.grounds, try await desk.desk(web), request, web)
        }
    }

    private func keep(_ typed: TypedEntry, _ web: WebContext) async throws {
        let command = SaveEntry(
            claim: try desk.claimID(web), participant: try desk.participant(web), typed: typed,
            now: desk.context.clock(), calendar: desk.calendar, tables: desk.tables)
        guard try await desk.context.pool.transaction({ try command.run(in: $0) }) != nil else {
            throw Problem.notFound
        }
    }

    private func sent(_ path: String, _ request: Request) -> Response {
        guard request.headers[.accept]?.contains("application/json") == true else {
            return desk.site.redirect(path, notice: "Votre état de frais est transmis.")
        }
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: "{\"claim\":\"\(path)\",\"state\":\"submitted\"}")))
    }

    private func refusal(
        _ grounds: [EntryGround], _ open: ClaimDesk.Desk, _ request: Request, _ web: WebContext
    ) throws -> Response {
        guard request.headers[.accept]?.contains("application/json") != true else {
            throw Problem.unprocessable(grounds.map(\.detail).joined(separator: " "))
        }
        let others = grounds.filter { if case .incomplete = $0 { false } else { true } }
        guard others.isEmpty else { return desk.site.redirect(open.path, notice: others[0].sentence) }
        return try page(open, Declaration(open.read.typed, about: open.read.subject).problems, request, web)
    }

    private func page(
        _ open: ClaimDesk.Desk, _ problems: [EntryProblem], _ request: Request, _ web: WebContext
    ) throws -> Response {
        let view = CheckScreen(open, problems, at: desk.now, help: desk.site.help)
        return try desk.site.page(
            "check", view, title: EntryStep.check.title, request: request, context: web,
            status: problems.isEmpty ? .ok : .unprocessableContent)
    }
}

/// Rolls the transaction back: a refused claim has changed nothing.
struct SendRefused: Error {
    let grounds: [EntryGround]
}

extension EntryGround {
    /// Everything that is wrong in one text, for programs.
    var detail: String {
        guard case .incomplete(let problems) = self else { return sentence }
        return problems.map { "\($0.field): \($0.message)" }.joined(separator: " ")
    }
}
