import AssignmentDomain
import Foundation
import Hummingbird
import ServiceRuntime
import Web

/// The entrance for programs: `POST /affectation/imports` with a bearer token of a manager or an operator.
///
/// Body: `{"dryRun": true, "files": {"participants.csv": "…"}}`. Answer 200 with the changes, or 422 with every fault.
struct ImportRoutes {
    /// The files of an académie: 30,000 people with their competences stay below this.
    private static let largestBody = 64 * 1024 * 1024

    let context: ServiceContext

    func add(to router: Router<WebContext>) {
        router.group("/affectation/imports")
            .add(middleware: BearerGuard(site: context.site, clock: context.clock, roles: ["manager", "operator"]))
            .post { request, web in try await receive(request, web) }
    }

    private struct Body: Decodable {
        var dryRun: Bool?
        var files: [String: String]
    }

    private struct Refusal: Encodable {
        var type = "https://imagin.example/problemes/import-refuse"
        var title = "Import refusé : rien n’a été pris."
        var status = 422
        var faults: [ImportFault]
    }

    private func receive(_ request: Request, _ web: WebContext) async throws -> Response {
        var request = request
        let bytes = try await request.collectBody(upTo: Self.largestBody)
        let body: Body
        do {
            body = try JSONDecoder().decode(Body.self, from: Data(bytes.readableBytesView))
        } catch {
            throw Problem.badRequest(
                "Le corps attendu est {\"dryRun\": true, \"files\": {\"participants.csv\": \"…\"}}.")
        }
        guard !body.files.isEmpty else { throw Problem.badRequest("L’import ne contient aucun fichier.") }
        do {
            let outcome = try await Importer(work: context.work, silentFrom: silentFrom).run(
                texts: body.files, dryRun: body.dryRun ?? false, actor: try web.person().accountID.uuidString)
            return try Self.json(outcome, .ok, "application/json")
        } catch let refused as ImportRefused {
            return try Self.json(Refusal(faults: refused.faults), .unprocessableContent, "application/problem+json")
        }
    }

    /// `COMPETENCE_SILENCE_DAYS` sets how long a school has to answer; fifteen days if it is not set.
    private var silentFrom: String {
        let days = context.settings["COMPETENCE_SILENCE_DAYS"].flatMap { Int($0) } ?? 15
        return Frenchly.isoDay(context.clock().addingTimeInterval(Double(days) * 86_400))
    }

    private static func json(_ value: some Encodable, _ status: HTTPResponse.Status, _ type: String) throws -> Response
    {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: status, headers: [.contentType: "\(type); charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
    }
}

/// Lets a program in by the portal's token in the Authorization header.
struct BearerGuard: RouterMiddleware {
    typealias Context = WebContext

    let site: Site
    let clock: @Sendable () -> Date
    let roles: Set<String>

    func handle(
        _ request: Request, context: WebContext, next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard let header = request.headers[.authorization], header.hasPrefix("Bearer ") else {
            throw Problem.signInNeeded
        }
        var context = context
        context.signIn = await site.verifier.read(String(header.dropFirst("Bearer ".count)), at: clock())
        guard let person = context.signedIn else { throw Problem.signInNeeded }
        guard !roles.isDisjoint(with: person.roles) else {
            throw Problem.forbidden("L’import demande le rôle de gestionnaire d’affectation ou d’exploitant.")
        }
        return try await next(request, context)
    }
}
