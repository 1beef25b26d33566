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
        let person = try await authorise(request)
        let login = try await named(request)
        return try json(Answer(try await portal.keep(person, login) { try $0.close(login, in: $1) }))
    }

    /// The holder of a closed account chooses a new password through the link of the answer, which is also mailed.
    func reopen(_ request: Request, _ web: WebContext) async throws -> Response {
        let person = try await authorise(request)
        let login = try await named(request)
        return try json(Answer(try await portal.keep(person, login) { try $0.reopen(login, in: $1) }))
    }

    private func named(_ request: Request) async throws -> String {
        let body = try await request.body.collect(upTo: 65_536)
        guard let named = try? JSONDecoder().decode(Named.self, from: Data(body.readableBytesView)) else {
            throw Problem.unprocessable("Le corps attendu : login.")
        }
        return named.login.lowercased()
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
