import ArgumentParser
import TransactionalMessaging

/// Gives messages to their handlers again. What fails again is set aside again, with its new reason.
struct ReplayDeadLetters: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Redonne des messages à leur service, à leur place dans leur flux.")

    @Argument(help: "service:numéro, ou le nom d’une file .dead ; plusieurs si besoin.")
    var references: [String] = []

    @Flag(help: "Tout ce qui est mis de côté et lisible.")
    var all = false

    func run() async throws {
        let settings = OperatorSettings()
        guard all != !references.isEmpty else {
            throw ValidationError("Nommez les messages à redonner, ou demandez --all.")
        }
        let wanted = all ? try await Self.readable(settings) : try references.map(DeadLetterReference.init)
        var failed = 0
        for reference in wanted {
            switch reference {
            case .parked(let service, let id):
                let parked = try ParkedOfService(service, settings)
                failed += await Decision.report(reference, "redonné") {
                    try await parked.decide(id, "message-replayed") { try ParkedMessages.replay($0, in: $1) }
                }
            case .queue(let name):
                failed += await Decision.report(reference, "redonnée") {
                    try await DeadQueue(name).returnToOrigin(try settings.broker())
                }
            }
        }
        if failed > 0 { throw ExitCode.failure }
    }

    private static func readable(_ settings: OperatorSettings) async throws -> [DeadLetterReference] {
        var found: [DeadLetterReference] = []
        for service in OperatorSettings.services {
            for message in try await ParkedOfService(service, settings).list() where message.envelope != nil {
                found.append(.parked(service: service, id: message.id))
            }
        }
        return found
    }
}

/// Goes on without messages. The body stays in the database, with the decision.
struct DismissDeadLetters: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss", abstract: "Écarte des messages : leur flux continue sans eux.",
        discussion: "La décision est inscrite dans l’audit du service ; le message reste lisible dans sa base.")

    @Argument(help: "service:numéro ; plusieurs si besoin.")
    var references: [String]

    func run() async throws {
        let settings = OperatorSettings()
        var failed = 0
        for reference in try references.map(DeadLetterReference.init) {
            guard case .parked(let service, let id) = reference else {
                throw ValidationError("\(reference) est une file : son service met ses messages de côté un par un.")
            }
            let parked = try ParkedOfService(service, settings)
            failed += await Decision.report(reference, "écarté") {
                try await parked.decide(id, "message-dismissed") { try ParkedMessages.dismiss($0, in: $1) }
            }
        }
        if failed > 0 { throw ExitCode.failure }
    }
}

private enum Decision {
    /// Says what became of it; returns 1 if it could not be done, so that the others still are.
    static func report(_ reference: DeadLetterReference, _ done: String, _ body: () async throws -> Void) async -> Int {
        do {
            try await body()
            print("\(reference) : \(done)")
            return 0
        } catch let error as CannotResolve {
            print("✗ \(reference) : \(error)")
        } catch {
            print("✗ \(reference) : \(error)")
        }
        return 1
    }
}
