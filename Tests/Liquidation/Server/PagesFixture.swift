import Crypto
import Foundation
import Postgres
import Hummingbird
import HummingbirdTesting
import LiquidationDomain
import Logging
import ServiceRuntime
import TestServers
import TransactionalMessaging
import Vocabulary
import Web

@testable import LiquidationService

/// The pages of liquidation on a database of its own, asked as a browser asks them.
struct PagesFixture: Sendable {
    let money: LiquidationFixture
    let site: Site
    let issuer: TokenIssuer
    let context: ServiceContext
    let bank: BankSettings

    static let formToken = "0123456789abcdef0123456789abcdef0123456789a"
    static let debtorIban = "FR7630001007941234567890185"

    @discardableResult
    static func run<T: Sendable>(
        folder: String? = nil, _ body: @Sendable (PagesFixture) async throws -> T
    ) async throws -> T {
        try await LiquidationFixture.run { money in
            try await body(try await PagesFixture(money, folder: folder))
        }
    }

    private init(_ money: LiquidationFixture, folder: String?) async throws {
        self.money = money
        let key = Curve25519.Signing.PrivateKey()
        let oid: [UInt8] = [0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70]
        func pem(_ label: String, _ prefix: [UInt8], _ bytes: Data) -> String {
            "-----BEGIN \(label)-----\n\(Data(prefix + bytes).base64EncodedString())\n-----END \(label)-----\n"
        }
        issuer = try TokenIssuer(
            privateKeyPEM: pem(
                "PRIVATE KEY", [0x30, 0x2E, 0x02, 0x01, 0x00] + oid + [0x04, 0x22, 0x04, 0x20], key.rawRepresentation))
        site = try await Site(
            service: "liquidation", templates: LiquidationService.templates,
            settings: SiteSettings(
                publicOrigin: "http://127.0.0.1:8080",
                tokenPublicKeyPEM: pem(
                    "PUBLIC KEY", [0x30, 0x2A] + oid + [0x03, 0x21, 0x00], key.publicKey.rawRepresentation)))
        context = ServiceContext(
            pool: money.pool, work: UnitOfWork(pool: money.pool, wake: {}), site: site, settings: Settings([:]),
            logger: Logger(label: "test"), clock: { LiquidationFixture.now })
        let debtor = Debtor(
            name: SepaText(folding: "Académie", limit: 70)!, identifier: nil, iban: try Iban(typed: Self.debtorIban),
            bic: nil, categoryPurpose: nil)
        bank = BankSettings(debtor: debtor, prefix: "IMAGIN", directory: folder)
    }

    /// The routes as the service adds them.
    private func router() throws -> Router<WebContext> {
        let router = Router(context: WebContext.self)
        site.install(on: router)
        LiquidationService.addRoutes(
            to: router, context,
            .init(
                ring: try money.ring(), bank: bank,
                liquidating: .init(assess: LiquidationFixture.assess, indemnityCode: "J")))
        return router
    }

    /// Somebody signed in.
    struct Visitor: Sendable {
        let account = UUID()
        let roles: Set<String>
        var participant: ParticipantID?
        var perimeter: Set<String> = ["*"]
        /// What the browser, or a program in the person's name, wants to read.
        var accept = "text/html"

        static func paymaster(_ perimeter: Set<String> = ["*"]) -> Visitor {
            Visitor(roles: ["paymaster"], perimeter: perimeter)
        }

        /// The same person through a program.
        var program: Visitor {
            var copy = self
            copy.accept = "application/json"
            return copy
        }

        static func participant(_ id: ParticipantID) -> Visitor { Visitor(roles: ["participant"], participant: id) }
    }

    struct Answer: Sendable {
        let status: Int
        let location: String?
        let body: String
        let type: String?
    }

    func get(_ path: String, as visitor: Visitor) async throws -> Answer {
        try await ask(.get, path, visitor, nil)
    }

    /// Sends a form as a page of ours does; `command` is the same for a form that is sent twice.
    func post(
        _ path: String, _ fields: KeyValuePairs<String, String> = [:], as visitor: Visitor, command: UUID = UUID()
    ) async throws -> Answer {
        let all = fields.map { ($0.key, $0.value) } + [("_jeton", Self.formToken), ("_commande", command.uuidString)]
        let text = all.map { "\($0.0)=\(Self.escaped($0.1))" }.joined(separator: "&")
        let body = Body(type: "application/x-www-form-urlencoded", bytes: ByteBuffer(string: text))
        return try await ask(.post, path, visitor, body)
    }

