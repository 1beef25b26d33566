import Contracts
import Crypto
import Foundation
import Testing

@Suite struct ContractsTests {
    @Test func everyMessageOfTheCatalogueIsPublishedAndNothingElseIs() throws {
        let catalogue = Set(MessageCatalog.messages.map { $0.type.description })

        #expect(try PublishedContracts.folders() == catalogue)
    }

    @Test(arguments: PublishedContracts.examples)
    func anExampleReadAndWrittenAgainIsTheSame(type: MessageType, name: String) throws {
        let message = try #require(MessageCatalog.messages.first { $0.type == type })
        let example = try PublishedContracts.example(type, name)

        let written = try PublishedContracts.reencoded(message, example)

        #expect(try PublishedContracts.canonical(written) == PublishedContracts.canonical(example))
    }

    @Test(arguments: MessageCatalog.messages.map { $0.type })
    func anUnknownFieldIsIgnored(type: MessageType) throws {
        let message = try #require(MessageCatalog.messages.first { $0.type == type })
        let example = try PublishedContracts.example(type, "example.json")
        var event = try #require(try JSONSerialization.jsonObject(with: example) as? [String: Any])
        var data = try #require(event["data"] as? [String: Any])
        data["addedLater"] = ["whatever": 1]
        event["data"] = data

        let written = try PublishedContracts.reencoded(message, JSONSerialization.data(withJSONObject: event))

        #expect(try PublishedContracts.canonical(written) == PublishedContracts.canonical(example))
    }

    @Test(arguments: MessageCatalog.messages.map { $0.type })
    func theStreamOfAnExampleIsTheOneThatItsPayloadNames(type: MessageType) throws {
        let message = try #require(MessageCatalog.messages.first { $0.type == type })
        let example = try PublishedContracts.example(type, "example.json")

        let (envelope, stream) = try streams(message, example)

        #expect(envelope.stream == stream)
        #expect(envelope.type == type)
        #expect(stream.family == MessageCatalog.families[type] ?? "")
    }

    private func streams<Payload: Message>(_ payload: Payload.Type, _ json: Data) throws -> (Envelope, StreamName) {
        let event = try JSONDecoder().decode(Event<Payload>.self, from: json)
        return (event.envelope, event.data.stream)
    }

    @Test func aReleasedExampleNeverChanges() throws {
        let lines = try PublishedContracts.text("contracts/messages/released.txt").split(separator: "\n")
        let released = lines.filter { !$0.hasPrefix("#") }

        for line in released {
            let parts = line.split(separator: " ", omittingEmptySubsequences: true)
            let bytes = try Data(contentsOf: PublishedContracts.messages.appending(path: String(parts[1])))
            let hash = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
            #expect(hash == parts[0], "\(parts[1]) was released and may not change")
        }
        #expect(!released.isEmpty)
    }

    @Test func everyExampleIsListedAsReleased() throws {
        let text = try PublishedContracts.text("contracts/messages/released.txt")

        for (type, name) in PublishedContracts.examples { #expect(text.contains("  \(type)/\(name)\n")) }
    }

    @Test func theAsyncAPIDocumentNamesTheMessagesOfTheCatalogue() throws {
        let names = try PublishedContracts.text("contracts/asyncapi.yaml").split(separator: "\n")
            .filter { $0.hasPrefix("      name: ") }.map { String($0.dropFirst(12)) }

        #expect(names == MessageCatalog.messages.map { $0.type.description })
    }

    @Test func theCatalogueForPeopleNamesEveryMessageWithItsReaders() throws {
        let lines = try PublishedContracts.text("contracts/README.md").split(separator: "\n")

        for type in MessageCatalog.messages.map({ $0.type }) {
            let line = try #require(lines.first { $0.hasPrefix("| [`\(type)`]") }, "\(type) is missing")
            let readers = MessageCatalog.queues.filter { $0.routingKeys.contains(type.description) }
            for reader in readers { #expect(line.contains("`\(reader.name)`"), "\(type) is read by \(reader.name)") }
        }
    }
}
