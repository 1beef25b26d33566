import Foundation
import Hummingbird
import LiquidationDomain
import Postgres
import ServiceRuntime
import TransactionalMessaging
import Vocabulary
import Web

/// Batches of transfers: made by one person, released by another, sent, and answered by the bank.
struct BatchRoutes {
    let context: ServiceContext
    let ring: KeyRing
    let bank: BankSettings

    func add(to group: RouterGroup<WebContext>) {
        group.get("lots") { request, web in try await list("", FormErrors(), request, web) }
        group.post("lots") { request, web in try await build(request, web) }
        group.get("lots/:lot") { request, web in try await show(nil, request, web) }
        group.get("lots/:lot/fichier") { _, web in try await download(web) }
        group.post("lots/:lot/liberer") { request, web in
            try await act("Lot libéré : son fichier peut être transmis à la banque.", request, web) {
                act, id, connection in
                try act.release(id, in: connection)
                return Effects(audit: [act.entry("batch-released", id)])
            }
        }
        group.post("lots/:lot/abandonner") { request, web in
            try await act("Lot abandonné : ses virements attendent le prochain.", request, web) { act, id, connection in
                try act.giveUp(id, in: connection)
                return Effects(audit: [act.entry("batch-given-up", id)])
            }
        }
        group.post("lots/:lot/incertain") { request, web in
            try await act("Noté : seule une réponse de la banque, ou le même fichier, peut suivre.", request, web) {
                act, id, connection in
                try act.declareUnknown(id, in: connection)
                return Effects(audit: [act.entry("batch-sending-unknown", id)])
            }
        }
        group.post("lots/:lot/transmettre") { request, web in try await send(request, web) }
    }

    // MARK: making a batch

    private func build(_ request: Request, _ web: WebContext) async throws -> Response {
        let form = try await Form(request: request, context: web)
        let person = try web.person()
        var errors = FormErrors()
        guard let debtor = bank.debtor else {
            throw Problem.conflict("Le compte de l’académie n’est pas réglé. Demandez à l’exploitant de le régler.")
        }
        guard let day = CalendarDay(form["jour"]) else {
            errors.add("jour", "Choisissez le jour où la banque doit exécuter les virements.")
            return try await list(form["jour"], errors, request, web)
        }
        let act = BuildBatch(
            ring: ring, debtor: debtor, prefix: bank.prefix, now: context.clock(), today: today)
        let id = form.commandID
        let key = CommandKey(id: id, actor: person.accountID.uuidString, bodyHash: form.hash)
        do {
            let answer = try await context.work.commit(key) { connection in
                _ = try act.build(id, on: day, by: person.accountID, in: connection)
                let entry = AuditEntry(
                    actor: person.accountID.uuidString.lowercased(), action: "batch-built",
                    subject: id.uuidString.lowercased())
                return ("/paiements/lots/\(id.uuidString.lowercased())", Effects(audit: [entry]))
            }
            return context.site.redirect(
                answer.text, notice: "Lot constitué. Une autre personne doit maintenant le libérer.")
        } catch let problems as BankFileProblems {
            for problem in problems.all { errors.add(problem.field, problem.sentence) }
            return try await list(form["jour"], errors, request, web)
        }
    }

    private var today: CalendarDay {
        guard let day = CalendarDay(Frenchly.isoDay(context.clock())) else {
            preconditionFailure("the calendar writes ISO days")
        }
        return day
    }

    // MARK: acts on a batch

    /// Puts the file where the bank's connection takes it, when there is such a folder, and notes that it has gone.
    /// The file is always the same: an act that broke off in between is simply repeated.
    private func send(_ request: Request, _ web: WebContext) async throws -> Response {
        let reading = try await acts(web)
        let id = try batchID(web)
        if let directory = bank.directory {
            do {
                let file = try await context.pool.transaction { connection in
                    (
                        try connection.run(SelectBatch(batchID: id)).first?.messageID,
                        try reading.file(id, in: connection)
                    )
                }
                guard let messageID = file.0 else { throw Problem.notFound }
                try BankFolder(path: directory).put(file.1, messageID: messageID)
            } catch let refusal as BatchRefusal {
                return try await show(refusal == .notFound ? .wrongState(.built) : refusal, request, web)
            } catch is BankFolderProblem {
                throw Problem.unavailable
            }
        }
        return try await act("Lot transmis à la banque.", request, web) { act, id, connection in
            Effects(messages: try act.declareSent(id, in: connection), audit: [act.entry("batch-sent", id)])
        }
    }

