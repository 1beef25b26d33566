import ArgumentParser
import Broker
import Contracts

/// `imagin topology`: whether the broker has every exchange and queue of the catalogue.
struct TopologyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topology",
        abstract: "Vérifie que RabbitMQ a les échanges et les files du catalogue.",
        discussion: "Ils viennent de deploy/rabbitmq/definitions.json, importé au démarrage par deploy/run.")

    @Flag(help: "Montre le catalogue sans rien demander à RabbitMQ.")
    var list = false

    static let exchanges = MessageCatalog.exchanges + [MessageCatalog.deadLetterExchange]
    static let queues = MessageCatalog.queues.flatMap { [$0.name, $0.name + MessageCatalog.deadLetterSuffix] }

    func run() async throws {
        if list { return printCatalogue() }
        do {
            try await Topology.check(try OperatorSettings().broker(), queues: Self.queues, exchanges: Self.exchanges)
        } catch let missing as Topology.Missing {
            for name in missing.exchanges { print("manque : échange \(name)") }
            for name in missing.queues { print("manque : file \(name)") }
            print("Importez deploy/rabbitmq/definitions.json : rabbitmqctl import_definitions, ou deploy/run.")
            throw ExitCode.failure
        }
        print("Tout y est : \(Self.exchanges.count) échanges, \(Self.queues.count) files.")
    }

    private func printCatalogue() {
        for queue in MessageCatalog.queues {
            print("\(queue.name)  (échange \(queue.exchange))")
            for key in queue.routingKeys { print("    \(key)") }
        }
    }
}
