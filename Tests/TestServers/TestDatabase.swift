package import Postgres

/// A database for one test, as a service finds its own: migrated, owned, with its roles. It goes with its cluster at the end of
/// the run: a pool may outlive this object.
package final class TestDatabase: Sendable {
    package let name: String
    /// As the service signs in: may read and write what its migrations grant.
    package let appURL: String
    /// As its command `migrate` signs in.
    package let migrateURL: String
    /// As the auditor signs in: may read.
    package let auditURL: String
    /// As an administrator of the cluster, for what a test does to the server.
    package let adminURL: String

    /// - Parameters:
    ///   - service: the prefix of the roles, such as `claim_entry`.
    ///   - cluster: the shared one, or one that the test may disturb.
    package static func make(
        service: String, migrations: [Migration], in cluster: PostgresCluster? = nil
    ) async throws -> TestDatabase {
        let shared: PostgresCluster
        if let cluster { shared = cluster } else { shared = try await PostgresCluster.shared() }
        return try await make(service, migrations, shared)
    }

    private static func make(
        _ service: String, _ migrations: [Migration], _ cluster: PostgresCluster
    ) async throws -> TestDatabase {
        let name = try await cluster.makeDatabase(service: service, migrations: migrations)
        return TestDatabase(name, service, cluster)
    }

    private init(_ name: String, _ service: String, _ cluster: PostgresCluster) {
        self.name = name
        appURL = cluster.url(user: "\(service)_app", database: name)
        migrateURL = cluster.url(user: "\(service)_migrate", database: name)
        auditURL = cluster.url(user: "\(service)_audit", database: name)
        adminURL = cluster.url(user: "postgres", database: name)
    }

    /// Runs `body` with a pool of the service's own role, which ends with it.
    package func withPool<T: Sendable>(
        size: Int = 4, acquireTimeout: Duration = .seconds(10), configure: (inout PoolConfiguration) -> Void = { _ in },
        _ body: @Sendable (Pool) async throws -> T
    ) async throws -> T {
        var configuration = PoolConfiguration(
            connection: ConnectionConfiguration(url: appURL), size: size, acquireTimeout: acquireTimeout)
        configure(&configuration)
        let pool = Pool(configuration)
        let running = Task { await pool.run() }
        let result: Result<T, any Error>
        do { result = .success(try await body(pool)) } catch { result = .failure(error) }
        running.cancel()
        await running.value
        return try result.get()
    }

    /// A connection for what a test does behind the service's back, with the time that a slow machine needs for it.
    package func administrator() async throws -> Connection {
        var configuration = ConnectionConfiguration(url: adminURL, applicationName: "test administrator")
        configuration.statementTimeout = .seconds(60)
        return try await Connection.open(configuration)
    }

    /// One connection of the service's own role; ends when the last reference goes.
    package func connect(configure: (inout ConnectionConfiguration) -> Void = { _ in }) async throws -> Connection {
        var configuration = ConnectionConfiguration(url: appURL)
        configure(&configuration)
        return try await Connection.open(configuration)
    }
}
