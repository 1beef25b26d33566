import Broker
import Contracts
public import Foundation
import Hummingbird
import Logging
import Metrics
import PinnedThread
import Postgres
import ServiceLifecycle
import TransactionalMessaging
import UnixSignals
import Web

/// A service at work: database, broker, pages and jobs, started in order and ended in the opposite one.
public struct ServiceProcess: Sendable {
    private static let registry = bootstrap()

    private let assembly: ServiceAssembly
    private let settings: ServiceSettings
    private let clock: @Sendable () -> Date

    /// Throws `SettingsError` with everything that is missing.
    public init(
        _ assembly: ServiceAssembly, settings: Settings, clock: @escaping @Sendable () -> Date = { Date() }
    ) throws {
        self.assembly = assembly
        self.settings = try ServiceSettings(settings, service: assembly.name)
        self.clock = clock
    }

    /// Runs until SIGTERM or SIGINT, or until its task is cancelled.
    /// - Parameter running: told the port when requests are taken.
    public func run(signals: Bool = true, running: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
        let registry = Self.registry
        var logger = Logger(label: assembly.name)
        logger.logLevel = settings.logLevel
        try await checkTopology()
        let health = BrokerHealth(expecting: [relayName] + assembly.queues.map { consumerName($0) })
        var broker = settings.broker
        broker.observe = { health.observe($0, $1) }
        let pool = makePool()
        let relay = OutboxRelay(connection: settings.connection, broker: broker.named(relayName), logger: logger)
        let work = UnitOfWork(pool: pool, wake: { relay.wake() })
        let site = try await Site(service: assembly.name, templates: assembly.templates, settings: settings.site)
        let context = ServiceContext(
            pool: pool, work: work, site: site, settings: settings.settings, logger: logger, clock: clock)
        let router = try makeRouter(context, HealthRoutes(registry: registry) { await unready(pool, health) })
        let application = makeApplication(router, logger, running)
        let pooled = Task { await pool.run() }
        do {
            try await checkSchema(pool)
            // Ended from the last to the first: no new request, then no new message, then the relay.
            var services: [any Service] = [Part { await relay.run() }]
            services += assembly.jobs.map { JobLoop(job: $0, context: context) }
            for binding in assembly.queues {
                let dispatcher = Dispatcher(
                    binding, pool: pool, broker: broker.named(consumerName(binding)), logger: logger,
                    wake: { relay.wake() })
                services.append(Part { await dispatcher.run() })
            }
            services.append(application)
            try await runGroup(services, signals: signals, logger)
        } catch {
            pooled.cancel()
            await pooled.value
            throw error
        }
        pooled.cancel()
        await pooled.value
    }

    /// Whether it could run: settings, schema, topology. Throws the first thing that is wrong.
    func check() async throws {
        try await checkTopology()
        let pool = makePool()
        let pooled = Task { await pool.run() }
        defer { pooled.cancel() }
        try await checkSchema(pool)
        print("\(assembly.name): settings, schema and topology are in order")
    }

    private func runGroup(_ services: [any Service], signals: Bool, _ logger: Logger) async throws {
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) },
            gracefulShutdownSignals: signals ? [.sigterm, .sigint] : [], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(25)
        let group = ServiceGroup(configuration: configuration)
        // Cancelled, it ends in the same order as at SIGTERM: what is under way is finished.
        try await withTaskCancellationHandler {
            try await Task { try await group.run() }.value
        } onCancel: {
            Task { await group.triggerGracefulShutdown() }
        }
    }

    private func makePool() -> Pool {
        let wait = Recorder(label: "postgres_pool_wait_seconds", aggregate: true)
        return Pool(
            PoolConfiguration(connection: settings.connection, size: settings.poolSize) { wait.record($0) })
    }

    private var relayName: String { "\(assembly.name) relay" }
    private func consumerName(_ binding: QueueBinding) -> String { "\(assembly.name) \(binding.queue)" }

    private func makeRouter(_ context: ServiceContext, _ health: HealthRoutes) throws -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        health.add(to: router)
        context.site.install(on: router, now: clock, meaning: { Self.meaning($0) })
        try assembly.routes(router, context)
        return router
    }

    private func makeApplication(
        _ router: Router<WebContext>, _ logger: Logger, _ running: @escaping @Sendable (Int) async -> Void
    ) -> some ApplicationProtocol {
        Application(
            router: router,
            configuration: ApplicationConfiguration(
                address: .hostname(settings.httpHost, port: settings.httpPort), serverName: nil),
            onServerRunning: { channel in await running(channel.localAddress?.port ?? 0) }, logger: logger)
    }

    private func checkTopology() async throws {
        let queues = assembly.queues.flatMap { [$0.queue, $0.queue + MessageCatalog.deadLetterSuffix] }
        let exchanges = MessageCatalog.exchanges.filter { $0 == assembly.name }
        try await Topology.check(settings.broker, queues: queues, exchanges: exchanges)
    }

    private func checkSchema(_ pool: Pool) async throws {
        let expected = assembly.allMigrations
        try await pool.withConnection { try Migrator.check(in: $0, expected: expected) }
    }

    private func unready(_ pool: Pool, _ health: BrokerHealth) async -> String? {
        do {
            _ = try await pool.withConnection { try $0.run(SelectOne()) }
            return health.fault
        } catch {
            return "database: no connection"
        }
    }

    /// What an error from below means to people.
    static func meaning(_ error: any Error) -> Problem? {
        if error is CommandConflict { return .conflict("Ce formulaire a déjà été envoyé avec un autre contenu.") }
        // An unknown commit, too: sent again, the command finds its answer or is carried out.
        if let error = error as? PostgresError, error.isTransient || error.code == .commitOutcomeUnknown {
            return .unavailable
        }
        return nil
    }

    /// Once for the process, before the first logger and the first metric.
    private static func bootstrap() -> MetricsRegistry {
        let registry = MetricsRegistry()
        LoggingSystem.bootstrap { StructuredLog(label: $0) }
        MetricsSystem.bootstrap(registry)
        return registry
    }
}

private struct SelectOne: Statement {
    static let sql = "SELECT 1"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}
