/// Brings a database to the schema that a program expects: forward only, one transaction for each step, one migrator
/// at a time. The history stands in `migrations.applied` of the same database.
public struct Migrator: Sendable {
    private let configuration: ConnectionConfiguration
    private let migrations: [Migration]
    private let ownerRole: String

    /// - Parameter ownerRole: owns what is created; the session's own role must be a member of it.
    public init(url: String, passwordFile: String? = nil, migrations: [Migration], ownerRole: String) {
        var configuration = ConnectionConfiguration(
            url: url, passwordFile: passwordFile, applicationName: "migrate")
        configuration.statementTimeout = .zero
        configuration.idleInTransactionTimeout = .zero
        // Also how long it waits for another migrator.
        configuration.lockTimeout = .seconds(60)
        self.configuration = configuration
        self.migrations = migrations
        self.ownerRole = ownerRole
    }

    /// Applies what is missing and returns the names. Throws `MigrationError` or `PostgresError`.
    public func run() async throws -> [String] {
        let connection = try await Connection.open(configuration)
        do {
            let applied = try await connection.migrate(migrations, ownerRole: ownerRole)
            await connection.close()
            return applied
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Throws unless the database holds exactly the expected steps. Needs no right but to read the history.
    public static func check(in connection: isolated Connection, expected: [Migration]) throws {
        let remaining = try connection.remaining(expected)
        guard remaining.isEmpty else { throw MigrationError.missing(remaining.map(\.name)) }
    }
}

extension Connection {
    fileprivate func migrate(_ migrations: [Migration], ownerRole: String) throws -> [String] {
        try run(LockMigrations())
        try run(AssumeRole(role: ownerRole))
        try script(MigrationSchema.creation)
        let remaining = Set(try remaining(migrations).map(\.name))
        var applied: [String] = []
        for migration in migrations where remaining.contains(migration.name) {
            try apply(migration, ownerRole: ownerRole)
            applied.append(migration.name)
        }
        return applied
    }

    fileprivate func remaining(_ migrations: [Migration]) throws -> [MigrationHistory.Entry] {
        guard try run(SelectHistoryExists()).first == true else {
            return try run(DigestMigrations(migrations: migrations))
        }
        return try MigrationHistory.remaining(
            applied: try run(SelectApplied()), expected: try run(DigestMigrations(migrations: migrations)))
    }

    private func apply(_ migration: Migration, ownerRole: String) throws {
        do {
            try transaction { connection in
                // The step may have assumed another role for a while.
                try connection.script(migration.sql)
                try connection.run(AssumeRole(role: ownerRole))
                try connection.run(InsertApplied(migration: migration))
            }
        } catch let error as PostgresError {
            throw MigrationError.failed(migration.name, error)
        }
    }
}

private enum MigrationSchema {
    static let creation = """
        CREATE SCHEMA IF NOT EXISTS migrations;
        CREATE TABLE IF NOT EXISTS migrations.applied (
            position integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            name text NOT NULL UNIQUE,
            sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
            applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
        );
        GRANT USAGE ON SCHEMA migrations TO service_app, service_audit;
        GRANT SELECT ON migrations.applied TO service_app, service_audit;
        """
}

private struct LockMigrations: Command {
    // Held until the session ends; the number is ours alone in a database of ours.
    static let sql = "SELECT pg_advisory_lock(7301426)"
}

private struct AssumeRole: Command {
    static let sql = "SELECT set_config('role', $1, false)"
    let role: String
    var bindings: [SQLValue] { [.text(role)] }
}

private struct SelectHistoryExists: Statement {
    static let sql = "SELECT to_regclass('migrations.applied') IS NOT NULL"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Bool { try row.bool(0) }
}

private struct SelectApplied: Statement {
    static let sql = "SELECT name, sha256 FROM migrations.applied ORDER BY position"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> MigrationHistory.Entry {
        MigrationHistory.Entry(name: try row.text(0), digest: try row.bytes(1))
    }
}

/// The server computes the digests, so that one implementation is compared with itself.
private struct DigestMigrations: Statement {
    static let sql = """
        SELECT name, sha256(convert_to(sql, 'UTF8'))
          FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS expected (name, sql, position)
         ORDER BY position
        """
    let migrations: [Migration]
    var bindings: [SQLValue] { [.textArray(migrations.map(\.name)), .textArray(migrations.map(\.sql))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> MigrationHistory.Entry {
        MigrationHistory.Entry(name: try row.text(0), digest: try row.bytes(1))
    }
}

private struct InsertApplied: Command {
    static let sql = "INSERT INTO migrations.applied (name, sha256) VALUES ($1, sha256(convert_to($2, 'UTF8')))"
    let migration: Migration
    var bindings: [SQLValue] { [.text(migration.name), .text(migration.sql)] }
}
