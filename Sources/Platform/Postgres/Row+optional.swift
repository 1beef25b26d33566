public import Foundation

/// The same readers for columns that may be NULL.
extension Row {
    public func optionalBool(_ i: Int) throws(PostgresError) -> Bool? { try optional(i, "boolean", \.bool) }

    public func optionalInt(_ i: Int) throws(PostgresError) -> Int? { try optionalInt64(i).map { Int($0) } }

    public func optionalInt64(_ i: Int) throws(PostgresError) -> Int64? { try optional(i, "integer", \.int64) }

    public func optionalDouble(_ i: Int) throws(PostgresError) -> Double? { try optional(i, "number", \.double) }

    public func optionalText(_ i: Int) throws(PostgresError) -> String? { try optional(i, "text", \.text) }

    public func optionalBytes(_ i: Int) throws(PostgresError) -> [UInt8]? { try optional(i, "bytea", \.bytes) }

    public func optionalUUID(_ i: Int) throws(PostgresError) -> UUID? { try optional(i, "uuid", \.uuid) }

    public func optionalTimestamp(_ i: Int) throws(PostgresError) -> Date? {
        try optional(i, "finite timestamptz", \.timestamp)
    }

    public func optionalDate(_ i: Int) throws(PostgresError) -> String? { try optional(i, "finite date", \.date) }

    public func optionalJSON(_ i: Int) throws(PostgresError) -> String? { try optional(i, "json", \.json) }

    public func optionalTextArray(_ i: Int) throws(PostgresError) -> [String]? {
        try optional(i, "text[]", \.textArray)
    }

    public func optionalIntArray(_ i: Int) throws(PostgresError) -> [Int64]? {
        try optional(i, "integer[]", \.intArray)
    }

    public func optionalUUIDArray(_ i: Int) throws(PostgresError) -> [UUID]? {
        try optional(i, "uuid[]", \.uuidArray)
    }
}
