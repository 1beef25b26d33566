import Documents
import Foundation
import Hummingbird
import Logging
import Postgres
import ServiceRuntime
import Web

/// Convocations as PDF documents: for the person by their sealed link, for the manager by mission, and as a control
/// print that has no effect.
struct ConvocationPaperRoutes {
    /// A control print of more is not read; the page offers the next part.
    static let mostSheets = 200

    let context: ServiceContext
    /// Nil on a machine without Typst: the pages stay, the documents are said to be missing.
    private let maker: PDFMaker?
    private let sender: ConvocationSender

    init(context: ServiceContext) {
        self.context = context
        maker = context.settings["DOCUMENTS_PYTHON"].map { PDFMaker(python: $0) }
        sender = ConvocationSender(context.settings)
    }

    func add(toVisitors router: Router<WebContext>) {
        router.group(RouterPath(ConvocationAnswerRoutes.path)).add(middleware: context.site.visitors)
            .get(":convocation/:version/:seal/convocation.pdf") { _, web in try await own(web) }
    }

    func add(to group: RouterGroup<WebContext>) {
        group.get("sessions/:session/missions/:mission/convocations.pdf") { _, web in try await ofMission(web) }
        group.get("sessions/:session/convocations/controle.pdf") { request, web in try await control(request, web) }
    }

    private func own(_ web: WebContext) async throws -> Response {
        let id = try web.parameters.require("convocation", as: UUID.self)
        let version = try web.parameters.require("version", as: Int.self)
        let seal = try web.parameters.require("seal")
        let sheets = try await context.pool.withConnection { connection -> ConvocationSheets? in
            let answer = try AnswerSeal.load(in: connection)
            guard answer.fits(seal, convocation: id, version: version),
                let found = try connection.run(SelectConvocationPapers(convocation: id, version: version)).first,
                let paper = found
            else { return nil }
            return ConvocationSheets([paper], sender, answer)
        }
        guard let sheets else { throw Problem.notFound }
        return try await document(sheets, named: "convocation")
    }

    private func ofMission(_ web: WebContext) async throws -> Response {
        let scope = try await SessionScope.load(context, web)
        let mission = try web.parameters.require("mission")
        let sheets = try await context.pool.withConnection { connection -> ConvocationSheets? in
            let papers = try connection.run(
                SelectConvocationPapers(session: scope.session.code, mission: mission)
            ).compactMap { $0 }.filter { scope.coversAll || scope.offices.contains($0.office) }
            return papers.isEmpty ? nil : ConvocationSheets(papers, sender, try AnswerSeal.load(in: connection))
        }
        guard let sheets else { throw Problem.notFound }
        return try await document(sheets, named: "convocations-\(mission)")
    }

    private func control(_ request: Request, _ web: WebContext) async throws -> Response {
        let scope = try await SessionScope.load(context, web)
        let drafts = try await context.pool.withConnection { connection in
            try connection.run(SelectConvocationDrafts(session: scope.session.code, offices: scope.offices))
        }.compactMap { $0 }.filter { $0.kind != .withdrawn }
        let part = max(1, request.uri.queryParameters["partie"].flatMap { Int($0) } ?? 1)
        let shown = Array(drafts.dropFirst((part - 1) * Self.mostSheets).prefix(Self.mostSheets))
        guard !shown.isEmpty else { throw Problem.notFound }
        let sheets = ConvocationSheets(control: shown, sender, at: context.clock())
        return try await document(sheets, named: "controle-\(part)")
    }

    private func document(_ sheets: ConvocationSheets, named name: String) async throws -> Response {
        guard let maker else { throw Problem.unavailable }
        let template = String(decoding: PackageResources.convocation_typ, as: UTF8.self)
        do throws(PDFFault) {
            let bytes = try await maker.document(template: template, data: sheets, codes: sheets.codes)
            return Response(
                status: .ok,
                headers: [
                    .contentType: "application/pdf", .cacheControl: "private, no-store",
                    .contentDisposition: "attachment; filename=\"\(name).pdf\"",
                ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        } catch {
            context.logger.error("a document could not be made", metadata: ["error": "\(error)"])
            throw Problem.unavailable
        }
    }
}
