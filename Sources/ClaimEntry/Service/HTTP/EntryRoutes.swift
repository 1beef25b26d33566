import ClaimEntryDomain
import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import Vocabulary
import Web

/// The first two screens of the declaration: `…/travail` and `…/deplacement`.
///
/// Every way of leaving a screen keeps what was typed, right or wrong; only `continuer` asks that it be right.
struct EntryRoutes: Sendable {
    let desk: ClaimDesk

    /// What the buttons of a screen send as `action`.
    enum Action: String {
        case next = "continuer"
        case previous = "precedent"
        case later = "enregistrer"
        /// Shows the same screen again with the estimate; the script sends it while somebody types.
        case refresh = "recalculer"
    }

    func add(to group: RouterGroup<WebContext>) {
        for step in [EntryStep.work, .travel] {
            group.get(":claim/\(step.rawValue)") { request, web in try await show(step, request, web) }
            group.post(":claim/\(step.rawValue)") { request, web in try await save(step, request, web) }
        }
    }

    private func show(_ step: EntryStep, _ request: Request, _ web: WebContext) async throws -> Response {
        let open = try await desk.desk(web)
        guard isOpen(open, step) else { return desk.site.redirect(open.path) }
        // Coming from the summary of the last screen, what is wrong stands beside its field.
        let strict = request.uri.queryParameters["corriger"] != nil
        let shown = EntryScreen.Shown(step: step, errors: strict ? open.errors(at: step) : FormErrors())
        return try page(open, shown, request, web)
    }

    private func save(_ step: EntryStep, _ request: Request, _ web: WebContext) async throws -> Response {
        let form = try await Form(request: request, context: web)
        let command = SaveEntry(
            claim: try desk.claimID(web), participant: try desk.participant(web), typed: form.typed,
            now: desk.context.clock(), calendar: desk.calendar, tables: desk.tables)
        let grounds = try await desk.context.pool.transaction { try command.run(in: $0) }
        guard let grounds else { throw Problem.notFound }
        let open = try await desk.desk(web)
        if let ground = grounds.first { return desk.site.redirect(open.path, notice: ground.sentence) }
        let steps = open.steps
        switch Action(rawValue: form["action"]) ?? .next {
        case .later:
            return desk.site.redirect(open.path, notice: "Brouillon enregistré. Rien n’est encore transmis.")
        case .previous:
            let before = step.previous(in: steps)
            return desk.site.redirect(before.map { "\(open.path)/\($0.rawValue)" } ?? open.path)
        case .refresh:
            let shown = EntryScreen.Shown(step: step, errors: open.errors(at: step, onlyIn: form), saved: true)
            return try page(open, shown, request, web)
        case .next:
            let errors = open.errors(at: step)
            guard errors.isEmpty else { return try page(open, .init(step: step, errors: errors), request, web) }
            if step == .travel, open.hasOtherStays(than: form.typed) {
                return try page(open, .init(step: step, errors: errors, otherStays: true), request, web)
            }
            return desk.site.redirect("\(open.path)/\(step.next(in: steps).rawValue)")
        }
    }

    private func isOpen(_ open: ClaimDesk.Desk, _ step: EntryStep) -> Bool {
        open.read.claim.groundsAgainstEntry(at: desk.now, calendar: desk.calendar).isEmpty
            && open.steps.contains(step)
    }

    private func page(
        _ open: ClaimDesk.Desk, _ shown: EntryScreen.Shown, _ request: Request, _ web: WebContext
    ) throws -> Response {
        let screen = EntryScreen(open, shown, at: desk.now, help: desk.site.help)
        return try desk.site.page(
            shown.step == .work ? "work" : "travel", screen, title: shown.step.title, request: request, context: web,
            status: shown.errors.isEmpty ? .ok : .unprocessableContent)
    }
}

extension ClaimDesk.Desk {
    var path: String { "/etats-de-frais/\(read.claim.id)" }

    var steps: [EntryStep] { read.subject.steps(entry, lastLines: read.claim.submission?.lines ?? []) }

    /// What is wrong with a screen as it was kept.
    func errors(at step: EntryStep) -> FormErrors {
        var errors = FormErrors()
        for problem in Declaration(read.typed, about: read.subject).problems
        where EntryStep(asking: problem.field) == step {
            errors.add(problem.field, problem.message)
        }
        return errors
    }

    /// Only what was typed and cannot be read: nobody is blamed for a field that they have not come to yet.
    func errors(at step: EntryStep, onlyIn form: Form) -> FormErrors {
        var legible = FormErrors()
        for entry in errors(at: step).entries where !form[entry.field].isEmpty {
            legible.add(entry.field, entry.message)
        }
        return legible
    }

    /// Whether the hours make stays due that the form did not ask about.
    func hasOtherStays(than typed: TypedEntry) -> Bool {
        let subject = read.subject
        guard [TransportChoice.car, .fare, .none].map(\.rawValue).contains(read.typed[.transport]),
            let hours = TravelReading(read.typed, subject).hours
        else { return false }
        let stays = DueStays(hours, ticket: read.typed.ticket, subject: subject)
        return typed.isSilent(on: stays.open(to: subject))
    }
}
