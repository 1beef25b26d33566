import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import Web

/// The accepted plan of a session: its rows with filters, its empty seats, and the control edition.
struct PlanRoutes {
    static let rowsOnPage = 50
    static let rowsOnControl = 500

    let context: ServiceContext

    func add(to group: RouterGroup<WebContext>) {
        group.get("sessions/:session/affectations") { request, web in try await rows(request, web) }
        group.get("sessions/:session/postes-vides") { request, web in try await gaps(request, web) }
        group.get("sessions/:session/controle") { request, web in try await control(request, web) }
    }

    private func rows(_ request: Request, _ web: WebContext) async throws -> Response {
        let scope = try await SessionScope.load(context, web)
        let query = request.uri.queryParameters
        func asked(_ name: String) -> String {
            query[Substring(name)].map { String($0).trimmingCharacters(in: .whitespaces) } ?? ""
        }
        let filter = RowFilter(
            session: scope.session.code, text: asked("recherche"), exam: asked("examen"), centre: asked("centre"),
            offices: scope.offices)
        let pages = PageWindow(asked: asked("page"), size: Self.rowsOnPage)
        let (found, total, tests, centres) = try await context.pool.withConnection { connection in
            (
                try connection.run(SelectPlanRows(filter: filter, limit: pages.size, offset: pages.offset)),
                try connection.run(CountPlanRows(filter: filter)).first ?? 0,
                try connection.run(SelectSeatsByTest(session: scope.session.code)),
                try connection.run(SelectSeatsByCentre(session: scope.session.code))
            )
        }
        let path = "/affectation/sessions/\(scope.session.code)/affectations"
        let links = pages.links(
            total: total, path: path, query: ["recherche": filter.text, "examen": filter.exam, "centre": filter.centre])
        let page = RowsPage(
            scope.session, filter,
            FoundRows(rows: found, total: total, links: links, tests: tests, centres: centres))
        return try context.site.page("assignment_rows", page, title: "Affectations", request: request, context: web)
    }

    private func gaps(_ request: Request, _ web: WebContext) async throws -> Response {
        let scope = try await SessionScope.load(context, web)
        guard let plan = scope.session.acceptedProposal else { throw Problem.notFound }
        let found = try await context.pool.withConnection {
            try $0.run(SelectPlanGaps(proposal: plan, offices: scope.offices))
        }
        return try context.site.page(
            "assignment_gaps", GapsPage(scope.session, found), title: "Postes vides", request: request, context: web)
    }

    private func control(_ request: Request, _ web: WebContext) async throws -> Response {
        let scope = try await SessionScope.load(context, web)
        let pages = PageWindow(
            asked: request.uri.queryParameters["page"].map(String.init) ?? "", size: Self.rowsOnControl)
        let filter = RowFilter(session: scope.session.code, offices: scope.offices)
        let (found, total) = try await context.pool.withConnection { connection in
            (
                try connection.run(SelectPlanRows(filter: filter, limit: pages.size, offset: pages.offset)),
                try connection.run(CountPlanRows(filter: filter)).first ?? 0
            )
        }
        let path = "/affectation/sessions/\(scope.session.code)/controle"
        let page = ControlPage(
            scope.session, found, total: total, links: pages.links(total: total, path: path, query: [:]))
        return try context.site.page(
            "assignment_control", page, title: "Édition de contrôle", request: request, context: web)
    }
}

/// One page of a long list.
struct PageWindow {
    struct Link {
        let number: String
        let path: String
        let current: Bool
    }

    let number: Int
    let size: Int
    var offset: Int { (number - 1) * size }

    init(asked: String, size: Int) {
        number = min(max(1, Int(asked) ?? 1), 100_000)
        self.size = size
    }

    /// First, last, and those around this one; none when everything is on one page.
    func links(total: Int, path: String, query: [String: String]) -> [Link] {
        let last = max(1, (total + size - 1) / size)
        guard last > 1 else { return [] }
        let near = Set([1, last] + Array(max(1, number - 2)...min(last, max(number + 2, 1)))).filter { $0 <= last }
        return near.sorted().map { page in
            var parts = query.filter { !$0.value.isEmpty }.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
            parts.append(("page", "\(page)"))
            let text = parts.map { "\($0.0)=\(Self.escaped($0.1))" }.joined(separator: "&")
            return Link(number: "\(page)", path: "\(path)?\(text)", current: page == number)
        }
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