    private func act(
        _ notice: String, _ request: Request, _ web: WebContext,
        _ body: @escaping @Sendable (BatchActs, UUID, isolated Connection) throws -> Effects
    ) async throws -> Response {
        let form = try await Form(request: request, context: web)
        let id = try batchID(web)
        let acts = try await acts(web)
        let key = CommandKey(
            id: form.commandID, actor: acts.actor.uuidString, bodyHash: form.hash + Array(request.uri.path.utf8))
        do {
            let answer = try await context.work.commit(key) { connection in
                ("/paiements/lots/\(id.uuidString.lowercased())", try body(acts, id, connection))
            }
            return context.site.redirect(answer.text, notice: notice)
        } catch let refusal as BatchRefusal {
            return try await show(refusal, request, web)
        }
    }

    private func acts(_ web: WebContext) async throws -> BatchActs {
        BatchActs(ring: ring, actor: try web.person().accountID, now: context.clock(), today: today)
    }

    private func batchID(_ web: WebContext) throws -> UUID {
        guard let id = UUID(uuidString: try web.parameters.require("lot")) else { throw Problem.notFound }
        return id
    }

    // MARK: pages

    private func list(
        _ typedDay: String, _ errors: FormErrors, _ request: Request, _ web: WebContext
    ) async throws -> Response {
        let (batches, waiting) = try await context.pool.withConnection { connection in
            (
                try connection.run(SelectBatches(limit: 100, offset: 0)),
                try connection.run(SelectTransfersWaiting()).first
            )
        }
        let day = typedDay.isEmpty ? TargetCalendar.openDay(1, after: today).description : typedDay
        let view = BatchListPage(
            batches: batches, waiting: waiting ?? (0, .zero), errors: errors, day: day, bankKnown: bank.debtor != nil)
        return try context.site.page(
            "batches", view, title: "Lots de virements", request: request, context: web,
            status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func show(_ refusal: BatchRefusal?, _ request: Request, _ web: WebContext) async throws -> Response {
        let id = try batchID(web)
        let person = try web.person().accountID
        let (batch, transfers) = try await context.pool.withConnection { connection in
            (
                try connection.run(SelectBatch(batchID: id)).first,
                try connection.run(SelectBatchTransfers(batchID: id, limit: 200, offset: 0))
            )
        }
        guard let batch, refusal != .notFound else { throw Problem.notFound }
        let view = BatchPage(
            batch: batch, transfers: transfers, refusal: refusal, builtByReader: batch.builtBy == person,
            folder: bank.directory != nil)
        return try context.site.page(
            "batch", view, title: "Lot \(batch.messageID)", request: request, context: web,
            status: refusal == nil ? .ok : .conflict)
    }

    private func download(_ web: WebContext) async throws -> Response {
        let id = try batchID(web)
        let acts = try await acts(web)
        do {
            let (name, bytes) = try await context.work.commit { connection in
                let bytes = try acts.file(id, in: connection)
                let name = try connection.run(SelectBatch(batchID: id)).first?.messageID ?? ""
                return ((name, bytes), Effects(audit: [acts.entry("batch-file-read", id)]))
            }
            return Response(
                status: .ok,
                headers: [
                    .contentType: "application/xml; charset=utf-8", .cacheControl: "no-store",
                    .contentDisposition: "attachment; filename=\"\(name).xml\"",
                ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        } catch BatchRefusal.notFound {
            throw Problem.conflict("Ce fichier n’est lisible qu’une fois le lot libéré par une autre personne.")
        }
    }
}

extension BatchActs {
    func entry(_ action: String, _ batchID: UUID) -> AuditEntry {
        AuditEntry(
            actor: actor.uuidString.lowercased(), action: action, subject: batchID.uuidString.lowercased())
    }
}

extension BankFileProblem {
    /// The field of the form beside which the sentence stands; the whole form when it is about the transfers.
    var field: String {
        switch self {
        case .closedDay, .pastDay: "jour"
        default: ""
        }
    }
}
