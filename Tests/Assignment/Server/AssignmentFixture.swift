import Crypto
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Postgres
import ServiceRuntime
import TestServers
import TransactionalMessaging
import Vocabulary
import Web

@testable import AssignmentService

/// Assignment on a database of its own: its pages and its job, without a broker.
struct AssignmentFixture: Sendable {
    let client: any TestClientProtocol
    let context: ServiceContext
    let issuer: TokenIssuer

    static func run(
        settings: [String: String] = [:], at now: Date? = nil,
        _ body: @Sendable @escaping (AssignmentFixture) async throws -> Void
    ) async throws {
        let migrations = MessagingMigrations.all + AssignmentService.assembly.migrations
        let database = try await TestDatabase.make(service: "assignment", migrations: migrations)
        let (publicPEM, privatePEM) = keyPair()
        let issuer = try await TokenIssuer(privateKeyPEM: privatePEM)
        let site = try await Site(
            service: "assignment", templates: AssignmentService.assembly.templates,
            settings: SiteSettings(publicOrigin: "http://127.0.0.1:8080", tokenPublicKeyPEM: publicPEM))
        try await database.withPool { pool in
            let context = ServiceContext(
                pool: pool, work: UnitOfWork(pool: pool, wake: {}), site: site, settings: Settings(settings),
                logger: Logger(label: "test"), clock: { now ?? Date() })
            let router = Router(context: WebContext.self)
            site.install(on: router)
            try AssignmentService.assembly.routes(router, context)
            try await Application(router: router).test(.router) { client in
                try await body(AssignmentFixture(client: client, context: context, issuer: issuer))
            }
        }
    }

    /// Ed25519 in the two forms that the portal's key files have (RFC 8410: a fixed prefix before the 32 bytes).
    private static func keyPair() -> (publicPEM: String, privatePEM: String) {
        let key = Curve25519.Signing.PrivateKey()
        func pem(_ label: String, _ prefix: [UInt8], _ bytes: Data) -> String {
            let body = Data(prefix + bytes).base64EncodedString()
            return "-----BEGIN \(label)-----\n\(body)\n-----END \(label)-----\n"
        }
        let oid: [UInt8] = [0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70]
        return (
            pem("PUBLIC KEY", [0x30, 0x2A] + oid + [0x03, 0x21, 0x00], key.publicKey.rawRepresentation),
            pem("PRIVATE KEY", [0x30, 0x2E, 0x02, 0x01, 0x00] + oid + [0x04, 0x22, 0x04, 0x20], key.rawRepresentation)
        )
    }

    static let formToken = "0123456789abcdef0123456789abcdef"

    func token(
        _ role: String, perimeter: Set<String> = ["*"], participant: String? = nil
    ) async throws -> String {
        let session = SignedIn.Session(
            id: UUID(), formToken: Self.formToken, expiresAt: Date().addingTimeInterval(600))
        let account = SignedIn.Account(
            id: UUID(), participantID: participant.map { AssignmentIDs.participant(number: $0).rawValue },
            displayName: "Hélène Castaing")
        return try await issuer.sign(
            SignedIn(account: account, roles: [role], perimeter: perimeter, session: session), at: Date())
    }

    func get(_ path: String, as token: String) async throws -> TestResponse {
        try await client.execute(
            uri: path, method: .get, headers: [.cookie: "\(Site.tokenCookie)=\(token)", .accept: "text/html"])
    }

