import Contracts
import Foundation
import Testing

/// `deploy/rabbitmq/definitions.json` and the catalogue say the same.
@Suite struct TopologyTests {
    private struct Definitions: Decodable {
        struct Named: Decodable {
            let name: String
            let vhost: String
            let durable: Bool
            let arguments: Arguments
        }
        struct Arguments: Decodable {
            let queueType: String?
            let deliveryLimit: Int?
            let deadLetterExchange: String?
            let deadLetterRoutingKey: String?
            let deadLetterStrategy: String?
            let overflow: String?

            enum CodingKeys: String, CodingKey {
                case queueType = "x-queue-type"
                case deliveryLimit = "x-delivery-limit"
                case deadLetterExchange = "x-dead-letter-exchange"
                case deadLetterRoutingKey = "x-dead-letter-routing-key"
                case deadLetterStrategy = "x-dead-letter-strategy"
                case overflow = "x-overflow"
            }
        }
        struct Binding: Decodable, Hashable {
            let source: String
            let destination: String
            let routingKey: String

            enum CodingKeys: String, CodingKey {
                case source, destination
                case routingKey = "routing_key"
            }
        }
        let exchanges: [Named]
        let queues: [Named]
        let bindings: [Binding]
    }

    private let definitions: Definitions

    init() throws {
        let text = try PublishedContracts.text("deploy/rabbitmq/definitions.json")
        definitions = try JSONDecoder().decode(Definitions.self, from: Data(text.utf8))
    }

    @Test func theExchangesAreTheProducersAndTheDeadLetters() {
        let expected = Set(MessageCatalog.exchanges + [MessageCatalog.deadLetterExchange])

        #expect(Set(definitions.exchanges.map(\.name)) == expected)
    }

    @Test func everyQueueStandsBesideItsDeadLetters() {
        let expected = MessageCatalog.queues.flatMap { [$0.name, $0.name + MessageCatalog.deadLetterSuffix] }

        #expect(Set(definitions.queues.map(\.name)) == Set(expected))
        #expect(definitions.queues.count == expected.count)
    }

    @Test func theBindingsAreThoseOfTheCatalogue() {
        var expected: Set<Definitions.Binding> = []
        for queue in MessageCatalog.queues {
            for key in queue.routingKeys {
                expected.insert(.init(source: queue.exchange, destination: queue.name, routingKey: key))
            }
            expected.insert(
                .init(
                    source: MessageCatalog.deadLetterExchange,
                    destination: queue.name + MessageCatalog.deadLetterSuffix, routingKey: queue.name))
        }

        #expect(Set(definitions.bindings) == expected)
    }

    @Test func noQueueCanLoseAMessage() {
        for queue in definitions.queues {
            #expect(queue.durable)
            #expect(queue.arguments.queueType == "quorum", "\(queue.name)")
            if queue.name.hasSuffix(MessageCatalog.deadLetterSuffix) { continue }
            #expect(queue.arguments.deliveryLimit == 50, "\(queue.name)")
            #expect(queue.arguments.overflow == "reject-publish", "\(queue.name)")
            #expect(queue.arguments.deadLetterStrategy == "at-least-once", "\(queue.name)")
            #expect(queue.arguments.deadLetterExchange == MessageCatalog.deadLetterExchange, "\(queue.name)")
            #expect(queue.arguments.deadLetterRoutingKey == queue.name)
        }
    }
}
