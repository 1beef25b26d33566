import Contracts
import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import TransactionalMessaging
import Vocabulary
import Web

/// The official run brings the convocations to what the accepted plan says: first ones, new versions, withdrawals.
struct ConvocationRoutes {
    /// What participants read when no other reason is given.
    static let usualReason = "L’organisation de la session a changé."
    private static let mostReasonCharacters = 300

    let context: ServiceContext

    func add(to group: RouterGroup<WebContext>) {
        group.get("sessions/:session/convocations") { request, web in try await confirm(request, web) }
        group.post("sessions/:session/convocations") { request, web in try await run(request, web) }
    }

    private func confirm(_ request: Request, _ web: WebContext) async throws -> Response {
        let scope = try await SessionScope.load(context, web)
        let session = scope.session
        let (found, conflicts) = try await context.pool.withConnection { connection in
            (
                try connection.run(SelectConvocationDrafts(session: session.code, offices: scope.offices))
                    .compactMap { $0 },
                try session.acceptedProposal.map { try connection.run(SelectPlanConflicts(proposal: $0)) } ?? []
            )
        }
        let notice = NoticePeriod(
            days: context.settings["CONVOCATION_NOTICE_DAYS"].flatMap { Int($0) } ?? ConvocationsPage.usualNoticeDays,
            now: context.clock())
        let page = ConvocationsPage(session, found, conflicts, notice)
        return try context.site.page(
            "assignment_convocations", page, title: "Convocations", request: request, context: web)
    }

    private func run(_ request: Request, _ web: WebContext) async throws -> Response {
        let scope = try await SessionScope.load(context, web)
        let form = try await Form(request: request, context: web)
        let person = try web.person()
        let key = CommandKey(id: form.commandID, actor: person.accountID.uuidString, bodyHash: form.hash)
        let reason = String(
            form["motif"].trimmingCharacters(in: .whitespacesAndNewlines).prefix(Self.mostReasonCharacters))
        let run = ConvocationRun(
            id: form.commandID, session: scope.session.code, by: person.accountID, name: person.displayName,
            at: context.clock(), reason: reason.isEmpty ? Self.usualReason : reason,
            signatory: ConvocationSender(context.settings).signatory)
        let answer = try await context.work.commit(key) { connection in
            if let plan = try connection.run(LockSession(session: run.session)).first ?? nil {
                let conflicts = try connection.run(SelectPlanConflicts(proposal: plan))
                guard conflicts.isEmpty else { throw Problem.conflict(Wording.conflicts(conflicts)) }
            }
            let issued = try OfficialRun(run, offices: scope.offices).execute(in: connection)
            return ("/affectation/sessions/\(run.session)", issued)
        }
        return context.site.redirect(answer.text, notice: "Les convocations suivent le plan.")
    }
}

/// How long before its mission a convocation should arrive.
struct NoticePeriod {
    let days: Int
    let now: Date

    /// Whether the convocation would arrive too late; a withdrawal never does.
    func isBroken(_ draft: ConvocationDraft) -> Bool {
        guard draft.kind != .withdrawn, let first = draft.detail.slots.min(),
            let day = CalendarDay(first.prefix(10)),
            let today = CalendarDay(Frenchly.isoDay(now))
        else { return false }
        return day < today.adding(days: days)
    }
}

/// What the official run would do.
struct ConvocationsPage {
    struct ControlLink {
        let text: String
        let path: String
    }

    struct Line {
        let person: String
        let mission: String
        let what: String
    }

    /// More lines than a person reads before signing are counted, not listed.
    private static let mostLines = 200
    /// The one number of this page that no text of law gives: `CONVOCATION_NOTICE_DAYS` sets another.
    static let usualNoticeDays = 7

    let session: String
    let sessionLabel: String
    let lead: String
    let issued: String
    let amended: String
    let withdrawn: String
    let people: String
    let convened: String
    let empty: String
    let action: String
    let hasDrafts: Bool
    let late: String?
    let lateLines: [Line]
    let hasLate: Bool
    let controlLinks: [ControlLink]
    let hasControl: Bool
    let amendedLines: [Line]
    let hasAmended: Bool
    let withdrawnLines: [Line]
    let hasWithdrawn: Bool
    let motif: Field?