    func post(
        _ path: String, _ fields: [String: String] = [:], command: UUID = UUID(), as token: String
    ) async throws -> TestResponse {
        let typed = fields.map { name, value in
            "&\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }
        let form = "_jeton=\(Self.formToken)&_commande=\(command.uuidString.lowercased())\(typed.joined())"
        return try await client.execute(
            uri: path, method: .post,
            headers: [
                .cookie: "\(Site.tokenCookie)=\(token)", .accept: "text/html", .origin: "http://127.0.0.1:8080",
                .contentType: "application/x-www-form-urlencoded",
            ], body: ByteBuffer(string: form))
    }

    static let visitor = String(repeating: "v", count: 43)

    func visit(_ path: String) async throws -> TestResponse {
        try await client.execute(uri: path, method: .get, headers: [.accept: "text/html"])
    }

    /// Sends a form, by somebody who is signed in or by a visitor who is not; names may come several times.
    func submit(
        _ path: String, _ fields: KeyValuePairs<String, String>, as token: String? = nil
    ) async throws -> TestResponse {
        let typed = fields.map { name, value in
            "&\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }
        let seal = token == nil ? Self.visitor : Self.formToken
        let cookie = token.map { "\(Site.tokenCookie)=\($0)" } ?? "imagin_visite=\(Self.visitor)"
        let form = "_jeton=\(seal)&_commande=\(UUID().uuidString.lowercased())\(typed.joined())"
        return try await client.execute(
            uri: path, method: .post,
            headers: [
                .cookie: cookie, .accept: "text/html", .origin: "http://127.0.0.1:8080",
                .contentType: "application/x-www-form-urlencoded",
            ], body: ByteBuffer(string: form))
    }

    func `import`(_ files: [String: String], dryRun: Bool = false) async throws -> TestResponse {
        struct Body: Encodable {
            let dryRun: Bool
            let files: [String: String]
        }
        let body = try JSONEncoder().encode(Body(dryRun: dryRun, files: files))
        return try await client.execute(
            uri: "/affectation/imports", method: .post,
            headers: [
                .authorization: "Bearer \(try await token("operator"))", .contentType: "application/json",
                .accept: "application/json",
            ], body: ByteBuffer(bytes: body))
    }

    /// Counts rows as a test sees them.
    func count(_ statement: CountRows) async throws -> Int {
        try await context.pool.withConnection { try $0.run(statement).first ?? 0 }
    }
}

extension AssignmentFixture {
    static let session = "/affectation/sessions/2026-06"

    /// Computes a plan; the address of the proposal.
    func compute(as manager: String) async throws -> String {
        let started = try await post("\(Self.session)/calculs", as: manager)
        try await AssignmentJob(context: context).run()
        return started.headers[.location] ?? ""
    }

    /// Imports the files and brings them to an accepted plan whose people are convened.
    func convene(as manager: String) async throws {
        _ = try await `import`(Self.files)
        _ = try await post("\(try await compute(as: manager))/decision", as: manager)
        _ = try await post("\(Self.session)/convocations", as: manager)
    }

    /// The messages that left, oldest first: their types and bodies.
    func messages(_ type: String) async throws -> [String] {
        try await context.pool.withConnection { try $0.run(SelectOutgoing(type: type)) }
    }
}

extension AssignmentFixture {
    /// As if a starved machine had ended the calculation at its limit.
    func spoil(_ proposal: String) async throws {
        let id = UUID(uuidString: proposal.split(separator: "/").last.map(String.init) ?? "") ?? UUID()
        _ = try await context.pool.transaction { try $0.execute(SpoilProposal(id: id)) }
    }

    /// As if the program that computes had died so long ago.
    func abandon(_ proposal: String, secondsAgo: Double) async throws {
        let id = UUID(uuidString: proposal.split(separator: "/").last.map(String.init) ?? "") ?? UUID()
        let abandon = AbandonProposal(id: id, secondsAgo: secondsAgo)
        _ = try await context.pool.transaction { try $0.execute(abandon) }
    }
}

struct AbandonProposal: Command {
    static let sql = """
        UPDATE assignment.proposals
           SET state = 'running', attempts = 1, worker = gen_random_uuid(),
               heartbeat_at = now() - make_interval(secs => $2)
         WHERE id = $1
        """
    let id: UUID
    let secondsAgo: Double
    var bindings: [SQLValue] { [.uuid(id), .double(secondsAgo)] }
}

struct SpoilProposal: Command {
    static let sql = """
        UPDATE assignment.proposals
           SET cost = bound + 1000, requested_at = finished_at - interval '25 seconds'
         WHERE id = $1
        """
    let id: UUID
    var bindings: [SQLValue] { [.uuid(id)] }
}

struct SelectOutgoing: Statement {
    static let sql = "SELECT convert_from(body, 'UTF8') FROM msg.outbox WHERE type = $1 ORDER BY position"
    let type: String
    var bindings: [SQLValue] { [.text(type)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.text(0) }
}

/// Rows of the tables that tests look at.
struct CountRows: Statement {
    static let sql = """
        SELECT CASE $1
               WHEN 'participants' THEN (SELECT count(*) FROM assignment.participants)
               WHEN 'convocations' THEN (SELECT count(*) FROM assignment.convocations)
               WHEN 'usable' THEN (SELECT count(*) FROM assignment.usable_competences)
               WHEN 'outbox' THEN (SELECT count(*) FROM msg.outbox)
               ELSE 0 END
        """
    let table: String
    var bindings: [SQLValue] { [.text(table)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

extension AssignmentFixture {
    /// Two offices, three people, four seats of which one can only stay empty.
    static let files = [
        "sessions.csv": "code;libelle;debut;fin\n2026-06;Session de juin 2026;2026-05-18;2026-07-10\n",
        "communes.csv": """
        insee;nom;latitude;longitude;population
        31555;Toulouse;43.6045;1.444;504078
        81004;Albi;43.9289;2.1464;49714
        """,
        "centres.csv": "code;nom;commune\nC1;Lycée du Parc;31555\n",
        "participants.csv": """
        numero;nom;prenom;courriel;statut;commune_residence;commune_etablissement;missions_max
        P1;Martin;Claire;claire.martin@exemple.fr;interne;31555;31555;2
        P2;Durand;Paul;;externe;81004;;2
        P3;Roux;Anne;;retraite;31555;;1
        """,
        "competences.csv": """
        numero;examen;epreuve
        P1;bac-general;Philosophie
        P2;bac-general;Philosophie
        P3;dnb;Français
        """,
        "unavailabilities.csv": "numero;jour;periode;motif\nP2;2026-06-19;journee;Congé\n",
        "missions.csv": """
        code;session;nature;examen;epreuve;service;centre;creneaux;effectif;minutes_par_candidat;evaluation;a_distance
        M1;2026-06;correction;bac-general;Philosophie;DEC1;C1;2026-06-18 08:00-12:00;1;;terminale;non
        M2;2026-06;oral;bac-general;Philosophie;DEC1;C1;2026-06-19 08:00-12:00;2;20;terminale;non
        M3;2026-06;correction;dnb;Français;DEC4;C1;2026-06-29 08:00-12:00;1;;terminale;non
        """,
    ]
}
