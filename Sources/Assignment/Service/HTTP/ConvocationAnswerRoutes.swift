import AssignmentDomain
import Documents
import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import TransactionalMessaging
import Vocabulary
import Web

/// A convened person says, by the sealed link of their mail and without signing in, that they have read the convocation
/// or cannot come. Whether this version still stands is said first.
struct ConvocationAnswerRoutes {
    static let path = "/affectation/convocations"
    static let mostReasonCharacters = 200

    let context: ServiceContext

    func add(to router: Router<WebContext>) {
        let group = router.group(RouterPath(Self.path)).add(middleware: context.site.visitors)
        group.get(":convocation/:version/:seal") { request, web in
            try await show(request, web, typed: "", FormErrors())
        }
        group.get(":convocation/:version/:seal/agenda.ics") { request, web in try await calendar(web) }
        group.post(":convocation/:version/:seal") { request, web in try await answer(request, web) }
    }

    private func name(_ web: WebContext) throws -> (id: UUID, version: Int, seal: String) {
        (
            try web.parameters.require("convocation", as: UUID.self),
            try web.parameters.require("version", as: Int.self),
            try web.parameters.require("seal")
        )
    }

    /// A link with a wrong seal is not found, as one of a convocation that does not exist.
    private static func load(
        _ name: (id: UUID, version: Int, seal: String), in connection: isolated Connection
    ) throws -> ConvocationVersion {
        guard try AnswerSeal.load(in: connection).fits(name.seal, convocation: name.id, version: name.version),
            let found = try connection.run(SelectConvocationVersion(convocation: name.id, version: name.version)).first
        else { throw Problem.notFound }
        return found
    }

    private func show(
        _ request: Request, _ web: WebContext, typed: String, _ errors: FormErrors
    ) async throws -> Response {
        let name = try name(web)
        let found = try await context.pool.withConnection { try Self.load(name, in: $0) }
        let page = ConvocationAnswerPage(
            found, version: name.version, path: request.uri.path, (typed, errors))
        return try context.site.page(
            "assignment_answer", page, title: "Votre convocation", request: request, context: web,
            status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    /// For the person's own calendar: what stands now, whichever version the link is of.
    private func calendar(_ web: WebContext) async throws -> Response {
        let name = try name(web)
        let versions = try await context.pool.withConnection { connection in
            _ = try Self.load(name, in: connection)
            return try connection.run(SelectConvocationVersions(convocation: name.id)).compactMap { $0 }
        }
        let file = CalendarFile(
            ConvocationCalendar.series(name.id, versions), organizer: context.settings["HELP_DESK_MAIL"] ?? "",
            at: context.clock())
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/calendar; charset=utf-8",
                .contentDisposition: "attachment; filename=\"convocation.ics\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: file.text)))
    }

    private func answer(_ request: Request, _ web: WebContext) async throws -> Response {
        let name = try name(web)
        let form = try await Form(request: request, context: web)
        let comes = form["reponse"] == "lu"
        let reason = form["motif"]
        var errors = FormErrors()
        if !comes && reason.isEmpty { errors.add("motif", "Indiquez pourquoi vous ne pouvez pas venir.") }
        if reason.count > Self.mostReasonCharacters {
            errors.add("motif", "Raccourcissez le motif à \(Self.mostReasonCharacters) caractères.")
        }
        guard errors.isEmpty else { return try await show(request, web, typed: reason, errors) }
        let (now, back) = (context.clock(), request.uri.path)
        let key = CommandKey(id: form.commandID, actor: "convocation/\(name.id)", bodyHash: form.hash)
        let answer = try await context.work.commit(key) { connection in
            let found = try Self.load(name, in: connection)
            guard found.latest == name.version, found.latestKind != ConvocationKind.withdrawn.rawValue else {
                throw Problem.conflict("Cette version de la convocation ne vaut plus. Rechargez la page.")
            }
            try connection.execute(
                InsertConvocationAnswer(
                    convocation: name.id, version: name.version, impediment: comes ? nil : reason, at: now))
            if !comes { try Self.free(found, reason, at: now, in: connection) }
            let entry = AuditEntry(
                actor: found.participant.uuidString, action: comes ? "acknowledge-convocation" : "declare-impediment",
                subject: "convocation/\(name.id.uuidString.lowercased())", detail: "{\"version\": \(name.version)}")
            return (back, Effects(messages: [], audit: [entry]))
        }
        return context.site.redirect(answer.text, notice: comes ? "Merci, c’est noté." : "Le service est prévenu.")
    }

    /// The next calculation leaves the person out at these times.
    private static func free(
        _ found: ConvocationVersion, _ reason: String, at now: Date, in connection: isolated Connection
    ) throws {
        let slots = ConvocationDetail.read(found.detail)?.slots.compactMap { Slot(written: $0) } ?? []
        let list = HalfDayList(
            participant: found.participant, halfDays: PlanningData.halfDays(of: slots).sorted(), at: now)
        try connection.execute(ForgetWishes(list: list))
        try connection.execute(StateUnavailable(list: list, reason: reason))
    }
}

struct ConvocationAnswerPage {
    let lead: String
    let mission: String
    let centre: String
    let when: String
    let calendarPath: String
    let paperPath: String
    let erreurs: FormErrors
    let motif: Field
    /// The version stands, and its person has not said that they cannot come.
    let isOpen: Bool
    let isUnread: Bool

    init(_ found: ConvocationVersion, version: Int, path: String, _ form: (typed: String, errors: FormErrors)) {
        let errors = form.errors
        let standing = found.latest == version && found.latestKind != ConvocationKind.withdrawn.rawValue
        let isAmended = found.latestKind == ConvocationKind.amended.rawValue
        // Of a version that was replaced, what stands now.
        let detail = ConvocationDetail.read(standing ? found.detail : found.latestDetail)
        if !standing {
            lead =
                isAmended
                ? "Cette convocation est remplacée par une version plus récente : voici ce qui vaut maintenant."
                : found.latestKind == ConvocationKind.withdrawn.rawValue
                    ? "Cette convocation est retirée : ne vous déplacez pas."
                    : "Cette convocation est remplacée par une nouvelle : voici ce qui vaut maintenant."
        } else if let impediment = found.impediment {
            lead =
                "Vous avez signalé un empêchement (\(impediment)). Le service cherche un remplaçant ; votre convocation "
                + "vaut tant qu’elle n’est pas retirée."
        } else if let at = found.acknowledgedAt {
            lead = "Cette convocation est valable. Vous avez accusé réception le \(Frenchly.instant(at))."
        } else {
            lead = "Cette convocation est valable."
        }
        mission = detail.map { "\(Wording.exam($0.exam)), \($0.test) (\(MissionKind(code: $0.kind).french))" } ?? ""
        centre = detail.map { $0.remote ? "À distance" : "\($0.centreName), \($0.communeName)" } ?? ""
        when = Wording.slots(detail?.slots ?? [])
        calendarPath = path + "/agenda.ics"
        // Of a version that was replaced the link stays good: its paper says so itself.
        paperPath = path + "/convocation.pdf"
        erreurs = errors
        motif = Field("motif", "Pourquoi ne pouvez-vous pas venir ?", value: form.typed).errors(errors)
        isOpen = standing && found.impediment == nil
        isUnread = isOpen && found.acknowledgedAt == nil
    }
}
