import CPostgres
public import Foundation

/// One row of an answer, lent for the time of its decoding. Columns count from zero.
///
/// Every reader throws `.decoding` naming the statement, the column and what was expected; an unexpected NULL too.
public struct Row: ~Copyable {
    let result: OpaquePointer
    let index: Int32
    let statement: any Statement.Type

    public func isNull(_ i: Int) throws(PostgresError) -> Bool {
        try checkColumn(i)
        return PQgetisnull(result, index, Int32(i)) == 1
    }

    public func bool(_ i: Int) throws(PostgresError) -> Bool { try required(i, "boolean", \.bool) }

    /// An integer column of any width, or a `numeric` without fraction, such as `sum(bigint)`.
    public func int(_ i: Int) throws(PostgresError) -> Int { Int(try int64(i)) }

    public func int64(_ i: Int) throws(PostgresError) -> Int64 { try required(i, "integer", \.int64) }

    public func double(_ i: Int) throws(PostgresError) -> Double { try required(i, "number", \.double) }

    public func text(_ i: Int) throws(PostgresError) -> String { try required(i, "text", \.text) }

    public func bytes(_ i: Int) throws(PostgresError) -> [UInt8] { try required(i, "bytea", \.bytes) }

    public func uuid(_ i: Int) throws(PostgresError) -> UUID { try required(i, "uuid", \.uuid) }

    public func timestamp(_ i: Int) throws(PostgresError) -> Date {
        try required(i, "finite timestamptz", \.timestamp)
    }

    /// A day as `2026-06-23`.
    public func date(_ i: Int) throws(PostgresError) -> String { try required(i, "finite date", \.date) }

    public func json(_ i: Int) throws(PostgresError) -> String { try required(i, "json", \.json) }

    public func textArray(_ i: Int) throws(PostgresError) -> [String] { try required(i, "text[]", \.textArray) }

    public func intArray(_ i: Int) throws(PostgresError) -> [Int64] { try required(i, "integer[]", \.intArray) }

    public func uuidArray(_ i: Int) throws(PostgresError) -> [UUID] { try required(i, "uuid[]", \.uuidArray) }

    func required<T>(
        _ i: Int, _ expected: String, _ decode: (BinaryField) -> T?
    ) throws(PostgresError) -> T {
        guard let value = try optional(i, expected, decode) else { throw decodingError(i, expected, found: "NULL") }
        return value
    }

    func optional<T>(
        _ i: Int, _ expected: String, _ decode: (BinaryField) -> T?
    ) throws(PostgresError) -> T? {
        if try isNull(i) { return nil }
        let column = Int32(i)
        let type = PQftype(result, column)
        let length = Int(PQgetlength(result, index, column))
        let content = UnsafeRawBufferPointer(start: PQgetvalue(result, index, column), count: length)
        guard let value = decode(BinaryField(type: type, content: content)) else {
            throw decodingError(i, expected, found: "type \(type)")
        }
        return value
    }

    private func checkColumn(_ i: Int) throws(PostgresError) {
        guard i >= 0, i < Int(PQnfields(result)) else { throw decodingError(i, "a column", found: "none") }
    }

    private func decodingError(_ i: Int, _ expected: String, found: String) -> PostgresError {
        PostgresError(
            code: .decoding(column: i, expected: expected),
            statement: String(describing: statement),
            message: "column \(i): expected \(expected), found \(found)"
        )
    }
}
