import ArgumentParser
import Contracts
import Postgres

/// `imagin audit`: reads every database with its reading role and compares what was sent with what was taken.
/// Meant for a system at rest: facts still on their way are reported as not yet arrived.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Compare ce que chaque service a dit avec ce que les autres ont pris.",
        discussion: "Recalcule aussi les chaînes d’audit. À lancer quand plus rien ne circule.")

    @Option(parsing: .upToNextOption, help: "Les services à comparer ; tous, sinon.")
    var services: [String] = OperatorSettings.services

    func run() async throws {
        let settings = OperatorSettings()
        var audited: [AuditedService] = []
        for name in services { audited.append(try await read(name, settings)) }
        let readers = MessageCatalog.queues.map {
            AuditFindings.Reader(queue: $0.name, consumer: $0.consumer, types: Set($0.routingKeys))
        }
        for service in audited {
            print(
                "\(service.name) : \(service.sent.count) faits dits, \(service.seen.count) messages pris, "
                    + "\(service.chain.count) maillons d’audit")
        }
        let findings = AuditFindings.all(audited, readers: readers)
        for finding in findings { print("✗ \(finding)") }
        if !findings.isEmpty { throw ExitCode.failure }
        print("✔ rien de perdu, rien en double, chaînes intactes")
    }

    private func read(_ name: String, _ settings: OperatorSettings) async throws -> AuditedService {
        let connection = try await Connection.open(try settings.audit(of: name))
        do {
            let service = AuditedService(
                name: name, sent: try await connection.run(SelectSentFacts()),
                seen: try await connection.run(SelectSeenMessages()),
                waiting: try await connection.run(SelectWaiting()), chain: try await connection.run(SelectChain()))
            await connection.close()
            return service
        } catch {
            await connection.close()
            throw error
        }
    }
}
