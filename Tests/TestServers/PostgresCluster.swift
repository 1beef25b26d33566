import Foundation
import Postgres

/// The PostgreSQL of this test process: the one that `TEST_POSTGRES_ADMIN_URL` names, else a private cluster in a
/// temporary folder, which listens on a socket there and on a free port of the loopback interface.
package final class PostgresCluster: Sendable {
    /// Started at first use, once for the process.
    package static func shared() async throws -> PostgresCluster { try await starting.value }
    private static let starting = Task { try await PostgresCluster() }

    private let supervised: Supervised?
    private let admin: Connection
    private let templates = Templates()
    package let adminURL: String

    private init() async throws {
        if let url = ProcessInfo.processInfo.environment["TEST_POSTGRES_ADMIN_URL"], !url.isEmpty {
            supervised = nil
            adminURL = url
        } else {
            let folder = try TestFolder.make("postgres")
            let port = try FreePorts.find(1)[0]
            let binaries = try Self.binaries()
            supervised = try await Supervised(
                script: Self.script, arguments: [String(port), binaries], folder: folder)
            adminURL = "postgresql://postgres@127.0.0.1:\(port)/postgres"
        }
        admin = try await Self.connect(adminURL)
        try await admin.script(Repository.text("deploy/postgres/roles.sql"))
        try await admin.script(Self.signIns)
    }

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
        try await admin.script("DROP DATABASE IF EXISTS \(database) WITH (FORCE)")
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
        try await admin.script(
            "CREATE DATABASE \(name) OWNER \(service)_owner TEMPLATE \(template) STRATEGY FILE_COPY ENCODING 'UTF8'")
        let rights = try rights(service: service, database: name)
        if template == "template0" {
            let inside = try await Self.connect(adminURL, database: name)
            try await inside.script(rights)
            await inside.close()
        } else {
            // The rights on a database are not copied with it, those inside are.
            try await admin.script(rights.replacingOccurrences(of: "DROP SCHEMA IF EXISTS public;", with: ""))
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

    /// Arguments: folder, port, binaries. PostgreSQL refuses to run as root, so root hands it to `postgres`.
    private static let script = """
        folder=$1 port=$2 bin=$3
        if [ "$(id -u)" = 0 ]; then
            chown postgres "$folder"; as() { setpriv --reuid postgres --regid postgres --clear-groups "$@"; }
        else
            as() { "$@"; }
        fi
        cd "$folder"
        as "$bin/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >&2 &&
        as "$bin/pg_ctl" -D data -w -l "$folder/postgres.log" -o "-p $port -k $folder -c listen_addresses=127.0.0.1 \
        -c fsync=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=128MB \
        -c autovacuum_naptime=5s -c log_min_messages=warning -c max_prepared_transactions=5" start >&2 &&
        echo ready && cat >/dev/null
        as "$bin/pg_ctl" -D data -m immediate stop >&2
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
