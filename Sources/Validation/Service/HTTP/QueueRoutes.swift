import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import TransactionalMessaging
import ValidationDomain
import Vocabulary
import Web

/// The work list: filters in the address, and what is in order passes in one gesture with a summary to sign.
struct QueueRoutes {
    let context: ServiceContext

    func add(to group: RouterGroup<WebContext>) {
        group.get { request, web in try await list(request, web) }
        group.get("certifier") { request, web in try await summary(request, web) }
        group.post("certifier") { request, web in try await certify(request, web) }
    }

    private func list(_ request: Request, _ web: WebContext) async throws -> Response {
        let person = try web.person()
        let filter = QueueFilter(request)
        var ready = filter
        (ready.states, ready.inOrder) = ([FileState.submitted.rawValue], true)
        let counted = ready
        let (rows, count, inOrder) = try await context.pool.withConnection { connection in
            (
                try connection.run(
                    SelectQueue(filter: filter, perimeter: person.perimeter, own: person.participantID)),
                try connection.run(
                    CountQueue(filter: filter, perimeter: person.perimeter, own: person.participantID)
                ).first ?? 0,
                try connection.run(
                    CountQueue(filter: counted, perimeter: person.perimeter, own: person.participantID)
                ).first ?? 0
            )
        }
        let page = QueuePage(filter: filter, rows: rows, count: count, inOrder: inOrder)
        return try context.site.page("validation_queue", page, title: "Vérification", request: request, context: web)
    }

    private func summary(_ request: Request, _ web: WebContext) async throws -> Response {
        let person = try web.person()
        let filter = QueueFilter.inOrder(request)
        let count = try await context.pool.withConnection {
            try $0.run(CountQueue(filter: filter, perimeter: person.perimeter, own: person.participantID)).first ?? 0
        }
        let page = BulkPage(filter: filter, count: min(count, 1000))
        return try context.site.page(
            "validation_bulk", page, title: "Certifier ce qui est en ordre", request: request, context: web)
    }

    /// Certifies, in transactions of their own, the claims that the summary counted; one that has changed meanwhile is
    /// left to be looked at.
    private func certify(_ request: Request, _ web: WebContext) async throws -> Response {
        let person = try web.person()
        let form = try await Form(request: request, context: web)
        var filter = QueueFilter.inOrder(request)
        (filter.office, filter.exam, filter.kind) = (form["bureau"], form["examen"], form["type"])
        let chosen = filter
        let key = CommandKey(id: form.commandID, actor: person.accountID.uuidString, bodyHash: form.hash)
        let now = context.clock()
        let answer = try await context.work.commit(key) { connection in
            let claims = try connection.run(
                SelectInOrder(filter: chosen, perimeter: person.perimeter, own: person.participantID))
            var effects = Effects.none
            var certified = 0
            for claim in claims.sorted() {
                guard let file = try Deciding.load(claim, in: connection), file.state == .submitted else { continue }
                let officer = Officer(person)
                switch try Deciding(file: file, officer: officer, at: now).certifyAll(in: connection) {
                case .success(let result):
                    effects += result
                    certified += 1
                case .failure: continue
                }
            }
            return ("\(certified)", effects)
        }
        let count = Int(answer.text) ?? 0
        return context.site.redirect(
            "/verification", notice: "\(Frenchly.count(count, "état de frais certifié", "états de frais certifiés")).")
    }
}

extension QueueFilter {
    init(_ request: Request) {
        let query = request.uri.queryParameters
        func value(_ name: Substring) -> String { query[name].map(String.init) ?? "" }
        let state = value("etat")
        let order = value("ordre")
        self.init(
            states: FileState(rawValue: state).map { [$0.rawValue] } ?? ["submitted", "not-performed"],
            office: value("bureau"), exam: value("examen"), kind: value("type"), text: value("q"),
            inOrder: order.isEmpty ? nil : order == "oui", page: max(0, (Int(value("page")) ?? 1) - 1))
    }

    static func inOrder(_ request: Request) -> QueueFilter {
        var filter = QueueFilter(request)
        (filter.states, filter.inOrder, filter.text, filter.page) = ([FileState.submitted.rawValue], true, "", 0)
        return filter
    }
}
