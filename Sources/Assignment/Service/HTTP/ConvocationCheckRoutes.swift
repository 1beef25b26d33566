import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import Vocabulary
import Web

/// Where the code on the paper leads: whether this version of the convocation is valid. Whoever holds the paper reads
/// nothing there that is not on it, but for what stands now.
struct ConvocationCheckRoutes {
    static let path = "/affectation/verifier"

    let context: ServiceContext

    func add(to router: Router<WebContext>) {
        router.group(RouterPath(Self.path)).add(middleware: context.site.visitors)
            .get(":convocation/:version/:seal") { request, web in try await show(request, web) }
    }

    private func show(_ request: Request, _ web: WebContext) async throws -> Response {
        let id = try web.parameters.require("convocation", as: UUID.self)
        let version = try web.parameters.require("version", as: Int.self)
        let seal = try web.parameters.require("seal")
        let found = try await context.pool.withConnection { connection -> ConvocationPaper? in
            guard try AnswerSeal.load(in: connection).fits(seal, check: id, version: version) else { return nil }
            return try connection.run(SelectConvocationPapers(convocation: id, version: version)).first ?? nil
        }
        guard let found else { throw Problem.notFound }
        return try context.site.page(
            "assignment_check", ConvocationCheckPage(found), title: "Convocation : valable ou non", request: request,
            context: web)
    }
}

struct ConvocationCheckPage {
    let lead: String
    let tag: String
    let state: String
    let person: String
    let version: String
    let mission: String
    let centre: String
    let when: String

    init(_ paper: ConvocationPaper) {
        let detail = paper.detail
        if paper.stands {
            (lead, state, tag) = ("Cette convocation est valable.", "valable", "tag-done")
        } else if paper.latestKind == .withdrawn {
            lead = "Cette convocation est retirée depuis le \(Frenchly.instant(paper.latestAt)) : elle ne vaut plus."
            (state, tag) = ("retirée", "tag-wrong")
        } else {
            lead =
                "Cette version est remplacée par la version \(paper.latest) du \(Frenchly.instant(paper.latestAt)) : "
                + "elle ne vaut plus. La personne convoquée a reçu la nouvelle."
            (state, tag) = ("remplacée", "tag-wrong")
        }
        person = paper.name
        version = "\(paper.version), émise le \(Frenchly.instant(paper.issuedAt))"
        mission = "\(Wording.exam(detail.exam)), \(detail.test) (\(MissionKind(code: detail.kind).french))"
        centre = detail.remote ? "À distance" : "\(detail.centreName), \(detail.communeName)"
        when = Wording.slots(detail.slots)
    }
}
