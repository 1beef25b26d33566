import ArgumentParser
import Broker
import Contracts
import Foundation
import Postgres
import TransactionalMessaging

/// `imagin dead-letters …`: messages that no program can decide on.
struct DeadLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letters",
        abstract: "Les messages mis de côté : les montrer, les redonner, les écarter.",
        discussion: "N’affiche jamais le contenu des messages : il contient des données personnelles.",
        subcommands: [ListDeadLetters.self, ShowDeadLetter.self, ReplayDeadLetters.self, DismissDeadLetters.self])
}

/// Ends with 0 when nothing waits, and with 2 when something does.
struct ListDeadLetters: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Montre ce qui attend une décision.",
        discussion: "Code de sortie 2 si quelque chose attend.")

    static let somethingWaits = ExitCode(2)

    func run() async throws {
        let settings = OperatorSettings()
        var count = 0
        for service in OperatorSettings.services {
            let parked = try await ParkedOfService(service, settings).list()
            for message in parked { print(Self.line(service, message)) }
            count += parked.count
        }
        let depths = try await Topology.depths(try settings.broker(), queues: DeadLetterReference.deadQueues)
        for (queue, depth) in depths.sorted(by: { $0.key < $1.key }) where depth > 0 {
            print("\(queue)\t\(depth) messages que RabbitMQ n’a pas pu remettre")
            count += depth
        }
        if count > 0 { throw Self.somethingWaits }
        print("Rien n’attend.")
    }

    private static func line(_ service: String, _ message: ParkedMessage) -> String {
        let envelope = message.envelope
        let words = [
            "\(service):\(message.id)", message.queue, envelope?.type.description ?? "illisible",
            envelope.map { "\($0.stream)#\($0.number)" } ?? "-", WireInstant.format(message.parkedAt), message.reason,
        ]
        return words.joined(separator: "\t")
    }
}

struct ShowDeadLetter: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Décrit un message mis de côté, sans son contenu.")

    @Argument(help: "service:numéro, comme « list » le montre.")
    var reference: String

    func run() async throws {
        guard case .parked(let service, let id) = try DeadLetterReference(reference) else {
            throw ValidationError("« show » décrit un message : écrivez service:numéro.")
        }
        let parked = try await ParkedOfService(service, OperatorSettings()).list()
        guard let message = parked.first(where: { $0.id == id }) else {
            throw ValidationError("\(reference) n’attend pas (ou plus) de décision.")
        }
        for (name, value) in Self.description(message) { print("\(name) : \(value)") }
    }

    private static func description(_ message: ParkedMessage) -> [(String, String)] {
        var lines = [("file", message.queue)]
        if let envelope = message.envelope {
            lines += [
                ("type", envelope.type.description), ("identifiant", envelope.id.uuidString.lowercased()),
                ("flux", "\(envelope.stream), numéro \(envelope.number)"),
                ("dit le", WireInstant.format(envelope.time)),
            ]
        } else {
            lines.append(("enveloppe", "illisible : ne peut qu’être écarté"))
        }
        let hash = message.bodyHash.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        return lines + [
            ("octets", String(message.body.count)), ("sha256", hash),
            ("mis de côté le", WireInstant.format(message.parkedAt)), ("motif", message.reason),
        ]
    }
}

extension ParkedMessage {
    /// Nil when the body has none that can be read.
    var envelope: Envelope? { try? JSONDecoder().decode(Envelope.self, from: Data(body)) }
}

/// The parked messages of one service, in its own database.
struct ParkedOfService {
    let service: String
    private let configuration: ConnectionConfiguration

    init(_ service: String, _ settings: OperatorSettings) throws {
        self.service = service
        configuration = try settings.operate(of: service)
    }

    func list() async throws -> [ParkedMessage] {
        try await transaction { try ParkedMessages.list(in: $0) }
    }

    /// One transaction of the decision and its entry in the audit.
    func decide(
        _ id: Int64, _ action: String, _ body: @Sendable (Int64, isolated Connection) throws -> Void
    ) async throws {
        let actor = "operator:\(ProcessInfo.processInfo.userName)"
        try await transaction { connection in
            try body(id, connection)
            try connection.run(AppendOperatorAudit(actor: actor, action: action, subject: "parked/\(id)"))
        }
    }

    private func transaction<T: Sendable>(
        _ body: @Sendable (isolated Connection) throws -> T
    ) async throws -> T {
        let connection = try await Connection.open(configuration)
        do {
            let value = try await connection.transaction(body)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }
}
