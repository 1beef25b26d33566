import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import Tariffs
import TransactionalMessaging
import ValidationDomain
import Vocabulary
import Web

/// The work list: filters in the address, and what is in order passes in one gesture with a summary to sign.
struct QueueRoutes {
    let context: ServiceContext
    let tables: OperatorTables

    func add(to group: RouterGroup<WebContext>) {
        group.get { request, web in try await list(request, web) }
        group.get("certifier") { request, web in try await summary(request, web, FormErrors()) }
        group.post("certifier") { request, web in try await certify(request, web) }
    }

    private func list(_ request: Request, _ web: WebContext) async throws -> Response {
        let (filter, reader) = try asked(request, web)
        let queue = try await context.pool.withConnection { connection in
            OpenQueue(
                rows: try connection.queue(filter, for: reader),
                counts: try connection.run(CountQueue(filter: filter, reader: reader)),
                choices: try connection.run(SelectChoices(reader: reader)))
        }
        return try context.site.page(
            "validation_queue", QueuePage(filter, queue), title: "Vérification", request: request, context: web)
    }

    private func summary(_ request: Request, _ web: WebContext, _ errors: FormErrors) async throws -> Response {
        let (filter, reader) = try asked(request, web)
        let now = context.clock()
        let counts = try await context.pool.withConnection {
            try $0.run(CountInOrder(filter: filter.inOrder, reader: reader, sentBefore: now))
        }
        return try context.site.page(
            "validation_bulk", BulkPage(filter, counts, before: now, errors: errors),
            title: "Certifier ce qui est en ordre", request: request, context: web,
            status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    /// Certifies in one transaction what the summary showed; what arrived or changed since is left in the list.
    private func certify(_ request: Request, _ web: WebContext) async throws -> Response {
        let officer = Officer(try web.person())
        let form = try await Form(request: request, context: web)
        let (filter, reader) = try asked(request, web)
        guard form.has("signature"), let before = Int64(form["avant"]) else {
            var errors = FormErrors()
            errors.add("signature", "Cochez la case pour signer.")
            return try await summary(request, web, errors)
        }
        let sent = Date(timeIntervalSince1970: Double(before) / 1_000_000)
        let key = CommandKey(id: form.commandID, actor: officer.account.uuidString, bodyHash: form.hash)
        let now = context.clock()
        let answer = try await context.work.commit(key) { connection in
            let claims = try connection.run(
                SelectInOrder(filter: filter.inOrder, reader: reader, sentBefore: min(sent, now)))
            let bulk = BulkCertification(officer: officer, at: now, tables: tables)
            let (count, effects) = try bulk.certify(claims, sentBefore: sent, in: connection)
            return ("\(count)", effects)
        }
        let certified = Frenchly.count(
            Int(answer.text) ?? 0, "état de frais certifié", "états de frais certifiés")
        return context.site.redirect(filter.address("/verification"), notice: "\(certified).")
    }

    private func asked(_ request: Request, _ web: WebContext) throws -> (QueueFilter, QueueReader) {
        let query = request.uri.queryParameters
        return (
            QueueFilter(query: { query[Substring($0)].map(String.init) }), Officer(try web.person()).reader
        )
    }
}
