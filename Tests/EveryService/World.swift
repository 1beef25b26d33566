import Broker
import Contracts
import Foundation
import TestServers
import Testing
import TransactionalMessaging

/// The published examples, told about other people: every identifier is replaced by one of this world, so that each
/// case has streams and aggregates of its own.
struct World {
    private let replacements: [(String, String)]

    init() {
        let convocation = UUID()
        let claim = nameBasedUUID(convocation, "claim")
        var all = [
            ("876d8b56-e9f6-5b27-93af-5f25e6bc0c21", convocation.uuidString.lowercased()),
            ("32ca01a2-b2f3-58e0-aa29-0f54bebd7b55", claim.uuidString.lowercased()),
            ("31-004512", "31-\(UUID().uuidString.prefix(12).lowercased())"),
        ]
        for other in Self.otherIdentifiers { all.append((other, UUID().uuidString.lowercased())) }
        replacements = all
    }

    /// The example of a type, as a fact with this number of its stream.
    func fact(_ type: String, number: Int64) throws -> Fact {
        var text = try PublishedExample.text(type)
        for (old, new) in replacements { text = text.replacing(old, with: new) }
        let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        var fact = Fact(json: try #require(parsed), type: type)
        let id = nameBasedUUID(Self.namespace, "\(fact.stream)#\(number)")
        fact.json["id"] = id.uuidString.lowercased()
        fact.json["streamno"] = number
        return fact
    }

    /// Everything that the examples of all types name, but the convocation and its claim.
    private static let otherIdentifiers: [String] = {
        let pattern = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/
        let texts = MessageCatalog.messages.compactMap { try? PublishedExample.text("\($0.type)") }
        let found = Set(texts.flatMap { text in text.matches(of: pattern).map { String($0.output) } })
        return found.subtracting(["876d8b56-e9f6-5b27-93af-5f25e6bc0c21", "32ca01a2-b2f3-58e0-aa29-0f54bebd7b55"])
            .sorted()
    }()

    private static let namespace = UUID()
}

/// One message body that a test may spoil before it travels.
struct Fact {
    var json: [String: Any]
    /// What its sender says of it outside the body.
    var type: String

    var id: UUID { UUID(uuidString: json["id"] as? String ?? "") ?? UUID() }
    var stream: String { json["stream"] as? String ?? "" }

    func body() throws -> [UInt8] {
        Array(try JSONSerialization.data(withJSONObject: json, options: [.sortedKeys, .withoutEscapingSlashes]))
    }

    /// As it travels to one queue, past the exchange, which would not route an unknown type.
    func message(to queue: String, body: [UInt8]? = nil) throws -> OutgoingMessage {
        var message = TestService.outgoing(try body ?? self.body(), type: type, id: id)
        (message.exchange, message.routingKey) = ("", queue)
        return message
    }
}

enum PublishedExample {
    static func text(_ type: String) throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(
            contentsOf: root.appendingPathComponent("contracts/messages/\(type)/example.json"), encoding: .utf8)
    }
}
