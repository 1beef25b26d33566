import Contracts
import PlainJSON
import Postgres

/// Messages as they are kept in tables: the same JSON as on the wire.
enum WireJSON {
    /// A mission stands in the claim of everybody who was convened to it.
    static let missions = DecodedTexts<MissionDescription>(capacity: 4096)

    static func text(_ value: some Encodable) throws -> String { try PlainJSON.text(value) }

    static func read<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try PlainJSON.read(type, text)
    }
}
