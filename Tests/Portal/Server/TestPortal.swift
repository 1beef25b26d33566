import Crypto
import CryptoExtras
import Foundation
import Hummingbird
import HummingbirdTesting
import Contracts
import Postgres
import Synchronization
import Testing
import TestServers
import TransactionalMessaging
import Web

@testable import PortalService

/// The portal's pages over a fresh database, with a clock that tests move.
final class TestPortal: Sendable {
    static let password = "trois pommes sur le toit"

    let pool: Pool
    let database: TestDatabase
    let portal: Portal
    let issuer: TokenIssuer
    let time: TestTime
    private let responder: RouterResponder<WebContext>

    static func run(_ body: @Sendable (TestPortal) async throws -> Void) async throws {
        let database = try await TestDatabase.make(
            service: "portal", migrations: MessagingMigrations.all + PortalService.migrations)
        try await database.withPool { pool in try await body(try await TestPortal(pool, database)) }
    }

    private init(_ pool: Pool, _ database: TestDatabase) async throws {
        let key = Curve25519.Signing.PrivateKey()
        let time = TestTime()
        let router = Router(context: WebContext.self)
        let site = try await Site(
            service: "portal", templates: PortalService.templates,
            settings: SiteSettings(
                publicOrigin: "https://frais.example.fr", tokenPublicKeyPEM: key.publicKey.pemRepresentation))
        site.install(on: router, now: { time.now })
        var settings = PortalSettings(publicOrigin: "https://frais.example.fr")
        settings.scryptLog2Cost = 4
        (self.pool, self.database) = (pool, database)
        self.time = time
        issuer = try TokenIssuer(privateKeyPEM: key.pemRepresentation)
        portal = Portal(
            work: UnitOfWork(pool: pool, wake: {}), site: site, issuer: issuer, settings: settings, clock: { time.now })
        portal.addRoutes(to: router)
        responder = router.buildResponder()
    }

    /// Opens an account as an operator does, and returns the token of its link.
    func invite(_ login: String, roles: [String] = ["officer"]) async throws -> String {
        let account = Account(
            id: UUID(), login: login, displayName: "Claire Martin", email: "\(login)@example.fr", roles: roles,
            perimeter: ["DEC1"], state: "invited")
        let keeping = AccountKeeping(actor: "test", publicOrigin: "", now: time.now)
        let kept = try await portal.work.commit { connection in
            let kept = try keeping.put(account, in: connection)
            return (kept, kept.effects)
        }
        return String(try #require(kept.link?.split(separator: "=").last))
    }

    /// An account whose holder has chosen `password`.
    func activate(_ login: String, roles: [String] = ["officer"]) async throws {
        let browser = TestBrowser(self)
        let token = try await invite(login, roles: roles)
        let answer = try await browser.choose(Self.password, link: token)
        try #require(answer.status == .seeOther)
    }

    /// Takes a fact over as the queue's consumer does.
    func hear(_ person: PersonDescription) async throws {
        let fact = PersonRegistered(person: person)
        let envelope = Envelope(
            id: UUID(), type: PersonRegistered.type, stream: fact.stream, number: 1, time: time.now)
        try await portal.work.commit { connection in
            ((), try OnPersonRegistered(publicOrigin: "").handle(fact, envelope: envelope, in: connection))
        }
    }

    func account(_ login: String) async throws -> Account? {
        try await pool.withConnection { try $0.run(SelectAccountByLogin(typed: login)).first }
    }

    /// What the audit says of an account, in order.
    func audit(of account: UUID) async throws -> [String] {
        let auditor = try await Connection.open(ConnectionConfiguration(url: database.auditURL))
        let actions = try await auditor.run(SelectActions(subject: "account/\(account.uuidString.lowercased())"))
        await auditor.close()
        return actions
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, body: String? = nil
    ) async throws -> TestResponse {
        try await Application(responder: responder).test(.router) { client in
            try await client.execute(
                uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        }
    }
}

final class TestTime: Sendable {
    private let seconds = Mutex(1_780_000_000.0)
    var now: Date { Date(timeIntervalSince1970: seconds.withLock { $0 }) }
    func pass(_ more: Double) { seconds.withLock { $0 += more } }
}

/// Keeps cookies and fills the hidden fields, as a browser does.
final class TestBrowser {
    private let test: TestPortal
    private(set) var cookies: [String: String] = [:]

    init(_ test: TestPortal) { self.test = test }

    func get(_ path: String) async throws -> TestResponse { try await send(.get, path, body: nil) }

    /// Opens the page with the form first, for its token.
    func submit(_ path: String, _ fields: [String: String], page: String? = nil) async throws -> TestResponse {
        let form = String(buffer: try await get(page ?? path).body)
        let token = form.firstMatch(of: /name="_jeton" value="([^"]+)"/).map { String($0.1) } ?? ""
        return try await post(path, fields.merging(["_jeton": token]) { own, _ in own })
    }

    func post(_ path: String, _ fields: [String: String]) async throws -> TestResponse {
        let body = fields.map { "\($0.key)=\(ReturnPath.escape($0.value))" }.joined(separator: "&")
        return try await send(.post, path, body: body)
    }

    func signIn(_ login: String, _ password: String = TestPortal.password) async throws -> TestResponse {
        try await submit("/portail/connexion", ["identifiant": login, "secret": password, "retour": "/"])
    }

    func choose(_ password: String, link: String) async throws -> TestResponse {
        try await submit(
            "/portail/activation", ["lien": link, "secret": password, "secret2": password],
            page: "/portail/activation?lien=\(link)")
    }

    private func send(_ method: HTTPRequest.Method, _ path: String, body: String?) async throws -> TestResponse {
        var headers: HTTPFields = [.cookie: cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")]
        if body != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        let answer = try await test.send(method, path, headers, body: body)
        for header in answer.headers[values: .setCookie] {
            let pair = header.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = header.contains("Max-Age=0") ? nil : String(pair[1])
        }
        return answer
    }
}

private struct SelectActions: Statement {
    static let sql = "SELECT action FROM audit.entry WHERE subject = $1 ORDER BY number"
    let subject: String
    var bindings: [SQLValue] { [.text(subject)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.text(0) }
}
