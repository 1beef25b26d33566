import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import Tariffs
import TransactionalMessaging
import ValidationDomain
import Vocabulary
import Web

/// The hours that the service enters itself, for many people at once: the sheet of one centre on one page.
struct HoursRoutes {
    let context: ServiceContext
    let tables: OperatorTables

    func add(to group: RouterGroup<WebContext>) {
        group.get("heures") { request, web in try await page(request, web, [:], FormErrors()) }
        group.post("heures") { request, web in try await certify(request, web) }
    }

    private func page(
        _ request: Request, _ web: WebContext, _ typed: [String: String], _ errors: FormErrors
    ) async throws -> Response {
        let filter = filter(request)
        let reader = Officer(try web.person()).reader
        let awaited = try await context.pool.withConnection {
            try $0.run(SelectAwaitedHours(filter: filter, reader: reader))
        }
        return try context.site.page(
            "validation_hours", HoursPage(filter, awaited, typed: typed, errors: errors),
            title: "Heures de surveillance",
            request: request, context: web, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    /// Certifies in one transaction what the sheet showed; a claim that somebody else has changed meanwhile is left.
    private func certify(_ request: Request, _ web: WebContext) async throws -> Response {
        let officer = Officer(try web.person())
        let form = try await Form(request: request, context: web)
        let sheet = TypedHoursSheet(form)
        var errors = sheet.errors
        if !form.has("signature") { errors.add("signature", "Cochez la case pour signer.") }
        guard errors.isEmpty else {
            let typed = Dictionary(form.names.map { ($0, form[$0]) }, uniquingKeysWith: { first, _ in first })
            return try await page(request, web, typed, errors)
        }
        let key = CommandKey(id: form.commandID, actor: officer.account.uuidString, bodyHash: form.hash)
        let now = context.clock()
        let answer = try await context.work.commit(key) { connection in
            var (effects, entered) = (Effects.none, 0)
            for (claim, hours) in sheet.claims.sorted(by: { $0.key < $1.key }) {
                guard let file = try Deciding.load(claim, in: connection) else { continue }
                let deciding = Deciding(file: file, officer: officer, at: now, tables: tables, version: hours.version)
                if case .success(let result) = try deciding.enterHours(hours.lines, in: connection) {
                    effects += result
                    entered += 1
                }
            }
            return ("\(entered) \(sheet.claims.count - entered)", effects)
        }
        let counts = answer.text.split(separator: " ").compactMap { Int($0) }
        return context.site.redirect(filter(request).address("/verification/heures"), notice: Self.notice(counts))
    }

    private static func notice(_ counts: [Int]) -> String {
        let entered = Frenchly.count(counts.first ?? 0, "personne")
        let left = counts.count > 1 ? counts[1] : 0
        return "Heures certifiées pour \(entered)."
            + (left == 0
                ? "" : " \(Frenchly.count(left, "autre a changé", "autres ont changé")) entre-temps et restent.")
    }

    private func filter(_ request: Request) -> QueueFilter {
        let query = request.uri.queryParameters
        var filter = QueueFilter(query: { query[Substring($0)].map(String.init) })
        filter.view = .hours
        return filter
    }
}
