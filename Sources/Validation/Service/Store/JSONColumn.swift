import Contracts
import PlainJSON
import Postgres

/// JSON columns hold our own types.
enum JSONColumn {
    static func write<Value: Encodable>(_ value: Value) -> SQLValue {
        do {
            return .json(try PlainJSON.text(value))
        } catch {
            preconditionFailure("a value of our own cannot be written as JSON: \(type(of: error))")
        }
    }

    static func read<Value: Decodable>(
        _ type: Value.Type, _ text: String, column: Int
    ) throws(PostgresError) -> Value {
        try named(type, column) { try PlainJSON.read(type, text) }
    }

    private static let missions = DecodedTexts<MissionDescription>(capacity: 4096)

    /// A mission stands in the row of everybody who was convened to it.
    static func mission(_ text: String, column: Int) throws(PostgresError) -> MissionDescription {
        try named(MissionDescription.self, column) { try missions.value(of: text) }
    }

    private static func named<Value>(
        _ type: Value.Type, _ column: Int, _ read: () throws -> Value
    ) throws(PostgresError) -> Value {
        do {
            return try read()
        } catch {
            throw PostgresError(
                code: .decoding(column: column, expected: "\(type)"), statement: "JSON column",
                message: "column \(column) is not \(type)")
        }
    }
}
