import Foundation
import Postgres

/// The PostgreSQL of this test process: the one that `TEST_POSTGRES_ADMIN_URL` names, else a private cluster in a
/// temporary folder, which listens on a socket there and on a free port of the loopback interface.
package final class PostgresCluster: Sendable {
    /// Started at first use, once for the process.
    package static func shared() async throws -> PostgresCluster { try await starting.value }
    private static let starting = Task { try await PostgresCluster() }

    private let supervised: Supervised?
    private let templates = Templates()
    package let adminURL: String
    /// Who signed the server's certificate, for `localhost`; nil where the environment names the server.
    package let authority: TestAuthority?

    /// The server that the environment names, else one of our own.
    private convenience init() async throws {
        if let url = ProcessInfo.processInfo.environment["TEST_POSTGRES_ADMIN_URL"], !url.isEmpty {
            try await self.init(nil, url, nil)
        } else {
            try await self.init(port: try FreePorts.find(1)[0])
        }
    }

    /// A cluster that a test may disturb. It ends when the last reference to it goes.
    package convenience init(port: Int) async throws {
        let folder = try TestFolder.make("postgres")
        let authority = try TestAuthority(folder: folder.appendingPathComponent("authority"), host: "localhost")
        let supervised = try await Supervised(
            script: Self.script, arguments: [String(port), try Self.binaries(), authority.folder.path], folder: folder)
        try await self.init(supervised, "postgresql://postgres@127.0.0.1:\(port)/postgres", authority)
    }

    private init(_ supervised: Supervised?, _ adminURL: String, _ authority: TestAuthority?) async throws {
        (self.supervised, self.adminURL, self.authority) = (supervised, adminURL, authority)
        try await administer { connection in
            try connection.script(Repository.text("deploy/postgres/roles.sql"))
            try connection.script(Self.signIns)
        }
    }

    /// A connection for each task: the server may have been started anew since the last one.
    private func administer(_ body: @Sendable (isolated Connection) throws -> Void) async throws {
        let connection = try await Self.connect(adminURL)
        try await body(connection)
        await connection.close()
    }

    // MARK: Disturbances

    /// As a crash: nothing is written that was not written before.
    package func crash() async throws { try await order("crash") }
    package func stop() async throws { try await order("stop") }
    package func start() async throws { try await order("start") }

    private func order(_ line: String) async throws {
        guard let supervised else { throw ServerUnavailable("this server is not ours to disturb") }
        try await supervised.order(line)
    }

    // MARK: Databases

    /// An address in the same cluster for another role and database.
    package func url(user: String, database: String) -> String {
        let values = Conninfo(adminURL).values
        let host = values["host"] ?? "127.0.0.1"
        let port = values["port"] ?? "5432"
        let at = host.hasPrefix("/") ? "/\(database)?host=\(host)&port=\(port)" : "\(host):\(port)/\(database)?"
        let separator = at.hasSuffix("?") ? "" : "&"
        return "postgresql://\(user):\(Self.password)@\(at)\(separator)application_name=test"
    }

    /// A fresh database of a service, copied from a template that was migrated once.
    func makeDatabase(service: String, migrations: [Migration]) async throws -> String {
        let template = try await templates.name(service, migrations, in: self)
        let name = "t_\(service)_\(UUID().uuidString.prefix(8).lowercased())"
        try await create(name, service: service, template: template)
        return name
    }

    func drop(_ database: String) async throws {
        try await administer { try $0.script("DROP DATABASE IF EXISTS \(database) WITH (FORCE)") }
    }

    fileprivate func makeTemplate(_ service: String, _ migrations: [Migration]) async throws -> String {
        let name = "template_\(service)_\(UUID().uuidString.prefix(8).lowercased())"
        try await create(name, service: service, template: "template0")
        let migrator = Migrator(
            url: url(user: "\(service)_migrate", database: name), migrations: migrations,
            ownerRole: "\(service)_owner")
        _ = try await migrator.run()
        return name
    }

    private func create(_ name: String, service: String, template: String) async throws {
        // One statement at a time: CREATE DATABASE refuses company. The copy of a small template is cheapest by files.
        try await administer {
            try $0.script(
                "CREATE DATABASE \(name) OWNER \(service)_owner TEMPLATE \(template) STRATEGY FILE_COPY ENCODING 'UTF8'"
            )
        }
        let rights = try rights(service: service, database: name)
        if template == "template0" {
            let inside = try await Self.connect(adminURL, database: name)
            try await inside.script(rights)
            await inside.close()
        } else {
            // The rights on a database are not copied with it, those inside are.
            let outside = rights.replacingOccurrences(of: "DROP SCHEMA IF EXISTS public;", with: "")
            try await administer { try $0.script(outside) }
        }
    }

    private func rights(service: String, database: String) throws -> String {
        try Repository.text("deploy/postgres/database.sql")
            .replacingOccurrences(of: "{{database}}", with: database)
            .replacingOccurrences(of: "{{service}}", with: service)
    }

    /// Many tests sign in at once as the same role; in a deployment each role has its limit and its own password.
    private static let signIns = """
        DO $$ DECLARE role name; BEGIN
            FOR role IN SELECT rolname FROM pg_roles WHERE rolname ~ '_(app|migrate|audit)$' AND rolcanlogin LOOP
                EXECUTE format('ALTER ROLE %I CONNECTION LIMIT -1 PASSWORD %L', role, '\(password)');
            END LOOP;
        END $$
        """

    private static let password = "test"

    private static func connect(_ url: String, database: String? = nil) async throws -> Connection {
        var address = url
        if let database {
            var parts = Conninfo(url).values
            parts["dbname"] = database
            address = parts.map { "\($0.key)='\($0.value)'" }.joined(separator: " ")
        }
        var configuration = ConnectionConfiguration(url: address, applicationName: "test servers")
        configuration.statementTimeout = .seconds(60)
        configuration.lockTimeout = .seconds(60)
        configuration.idleInTransactionTimeout = .zero
        return try await Connection.open(configuration)
    }

    private static func binaries() throws -> String {
        let versions = "/usr/lib/postgresql"
        let newest = (try? FileManager.default.contentsOfDirectory(atPath: versions))?
            .compactMap(Int.init).max()
        guard let newest else {
            throw ServerUnavailable("PostgreSQL is not installed: apt-get install postgresql (or run deploy/test)")
        }
        return "\(versions)/\(newest)/bin"
    }

    /// Arguments: folder, port, binaries, folder of the certificates. PostgreSQL refuses to run as root, so root hands it
    /// to `postgres`.
    private static let script = """
        folder=$1 port=$2 bin=$3 certificates=$4
        if [ "$(id -u)" = 0 ]; then
            chown -R postgres "$folder"; as() { setpriv --reuid postgres --regid postgres --clear-groups "$@"; }
        else
            as() { "$@"; }
        fi
        cd "$folder"
        begin() {
            as "$bin/pg_ctl" -D data -w -l "$folder/postgres.log" -o "-p $port -k $folder -c listen_addresses=127.0.0.1 \
            -c fsync=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=128MB \
            -c ssl=on -c ssl_cert_file=$certificates/server.pem -c ssl_key_file=$certificates/server.key \
            -c autovacuum_naptime=5s -c log_min_messages=warning -c max_prepared_transactions=5" start >&2
        }
        finish() { as "$bin/pg_ctl" -D data -w -m "$1" stop >&2; }
        as "$bin/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >&2 && begin || exit 1
        echo ready
        while read -r order; do
            case $order in
                crash) finish immediate ;;
                stop) finish fast ;;
                start) begin ;;
            esac && echo done || echo failed
        done
        finish immediate
        cd / && rm -rf "$folder"
        """
}

/// One migrated database for each different list of migrations, made at its first use.
private actor Templates {
    private var names: [String: Task<String, any Error>] = [:]

    func name(_ service: String, _ migrations: [Migration], in cluster: PostgresCluster) async throws -> String {
        let key = service + migrations.map { "\u{0}\($0.name)\u{0}\($0.sql)" }.joined()
        let making = names[key] ?? Task { try await cluster.makeTemplate(service, migrations) }
        names[key] = making
        return try await making.value
    }
}
