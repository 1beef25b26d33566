import ClaimEntryDomain
import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import TransactionalMessaging
import Vocabulary
import Web

/// The participant's own claims: the list, one claim, and the declaration with its global validation.
struct ClaimRoutes: Sendable {
    let context: ServiceContext
    let calendar: EntryCalendar

    /// More than the longest declaration takes.
    static let largestForm = 65_536

    func add(to router: Router<WebContext>) {
        let group = router.group("/etats-de-frais").add(middleware: context.site.requiring("participant"))
        group.get { request, web in try await list(request, web) }
        group.get(":claim") { request, web in try await show(request, web) }
        group.post(":claim/declaration") { request, web in try await send(request, web) }
        group.post(":claim/transmettre") { request, web in try await send(request, web) }
    }

    private func list(_ request: Request, _ web: WebContext) async throws -> Response {
        let claims = try await load(web)
        let now = LocalClock.moment(context.clock())
        let rows = claims.map { ClaimRow($0.claim, at: now, calendar: calendar) }
        return try context.site.page(
            "claims", ClaimListView(rows), title: "Mes états de frais", request: request, context: web)
    }

    private func show(_ request: Request, _ web: WebContext) async throws -> Response {
        guard let read = try await load(web, try claimID(web)).first else { throw Problem.notFound }
        return try page(read, FormErrors(), request, web)
    }

    private func send(_ request: Request, _ web: WebContext) async throws -> Response {
        let form = try await Form(request: request, context: web, maxBytes: Self.largestForm)
        let person = try web.person()
        guard let participant = person.participantID else { throw Problem.notFound }
        let typed = TypedEntry(
            values: Dictionary(form.names.map { ($0, form.raw($0)) }, uniquingKeysWith: { first, _ in first }))
        let command = SendClaim(
            claim: try claimID(web), participant: participant, typed: typed, now: context.clock(), calendar: calendar)
        let key = CommandKey(
            id: form.commandID, actor: person.accountID.uuidString,
            bodyHash: form.hash + Array(command.claim.description.utf8))
        let answer = try await context.work.commit(key) { connection in
            guard let (outcome, effects) = try command.run(in: connection) else { throw Problem.notFound }
            return (Self.text(of: outcome), effects)
        }
        if answer.text == Self.sentAnswer { return sent(command.claim, request) }
        guard let read = try await load(web, command.claim).first else { throw Problem.notFound }
        return try page(read, refusal(read), request, web)
    }

    private static let sentAnswer = "sent"

    private static func text(of outcome: SendClaim.Outcome) -> String {
        if case .sent = outcome { sentAnswer } else { "refused" }
    }

    private func sent(_ claim: ClaimID, _ request: Request) -> Response {
        let path = "/etats-de-frais/\(claim)"
        guard request.headers[.accept]?.contains("application/json") == true else {
            return context.site.redirect(path, notice: "Votre état de frais est transmis.")
        }
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: "{\"claim\":\"\(path)\",\"state\":\"submitted\"}")))
    }

    /// Everything that keeps this claim from being sent, beside its field.
    private func refusal(_ read: ReadClaim) -> FormErrors {
        var errors = FormErrors()
        let declaration = Declaration(read.typed, about: read.subject)
        let now = LocalClock.moment(context.clock())
        for ground in read.claim.groundsAgainstEntry(at: now, calendar: calendar) { errors.add("", ground.sentence) }
        for problem in declaration.problems { errors.add(problem.field, problem.message) }
        return errors
    }

    private func page(_ read: ReadClaim, _ errors: FormErrors, _ request: Request, _ web: WebContext) throws
        -> Response
    {
        let view = ClaimPage(read, errors, at: LocalClock.moment(context.clock()), calendar: calendar)
        return try context.site.page(
            "claim", view, title: view.mission, request: request, context: web,
            status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func claimID(_ web: WebContext) throws -> ClaimID {
        guard let text = web.parameters.get("claim"), let id = ClaimID(text) else { throw Problem.notFound }
        return id
    }

    /// Somebody else's claim is not found: its existence is nobody's business.
    private func load(_ web: WebContext, _ claim: ClaimID? = nil) async throws -> [ReadClaim] {
        guard let participant = try web.person().participantID else { return [] }
        let select = SelectClaims(participant: participant, claim: claim)
        return try await context.pool.withConnection { try ReadClaim.load(select, in: $0) }
    }
}
