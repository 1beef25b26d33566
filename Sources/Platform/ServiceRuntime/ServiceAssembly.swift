public import Foundation
public import Hummingbird
public import Logging
public import Postgres
public import TransactionalMessaging
public import Web

/// The whole of a service, as data: what it owns, what it hears, what it shows, what it does by itself.
public struct ServiceAssembly: Sendable {
    /// As in the topology and the catalogue: `claim-entry`.
    public let name: String
    /// The database, which is also the schema of its business tables: `claim_entry`.
    public let database: String
    /// The service's own steps; those of messaging come before them.
    public let migrations: [Migration]
    public let templates: [String: String]
    public let queues: [QueueBinding]
    public let routes: @Sendable (Router<WebContext>, ServiceContext) throws -> Void
    public let jobs: [Job]

    public init(
        name: String, database: String, migrations: [Migration], templates: [String: String],
        queues: [QueueBinding], routes: @escaping @Sendable (Router<WebContext>, ServiceContext) throws -> Void,
        jobs: [Job] = []
    ) {
        (self.name, self.database, self.migrations) = (name, database, migrations)
        (self.templates, self.queues, self.routes, self.jobs) = (templates, queues, routes, jobs)
    }
}

/// Work that a service does by itself, again and again, on one of its processes or on all.
public struct Job: Sendable {
    public let name: String
    /// The pause between the end of one turn and the beginning of the next.
    public let every: Duration
    public let run: @Sendable (ServiceContext) async throws -> Void

    public init(
        name: String, every: Duration, run: @escaping @Sendable (ServiceContext) async throws -> Void
    ) {
        (self.name, self.every, self.run) = (name, every, run)
    }
}

/// What routes and jobs work with.
public struct ServiceContext: Sendable {
    public let pool: Pool
    public let work: UnitOfWork
    public let site: Site
    public let settings: Settings
    public let logger: Logger
    public let clock: @Sendable () -> Date

    public init(
        pool: Pool, work: UnitOfWork, site: Site, settings: Settings, logger: Logger,
        clock: @escaping @Sendable () -> Date
    ) {
        (self.pool, self.work, self.site) = (pool, work, site)
        (self.settings, self.logger, self.clock) = (settings, logger, clock)
    }
}
