public import Foundation

/// A parameter of a statement. It travels as text (bytes as they are), and the server infers its type from the place.
public enum SQLValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case text(String)
    case bytes([UInt8])
    case uuid(UUID)
    /// Rounded to the microsecond, in UTC.
    case timestamp(Date)
    /// A day as `2026-06-23`.
    case date(String)
    case json(String)
    case textArray([String])
    case intArray([Int64])
    case uuidArray([UUID])
    case bytesArray([[UInt8]])
    case boolArray([Bool])
    case timestampArray([Date])

    /// `null` for `nil`, else what `make` makes of the value.
    public static func optional<T>(_ value: T?, _ make: (T) -> SQLValue) -> SQLValue {
        value.map(make) ?? .null
    }
}
