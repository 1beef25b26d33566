import Foundation
import Hummingbird
import Postgres
import Web

extension AdministrationRoutes {
    /// One account as an operator sees it.
    struct Listed: Codable, Sendable {
        let accountID: UUID
        let login: String
        let displayName: String
        let state: String
        let roles: [String]
        let perimeter: [String]
    }

    private struct Named: Codable { let login: String }

    func list(_ request: Request, _ web: WebContext) async throws -> Response {
        try await authorise(request)
        let accounts = try await portal.pool.withConnection { try $0.run(SelectAccounts()) }
        return try json(accounts.map(Self.listed))
    }

    /// Closing twice is closing once. Whoever is signed in with it is signed out.
    func close(_ request: Request, _ web: WebContext) async throws -> Response {
        try await authorise(request)
        let body = try await request.body.collect(upTo: 65_536)
        guard let named = try? JSONDecoder().decode(Named.self, from: Data(body.readableBytesView)) else {
            throw Problem.unprocessable("Le corps attendu : login.")
        }
        let (login, now) = (named.login.lowercased(), portal.clock())
        let closed = try await portal.pool.transaction { connection -> Account? in
            guard let account = try connection.run(CloseAccount(login: login, now: now)).first else { return nil }
            try connection.run(EndSessionsOfAccount(accountID: account.id, now: now))
            return account
        }
        guard let closed else { throw Problem.unprocessable("login : aucun compte ne s’appelle « \(login) ».") }
        return try json(Self.listed(closed))
    }

    private static func listed(_ account: Account) -> Listed {
        Listed(
            accountID: account.id, login: account.login, displayName: account.displayName, state: account.state,
            roles: account.roles, perimeter: account.perimeter)
    }

    func json(_ value: some Encodable) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
    }
}
