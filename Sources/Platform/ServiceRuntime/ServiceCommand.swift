import ArgumentParser
import Foundation
import Glibc
import PinnedThread
import Postgres
import TransactionalMessaging

/// The whole of a service's `Main`: `run` (the default), `migrate` and `check`.
///
/// Ends the process with 0, or with 1 and what to do on the standard error output.
public func runService(_ assembling: @autoclosure () throws -> ServiceAssembly) async {
    signal(SIGPIPE, SIG_IGN)
    var name = CommandLine.arguments.first.map { URL(fileURLWithPath: $0).lastPathComponent } ?? "service"
    do {
        let action = try ServiceCommand.parse().action
        let assembly = try assembling()
        name = assembly.name
        switch action {
        case .run: try await ServiceProcess(assembly, settings: Settings()).run()
        case .migrate: try await assembly.migrate(Settings())
        case .check: try await ServiceProcess(assembly, settings: Settings()).check()
        }
    } catch let error as CleanExit {
        ServiceCommand.exit(withError: error)
    } catch {
        if error is ValidationError || "\(type(of: error))" == "CommandError" { ServiceCommand.exit(withError: error) }
        FileHandle.standardError.write(Data("\(name): \(error)\n".utf8))
        exit(1)
    }
    exit(0)
}

private struct ServiceCommand: ParsableCommand {
    enum Action: String, ExpressibleByArgument { case run, migrate, check }

    static let configuration = CommandConfiguration(
        abstract: "One service of the exam claims.",
        discussion: "Settings come from the environment; README.md lists them.")

    @Argument(help: "run: serve until told to end; migrate: bring the database up; check: say whether it could run.")
    var action: Action = .run
}

extension ServiceAssembly {
    /// All steps of the database: those of messaging, then the service's own.
    var allMigrations: [Migration] { MessagingMigrations.all + migrations }

    func migrate(_ settings: Settings) async throws {
        let url = try settings.required("DATABASE_MIGRATE_URL", "postgresql://migrating-role@host:port/database")
        let migrator = Migrator(
            url: url, passwordFile: settings["DATABASE_MIGRATE_PASSWORD_FILE"], migrations: allMigrations,
            ownerRole: "\(database)_owner")
        let applied = try await migrator.run()
        let summary = applied.isEmpty ? "nothing to apply" : "applied \(applied.joined(separator: ", "))"
        print("\(name): \(summary)")
    }
}