    init(_ session: SessionView, _ found: [ConvocationDraft], _ conflicts: [PlanConflict], _ notice: NoticePeriod) {
        let drafts = conflicts.isEmpty ? found : []
        let counts = ConvocationCounts(drafts)
        self.session = session.code
        sessionLabel = session.label
        lead =
            drafts.isEmpty
            ? conflicts.isEmpty ? "Toutes les convocations suivent le plan." : Wording.conflicts(conflicts)
            : "\(Self.sum(counts)). Relisez avant de confirmer."
        issued = Frenchly.number(counts.issued)
        amended = Frenchly.number(counts.amended)
        withdrawn = Frenchly.number(counts.withdrawn)
        people = Frenchly.number(Set(drafts.map(\.participant)).count)
        convened = Frenchly.number(session.convened)
        empty = Frenchly.number(session.seats - session.filled)
        action =
            counts.issued == counts.all
            ? "Émettre \(Frenchly.count(counts.all, "convocation"))"
            : "Confirmer \(Frenchly.count(counts.all, "changement"))"
        hasDrafts = !drafts.isEmpty
        let late = drafts.filter(notice.isBroken)
        self.late =
            late.isEmpty
            ? nil
            : "\(Frenchly.count(late.count, "convocation")) \(late.count > 1 ? "arriveront" : "arrivera") moins de "
                + "\(notice.days) jours avant la mission : prévenez aussi ces personnes par téléphone."
        lateLines = Self.lines(late.filter { $0.kind != .withdrawn }) { Wording.slots($0.detail.slots) }
        hasLate = !late.isEmpty
        controlLinks = Self.control(session.code, drafts.count(where: { $0.kind != .withdrawn }))
        hasControl = !controlLinks.isEmpty
        amendedLines = Self.lines(drafts.filter { $0.kind == .amended }) { draft in
            draft.before.map { ConvocationDifference(from: $0, to: draft.detail).text } ?? ""
        }
        hasAmended = counts.amended > 0
        withdrawnLines = Self.lines(drafts.filter { $0.kind == .withdrawn }) { Wording.slots($0.detail.slots) }
        hasWithdrawn = counts.withdrawn > 0
        motif =
            counts.amended + counts.withdrawn == 0
            ? nil
            : Field("motif", "Motif que liront les personnes concernées", value: ConvocationRoutes.usualReason)
    }

    static func sum(_ counts: ConvocationCounts) -> String {
        var parts: [String] = []
        if counts.issued > 0 { parts.append("\(Frenchly.count(counts.issued, "convocation")) à émettre") }
        if counts.amended > 0 { parts.append("\(Frenchly.number(counts.amended)) à modifier") }
        if counts.withdrawn > 0 { parts.append("\(Frenchly.number(counts.withdrawn)) à retirer") }
        return parts.joined(separator: ", ")
    }

    static func done(_ counts: ConvocationCounts) -> String {
        var parts: [String] = []
        if counts.issued > 0 { parts.append("\(Frenchly.number(counts.issued)) émises") }
        if counts.amended > 0 { parts.append("\(Frenchly.number(counts.amended)) modifiées") }
        if counts.withdrawn > 0 { parts.append("\(Frenchly.number(counts.withdrawn)) retirées") }
        return Frenchly.list(parts)
    }

    private static func control(_ session: String, _ count: Int) -> [ControlLink] {
        let most = ConvocationPaperRoutes.mostSheets
        return stride(from: 0, to: count, by: most).enumerated().map { part, first in
            let last = min(first + most, count)
            let range = count > most ? "Convocations \(first + 1) à \(last)" : "Toutes les convocations"
            return ControlLink(
                text: "\(range) (PDF)",
                path: "/affectation/sessions/\(session)/convocations/controle.pdf?partie=\(part + 1)")
        }
    }

    private static func lines(_ drafts: [ConvocationDraft], _ what: (ConvocationDraft) -> String) -> [Line] {
        drafts.prefix(mostLines).map { draft in
            Line(
                person: draft.name,
                mission: Wording.mission(
                    exam: draft.detail.exam, test: draft.detail.test, kind: draft.detail.kind, code: draft.missionCode),
                what: what(draft))
        }
    }
}
