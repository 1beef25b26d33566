import Foundation
import Postgres

/// JSON columns hold our own types.
enum JSONColumn {
    static func write<Value: Encodable>(_ value: Value) -> SQLValue {
        do {
            return .json(String(decoding: try JSONEncoder().encode(value), as: UTF8.self))
        } catch {
            preconditionFailure("a value of our own cannot be written as JSON: \(type(of: error))")
        }
    }

    static func read<Value: Decodable>(
        _ type: Value.Type, _ text: String, column: Int
    ) throws(PostgresError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            throw PostgresError(
                code: .decoding(column: column, expected: "\(type)"), statement: "JSON column",
                message: "column \(column) is not \(type)")
        }
    }
}
