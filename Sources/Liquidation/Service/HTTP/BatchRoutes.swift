import Contracts
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
            let notice = "Lot libéré : son fichier peut être transmis à la banque."
            return try await act(("batch-released", notice), request, web) { act, id, connection in
                try act.release(id, in: connection)
                return []
            }
        }
        group.post("lots/:lot/abandonner") { request, web in
            let notice = "Lot abandonné : ses virements attendent le prochain."
            return try await act(("batch-given-up", notice), request, web) { act, id, connection in
                try act.giveUp(id, in: connection)
            }
        }
        group.post("lots/:lot/incertain") { request, web in
            let notice = "Noté : seule une réponse de la banque, ou le même fichier, peut suivre."
            return try await act(("batch-sending-unknown", notice), request, web) { act, id, connection in
                try act.declareUnknown(id, in: connection)
                return []
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
            ring: ring, debtor: debtor, prefix: bank.prefix, now: context.clock(), today: today,
            builder: person.accountID, perimeter: Perimeter(person))
        let id = form.commandID
        let name = id.uuidString.lowercased()
        do {
            let location = try await PaymasterAct(context: context, person: person, form: form)
                .commit("/paiements/lots/\(name)", .init(action: "batch-built", subject: name)) { connection in
                    _ = try act.build(id, on: day, in: connection)
                    return []
                }
            return context.site.redirect(
                location, notice: "Lot constitué. Une autre personne doit maintenant le libérer.")
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
                return try await show(refusal, request, web)
            } catch is BankFolderProblem {
                throw Problem.unavailable
            }
        }
        return try await act(("batch-sent", "Lot transmis à la banque."), request, web) { act, id, connection in
            try act.declareSent(id, in: connection)
        }
    }

    private func act(
        _ said: (action: String, notice: String), _ request: Request, _ web: WebContext,
        _ body: @escaping @Sendable (BatchActs, UUID, isolated Connection) throws -> [any Message]
    ) async throws -> Response {
        let form = try await Form(request: request, context: web)
        let id = try batchID(web)
        let acts = try await acts(web)
        let name = id.uuidString.lowercased()
        do {
            let location = try await PaymasterAct(context: context, person: try web.person(), form: form)
                .commit("/paiements/lots/\(name)", .init(action: said.action, subject: name)) { connection in
                    try body(acts, id, connection)
                }
            return context.site.redirect(location, notice: said.notice)
        } catch let refusal as BatchRefusal {
            return try await show(refusal, request, web)
        }
    }

    private func acts(_ web: WebContext) async throws -> BatchActs {
        let person = try web.person()
        return BatchActs(
            ring: ring, actor: person.accountID, now: context.clock(), today: today, perimeter: Perimeter(person))
    }

    private func batchID(_ web: WebContext) throws -> UUID {
        guard let id = UUID(uuidString: try web.parameters.require("lot")) else { throw Problem.notFound }
        return id
    }

    // MARK: pages

    private func list(
        _ typedDay: String, _ errors: FormErrors, _ request: Request, _ web: WebContext
    ) async throws -> Response {
        let perimeter = Perimeter(try web.person())
        let page = ListPage(request)
        let read = try await context.pool.withConnection { connection in
            BatchList(
                batches: try connection.run(
                    SelectBatches(perimeter: perimeter, limit: ListPage.size, offset: page.offset)),
                count: try connection.run(CountBatches(perimeter: perimeter)).first ?? 0,
                waiting: try connection.run(SelectTransfersWaiting(perimeter: perimeter)).first ?? (0, .zero),
                bankKnown: bank.debtor != nil)
        }
        let day = typedDay.isEmpty ? TargetCalendar.openDay(1, after: today).description : typedDay
        return try context.site.page(
            "batches", BatchListPage(read, page: page, day: day, errors: errors), title: "Lots de virements",
            request: request, context: web, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func show(_ refusal: BatchRefusal?, _ request: Request, _ web: WebContext) async throws -> Response {
        let id = try batchID(web)
        let person = try web.person()
        let page = ListPage(request)
        let read = try await context.pool.withConnection { connection -> BatchContent? in
            guard let batch = try connection.run(SelectBatch(batchID: id)).first,
                Perimeter(person).covers(batch.offices)
            else { return nil }
            return BatchContent(
                batch: batch, people: try connection.run(SelectBatchPeople(batchID: id)).first,
                states: try connection.run(SelectBatchStates(batchID: id)),
                transfers: try connection.run(
                    SelectBatchTransfers(batchID: id, limit: ListPage.size, offset: page.offset)),
                builtByReader: batch.builtBy == person.accountID, folder: bank.directory != nil)
        }
        guard let read, refusal != .notFound else { throw Problem.notFound }
        return try context.site.page(
            "batch", BatchPage(read, page: page, refusal: refusal), title: "Lot \(read.batch.messageID)",
            request: request, context: web, status: refusal == nil ? .ok : .conflict)
    }

    private func download(_ web: WebContext) async throws -> Response {
        let id = try batchID(web)
        let acts = try await acts(web)
        let entry = AuditEntry(
            actor: acts.actor.uuidString.lowercased(), action: "batch-file-read", subject: id.uuidString.lowercased())
        do {
            let (name, bytes) = try await context.work.commit { connection in
                let bytes = try acts.file(id, in: connection)
                let name = try connection.run(SelectBatch(batchID: id)).first?.messageID ?? ""
                return ((name, bytes), Effects(audit: [entry]))
            }
            return Response(
                status: .ok,
                headers: [
                    .contentType: "application/xml; charset=utf-8", .cacheControl: "no-store",
                    .contentDisposition: "attachment; filename=\"\(name).xml\"",
                ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        } catch BatchRefusal.notFound {
            throw Problem.notFound
        } catch is BatchRefusal {
            throw Problem.conflict("Ce fichier n’est lisible qu’une fois le lot libéré par une autre personne.")
        }
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
