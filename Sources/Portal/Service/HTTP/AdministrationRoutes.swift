import Foundation
import HTTPTypes
import Hummingbird
import PortalDomain
import Postgres
import TransactionalMessaging
import Web

/// The operators' entrance: JSON, with a bearer token that the portal's key has signed for the role `operator`.
struct AdministrationRoutes: Sendable {
    let portal: Portal

    func add(to router: Router<WebContext>) {
        router.post("/portail/administration/comptes") { try await put($0, $1) }
        router.get("/portail/administration/comptes") { try await list($0, $1) }
        router.post("/portail/administration/comptes/fermeture") { try await close($0, $1) }
        router.post("/portail/administration/comptes/reouverture") { try await reopen($0, $1) }
    }

    /// One account to open or to bring up to date.
    struct Wanted: Codable, Sendable {
        let login: String
        let displayName: String
        let email: String?
        let participantID: UUID?
        let roles: [String]
        let perimeter: [String]
    }

    /// The link is only there while the account waits for its first password.
    struct Answer: Codable, Sendable {
        let accountID: UUID
        let login: String
        let state: String
        let activationLink: String?

        init(_ kept: AccountKeeping.Kept) {
            (accountID, login, state) = (kept.account.id, kept.account.login, kept.account.state)
            activationLink = kept.link
        }
    }

    private func put(_ request: Request, _ web: WebContext) async throws -> Response {
        let person = try await authorise(request)
        let wanted = try await read(request)
        let login = wanted.login.lowercased()
        let account = Account(
            id: UUID(), login: login, participantID: wanted.participantID, displayName: wanted.displayName,
            email: wanted.email?.lowercased(), roles: wanted.roles, perimeter: wanted.perimeter, state: "invited")
        let kept = try await portal.keep(person, login) { try $0.put(account, in: $1) }
        return try json(Answer(kept))
    }

    @discardableResult
    func authorise(_ request: Request) async throws -> SignedIn {
        let header = request.headers[.authorization] ?? ""
        let token = header.hasPrefix("Bearer ") ? String(header.dropFirst(7)) : nil
        guard case .valid(let person) = await portal.site.verifier.read(token, at: portal.clock()) else {
            throw Problem.signInNeeded
        }
        guard person.has(Role.operations.rawValue) else {
            throw Problem.forbidden("Cette entrée est réservée aux exploitants.")
        }
        return person
    }

    private func read(_ request: Request) async throws -> Wanted {
        guard request.headers[.contentType]?.hasPrefix("application/json") == true else {
            throw Problem.unsupportedMediaType
        }
        let body = try await request.body.collect(upTo: 65_536)
        guard let wanted = try? JSONDecoder().decode(Wanted.self, from: Data(body.readableBytesView)) else {
            throw Problem.unprocessable(
                "Le corps attendu : login, displayName, email, participantID, roles, perimeter.")
        }
        let unknown = wanted.roles.filter { Role(rawValue: $0) == nil }
        guard unknown.isEmpty else {
            throw Problem.unprocessable(
                "roles : \(unknown.joined(separator: ", ")) n’existe pas. Rôles admis : "
                    + Role.allCases.map(\.rawValue).joined(separator: ", ") + ".")
        }
        guard (1...200).contains(wanted.login.count), (1...200).contains(wanted.displayName.count) else {
            throw Problem.unprocessable("login et displayName : entre 1 et 200 caractères.")
        }
        return wanted
    }
}
