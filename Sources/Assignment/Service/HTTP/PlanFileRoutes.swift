import AssignmentDomain
import Foundation
import Hummingbird
import Matching
import Postgres
import ServiceRuntime
import TransactionalMessaging
import Web

/// The plan as a file: taken out, edited in a spreadsheet, and brought back as a proposal that is compared and
/// accepted like any other.
struct PlanFileRoutes {
    static let mostBytes = 12 * 1024 * 1024
    private static let mostRows = 1_000_000

    let context: ServiceContext

    func add(to router: Router<WebContext>) {
        let group = router.group("/affectation")
            .add(middleware: context.site.requiring("manager", upTo: Self.mostBytes))
        group.get("sessions/:session/affectations.csv") { _, web in try await export(web) }
        group.get("sessions/:session/fichier") { request, web in try await show(request, web, []) }
        group.post("sessions/:session/fichier") { request, web in try await bring(request, web) }
    }

    private func export(_ web: WebContext) async throws -> Response {
        let scope = try await SessionScope.load(context, web)
        let filter = RowFilter(session: scope.session.code, offices: scope.offices)
        let rows = try await context.pool.withConnection {
            try $0.run(SelectPlanRows(filter: filter, limit: Self.mostRows, offset: 0))
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"affectations-\(scope.session.code).csv\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: PlanFile.text(rows))))
    }

    private func show(_ request: Request, _ web: WebContext, _ faults: [ImportFault]) async throws -> Response {
        let scope = try await SessionScope.load(context, web)
        let page = PlanFilePage(scope.session, faults)
        return try context.site.page(
            "assignment_file", page, title: page.title, request: request, context: web,
            status: faults.isEmpty ? .ok : .unprocessableContent)
    }

    private func bring(_ request: Request, _ web: WebContext) async throws -> Response {
        let scope = try await SessionScope.load(context, web)
        try scope.requireAll()
        let form = try await Form(request: request, context: web, maxBytes: Self.mostBytes)
        guard let file = form.file("fichier"), let text = String(bytes: file.bytes, encoding: .utf8) else {
            let remedy = "Choisissez le fichier affectations.csv, enregistré en « CSV UTF-8 »."
            return try await show(
                request, web, [ImportFault(file: PlanReading.file, line: nil, column: nil, value: nil, remedy: remedy)])
        }
        let person = try web.person()
        let decision = ManualDecision(by: person.accountID, name: person.displayName, at: context.clock())
        let key = CommandKey(id: form.commandID, actor: person.accountID.uuidString, bodyHash: form.hash)
        let (session, id) = (scope.session.code, form.commandID)
        do {
            let answer = try await context.work.commit(key) { connection in
                let faults = try PlanFile(session: session, id: id, decision).store(text, in: connection)
                guard faults.isEmpty else { throw ImportRefused(faults: faults) }
                let entry = AuditEntry(
                    actor: decision.by.uuidString, action: "import-plan", subject: "session/\(session)",
                    detail: "{\"proposal\": \"\(id.uuidString.lowercased())\"}")
                return ("/affectation/calculs/\(id.uuidString.lowercased())", Effects(messages: [], audit: [entry]))
            }
            return context.site.redirect(
                answer.text, notice: "Le fichier est une proposition : comparez, puis décidez.")
        } catch let refused as ImportRefused {
            return try await show(request, web, refused.faults)
        }
    }
}

/// Writes and reads the file of a plan.
struct PlanFile: Sendable {
    private static let rowsAtATime = 5_000

    private let session: String
    private let id: UUID
    private let decision: ManualDecision

    init(session: String, id: UUID, _ decision: ManualDecision) {
        (self.session, self.id, self.decision) = (session, id, decision)
    }

    /// With a byte order mark, by which spreadsheets know the encoding. Only the first two columns are read again.
    static func text(_ rows: [PlanRow]) -> String {
        var lines = ["mission;intervenant;nom;domicile;examen;epreuve;centre;creneaux;kilometres;etat"]
        lines += rows.map { row in
            [
                row.missionCode, row.number, row.name, row.home, row.exam, row.test, row.centre,
                row.slots.joined(separator: "|"), "\(row.kilometres)", row.convened ? "convoqué" : "à convoquer",
            ].map(cell).joined(separator: ";")
        }
        return "\u{FEFF}" + lines.map { $0 + "\r\n" }.joined()
    }

    private static func cell(_ text: String) -> String {
        let special = text.contains { ";\"\n\r".contains($0) }
        return special ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }

    /// Stores the file as a proposal, whole or not at all; the faults if there are any.
    func store(_ text: String, in connection: isolated Connection) throws -> [ImportFault] {
        try connection.run(AllowLongTransaction())
        let input = try PlanningInput(session: session, in: connection)
        let session = session
        let codes = PlanReading.Codes(
            mission: { AssignmentIDs.mission(session: session, code: $0) },
            person: { AssignmentIDs.participant(number: $0) })
        let reading = PlanReading(text, codes, input.problem.data)
        guard reading.faults.isEmpty else { return reading.faults }
        let plan = input.problem.plan(of: reading.rows)
        let gaps = input.problem.explainGaps(plan)
        let rows = input.problem.explain(reading.rows)
        try connection.execute(
            InsertFileProposal(
                id: id, session: self.session, decision: decision, input: input,
                emptySeats: gaps.reduce(0) { $0 + $1.emptySeats },
                cost: plan.cost(in: input.problem.instance) + input.problem.costOffset,
                note: "Fichier de \(rows.count) affectations"))
        for start in stride(from: 0, to: rows.count, by: Self.rowsAtATime) {
            let part = rows[start..<min(start + Self.rowsAtATime, rows.count)]
            try connection.execute(InsertProposalRows(proposal: id, rows: part))
        }
        try connection.execute(InsertProposalGaps(proposal: id, gaps: gaps))
        return []
    }
}

struct PlanFilePage {
    private static let mostFaults = 200

    let title = "Modifier le plan dans un tableur"
    let session: String
    let sessionLabel: String
    let hasPlan: Bool
    let lead: String
    let faults: [String]
    let hasFaults: Bool
    let fichier: Field

    init(_ session: SessionView, _ found: [ImportFault]) {
        self.session = session.code
        sessionLabel = session.label
        hasPlan = session.acceptedProposal != nil
        lead =
            found.isEmpty
            ? "Téléchargez les affectations, modifiez-les, puis renvoyez le fichier : il devient une proposition."
            : "Rien n’a été pris : \(Frenchly.count(found.count, "erreur")) dans le fichier."
        faults = found.prefix(Self.mostFaults).map { fault in
            let place = fault.line.map { "Ligne \($0)" + (fault.value.map { " (\($0))" } ?? "") + " : " } ?? ""
            return place + fault.remedy
        }
        hasFaults = !found.isEmpty
        fichier = Field("fichier", "Fichier affectations.csv", .file(accept: ".csv,text/csv"))
    }
}
