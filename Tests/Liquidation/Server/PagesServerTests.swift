import Crypto
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import ServiceRuntime
import TestServers
import Testing
import TransactionalMessaging
import Vocabulary
import Web

@testable import LiquidationService

@Suite(.serialized) struct PagesServerTests {
    private static let formToken = "0123456789abcdef0123456789abcdef"
    private let person = ParticipantID(rawValue: UUID())

    private func get(_ path: String, role: String) async throws -> (status: Int, body: String) {
        try await LiquidationFixture.run { fixture in
            try await fixture.register(person)
            try await fixture.enterBankDetails(person)
            return try await respond(to: path, role: role, fixture)
        }
    }

    private func respond(
        to path: String, role: String, _ fixture: LiquidationFixture
    ) async throws -> (status: Int, body: String) {
        let key = Curve25519.Signing.PrivateKey()
        let oid: [UInt8] = [0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70]
        func pem(_ label: String, _ prefix: [UInt8], _ bytes: Data) -> String {
            "-----BEGIN \(label)-----\n\(Data(prefix + bytes).base64EncodedString())\n-----END \(label)-----\n"
        }
        let issuer = try await TokenIssuer(
            privateKeyPEM: pem(
                "PRIVATE KEY", [0x30, 0x2E, 0x02, 0x01, 0x00] + oid + [0x04, 0x22, 0x04, 0x20], key.rawRepresentation))
        let publicPEM = pem("PUBLIC KEY", [0x30, 0x2A] + oid + [0x03, 0x21, 0x00], key.publicKey.rawRepresentation)
        let site = try await Site(
            service: "liquidation", templates: LiquidationService.templates,
            settings: SiteSettings(publicOrigin: "http://127.0.0.1:8080", tokenPublicKeyPEM: publicPEM))
        let context = ServiceContext(
            pool: fixture.pool, work: UnitOfWork(pool: fixture.pool, wake: {}), site: site, settings: Settings([:]),
            logger: Logger(label: "test"), clock: { Date() })
        let router = Router(context: WebContext.self)
        site.install(on: router)
        BankDetailsRoutes(context: context, ring: try fixture.ring()).add(
            to: router.group("/paiements").add(middleware: site.requiring("participant")))
        BalanceRoutes(context: context).add(
            to: router.group("/paiements").add(middleware: site.requiring("paymaster")))
        let token = try await issuer.sign(
            SignedIn(
                account: .init(id: UUID(), participantID: person.rawValue, displayName: "Éloïse Lefèvre"),
                roles: [role], perimeter: ["*"],
                session: .init(id: UUID(), formToken: Self.formToken, expiresAt: Date().addingTimeInterval(600))),
            at: Date())
        return try await Application(router: router).test(.router) { client in
            let response = try await client.execute(
                uri: path, method: .get, headers: [.cookie: "\(Site.tokenCookie)=\(token)", .accept: "text/html"])
            return (Int(response.status.code), String(buffer: response.body))
        }
    }

    @Test func theParticipantSeesTheAccountMasked() async throws {
        let answer = try await get("/paiements/mes-coordonnees", role: "participant")

        #expect(answer.status == 200 && answer.body.contains("FR76 •••• 0189"))
        #expect(!answer.body.contains(LiquidationFixture.iban))
    }

    @Test func thePaymasterSeesALedgerThatSumsToZero() async throws {
        let answer = try await get("/paiements", role: "paymaster")

        #expect(answer.status == 200 && answer.body.contains("juste au centime"))
    }

    @Test func aParticipantDoesNotSeeThePaymastersPage() async throws {
        #expect(try await get("/paiements", role: "participant").status == 403)
    }
}