    /// Sends a file in the field `fichier`.
    func upload(_ path: String, _ bytes: [UInt8], as visitor: Visitor, command: UUID = UUID()) async throws -> Answer {
        var body = ByteBuffer()
        for (name, value) in [("_jeton", Self.formToken), ("_commande", command.uuidString), ("texte", "")] {
            body.writeString("--limite\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n")
        }
        body.writeString(
            "--limite\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"réponse.xml\"\r\n"
                + "Content-Type: text/xml\r\n\r\n")
        body.writeBytes(bytes)
        body.writeString("\r\n--limite--\r\n")
        return try await ask(.post, path, visitor, Body(type: "multipart/form-data; boundary=limite", bytes: body))
    }

    private struct Body {
        let type: String
        let bytes: ByteBuffer
    }

    private func ask(
        _ method: HTTPRequest.Method, _ path: String, _ visitor: Visitor, _ body: Body?
    ) async throws -> Answer {
        let person = SignedIn(
            account: .init(
                id: visitor.account, participantID: visitor.participant?.rawValue, displayName: "Éloïse Lefèvre"),
            roles: visitor.roles, perimeter: visitor.perimeter,
            session: .init(id: UUID(), formToken: Self.formToken, expiresAt: Date().addingTimeInterval(600)))
        let token = try await issuer.sign(person, at: Date())
        var headers: HTTPFields = [.accept: visitor.accept, .cookie: "\(Site.tokenCookie)=\(token)"]
        headers[.contentType] = body?.type
        return try await Application(router: try router()).test(.router) { [headers] client in
            let response = try await client.execute(uri: path, method: method, headers: headers, body: body?.bytes)
            return Answer(
                status: Int(response.status.code), location: response.headers[.location],
                body: String(buffer: response.body), type: response.headers[.contentType])
        }
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

/// The way of a batch, for tests of what comes after it.
extension PagesFixture {
    /// The example of a paymaster who makes batches, and of the one who releases them.
    static let builder = Visitor.paymaster()
    static let releaser = Visitor.paymaster()

    /// A batch of everything that waits, transmitted.
    /// - Returns: its address and its reference.
    func sendBatch() async throws -> (path: String, reference: String) {
        let built = try await post("/paiements/lots", ["jour": "2026-07-16"], as: Self.builder)
        let path = built.location ?? "no batch: \(built.status)"
        _ = try await post("\(path)/liberer", as: Self.releaser)
        let file = try await get("\(path)/fichier", as: Self.builder)
        _ = try await post("\(path)/transmettre", as: Self.builder)
        return (path, String(file.body.firstMatch(of: /<MsgId>([^<]*)</)?.1 ?? ""))
    }

    /// A pain.002 on a whole batch, or on named transfers with their own statuses.
    static func report(
        _ reference: String, _ status: String, reason: String = "", transfers: [(id: String, status: String)] = []
    ) -> String {
        let why = reason.isEmpty ? "" : "<StsRsnInf><Rsn><Cd>\(reason)</Cd></Rsn></StsRsnInf>"
        let listed = transfers.map {
            "<TxInfAndSts><OrgnlEndToEndId>\($0.id)</OrgnlEndToEndId><TxSts>\($0.status)</TxSts>"
                + "\($0.status == "RJCT" ? "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>" : "")</TxInfAndSts>"
        }.joined()
        let block =
            listed.isEmpty
            ? "" : "<OrgnlPmtInfAndSts><OrgnlPmtInfId>\(reference)</OrgnlPmtInfId>\(listed)</OrgnlPmtInfAndSts>"
        return """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>B</MsgId>\
            <CreDtTm>2026-07-17T08:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>\(reference)</OrgnlMsgId>\
            <GrpSts>\(status)</GrpSts>\(why)</OrgnlGrpInfAndSts>\(block)</CstmrPmtStsRpt></Document>
            """
    }

    func payments(_ text: String = "") async throws -> [FoundPayment] {
        try await money.pool.withConnection { connection in
            try connection.run(
                SelectFoundPayments(
                    filter: PaymentFilter(perimeter: .everything, text: text), limit: 100, offset: 0))
        }
    }
}
