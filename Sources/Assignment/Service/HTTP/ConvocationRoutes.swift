import Contracts
import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import TransactionalMessaging
import Vocabulary
import Web

/// The official run: everybody in the accepted plan who is not yet convened gets a convocation.
struct ConvocationRoutes {
    let context: ServiceContext

    func add(to group: RouterGroup<WebContext>) {
        group.get("sessions/:session/convocations") { request, web in try await confirm(request, web) }
        group.post("sessions/:session/convocations") { request, web in try await run(request, web) }
    }

    private struct ConfirmPage {
        let session: String
        let sessionLabel: String
        let lead: String
        let drafts: String
        let draftsText: String
        let people: String
        let convened: String
        let empty: String
        let hasDrafts: Bool
    }

    private static let stale =
        "Les données ont changé depuis ce plan. Relancez l’affectation et retenez son résultat avant de convoquer."

    private func confirm(_ request: Request, _ web: WebContext) async throws -> Response {
        let scope = try await SessionScope.load(context, web)
        let session = scope.session
        let (found, isFresh) = try await context.pool.withConnection { connection in
            (
                try connection.run(SelectConvocationDrafts(session: session.code, offices: scope.offices)),
                try connection.run(SelectPlanFreshness(session: session.code)).first ?? true
            )
        }
        let drafts = isFresh ? found : []
        let page = ConfirmPage(
            session: session.code, sessionLabel: session.label,
            lead: drafts.isEmpty
                ? found.isEmpty ? "Toutes les personnes du plan sont déjà convoquées." : Self.stale
                : "\(Frenchly.count(drafts.count, "convocation")) à émettre. Relisez avant de confirmer.",
            drafts: Frenchly.number(drafts.count), draftsText: Frenchly.count(drafts.count, "convocation"),
            people: Frenchly.number(Set(drafts.map(\.participant)).count),
            convened: Frenchly.number(session.convened), empty: Frenchly.number(session.seats - session.filled),
            hasDrafts: !drafts.isEmpty)
        return try context.site.page(
            "assignment_convocations", page, title: "Convocations", request: request, context: web)
    }

    private func run(_ request: Request, _ web: WebContext) async throws -> Response {
        let scope = try await SessionScope.load(context, web)
        let form = try await Form(request: request, context: web)
        let person = try web.person()
        let key = CommandKey(id: form.commandID, actor: person.accountID.uuidString, bodyHash: form.hash)
        let blank = ConvocationRun(
            id: form.commandID, session: scope.session.code, by: person.accountID, name: person.displayName, issued: 0,
            at: context.clock())
        let answer = try await context.work.commit(key) { connection in
            guard try connection.run(SelectPlanFreshness(session: blank.session)).first ?? true else {
                throw Problem.conflict(Self.stale)
            }
            let issued = try OfficialRun(blank, offices: scope.offices).execute(in: connection)
            return ("/affectation/sessions/\(blank.session)", issued)
        }
        return context.site.redirect(answer.text, notice: "Les convocations du plan sont émises.")
    }
}

/// Issues what is missing: doing it twice issues nothing twice.
struct OfficialRun {
    private let blank: ConvocationRun
    private let offices: [String]

    init(_ blank: ConvocationRun, offices: [String]) { (self.blank, self.offices) = (blank, offices) }

    func execute(in connection: isolated Connection) throws -> Effects {
        _ = try connection.run(LockSession(session: blank.session))
        let drafts = try connection.run(SelectConvocationDrafts(session: blank.session, offices: offices))
        guard !drafts.isEmpty else { return Effects(messages: [], audit: []) }
        var run = blank
        run.issued = drafts.count
        let messages = drafts.compactMap { $0.message(at: run.at) }
        precondition(messages.count == drafts.count, "a mission of the registry cannot be written as a message")
        try connection.execute(InsertConvocationRun(run: run))
        try connection.execute(
            InsertConvocations(
                ids: messages.map(\.convocationID.rawValue), missions: drafts.map(\.mission),
                participants: drafts.map(\.participant), run: run))
        let entry = AuditEntry(
            actor: run.by.uuidString, action: "issue-convocations", subject: "session/\(run.session)",
            detail: "{\"issued\": \(run.issued)}")
        return Effects(messages: messages, audit: [entry])
    }
}
