import CPostgres
import Foundation

/// A value as the server sends it in binary form. Every reader answers `nil` if the type or the content is another.
struct BinaryField {
    let type: Oid
    let content: UnsafeRawBufferPointer

    var bool: Bool? {
        guard type == TypeID.bool, content.count == 1 else { return nil }
        return content[0] != 0
    }

    var int64: Int64? {
        switch type {
        case TypeID.int2: number(Int16.self).map(Int64.init)
        case TypeID.int4: number(Int32.self).map(Int64.init)
        case TypeID.int8: number(Int64.self)
        case TypeID.oid: number(UInt32.self).map(Int64.init)
        case TypeID.numeric: BinaryNumeric(content)?.int64
        default: nil
        }
    }

    var double: Double? {
        switch type {
        case TypeID.float8: number(UInt64.self).map { Double(bitPattern: $0) }
        case TypeID.float4: number(UInt32.self).map { Double(Float(bitPattern: $0)) }
        case TypeID.numeric: BinaryNumeric(content)?.double
        default: int64.map(Double.init)
        }
    }

    /// Any type whose binary form is its text: texts, names, enums, json. Types with another form are refused.
    var text: String? {
        if type == TypeID.jsonb { return json }
        if TypeID.notText.contains(type) { return nil }
        return String(validating: content, as: UTF8.self)
    }

    var bytes: [UInt8]? { type == TypeID.bytea ? Array(content) : nil }

    var uuid: UUID? {
        guard type == TypeID.uuid, content.count == 16 else { return nil }
        return UUID(uuid: content.loadUnaligned(as: uuid_t.self))
    }

    var timestamp: Date? {
        guard type == TypeID.timestamptz || type == TypeID.timestamp, let microseconds = number(Int64.self),
            microseconds != .max, microseconds != .min
        else { return nil }
        return PostgresTime.date(microseconds: microseconds)
    }

    var date: String? {
        guard type == TypeID.date, let days = number(Int32.self), days != .max, days != .min else { return nil }
        return PostgresTime.day(Int64(days))
    }

    /// `jsonb` carries one byte of version, which is 1, before its text.
    var json: String? {
        switch type {
        case TypeID.jsonb where content.first == 1:
            String(validating: UnsafeRawBufferPointer(rebasing: content.dropFirst()), as: UTF8.self)
        case TypeID.json: String(validating: content, as: UTF8.self)
        default: nil
        }
    }

    var textArray: [String]? { elements(\.text) }
    var intArray: [Int64]? { elements(\.int64) }
    var uuidArray: [UUID]? { elements(\.uuid) }

    /// One dimension and no NULL inside. Header: dimensions, has-null flag, element type, then length and lower bound.
    private func elements<T>(_ decode: (BinaryField) -> T?) -> [T]? {
        guard content.count >= 12, let elementType = number(Oid.self, at: 8) else { return nil }
        if number(Int32.self) == 0 { return [] }
        guard number(Int32.self) == 1, let count = number(Int32.self, at: 12), content.count >= 20 else { return nil }
        var values: [T] = []
        values.reserveCapacity(Int(count))
        var offset = 20
        for _ in 0..<count {
            guard let length = number(Int32.self, at: offset).map(Int.init), length >= 0,
                content.count >= offset + 4 + length
            else { return nil }
            let range = (offset + 4)..<(offset + 4 + length)
            let element = UnsafeRawBufferPointer(rebasing: content[range])
            guard let value = decode(BinaryField(type: elementType, content: element)) else { return nil }
            values.append(value)
            offset = range.upperBound
        }
        return values
    }

    private func number<T: FixedWidthInteger>(_: T.Type, at offset: Int = 0) -> T? {
        guard content.count >= offset + MemoryLayout<T>.size else { return nil }
        return T(bigEndian: content.loadUnaligned(fromByteOffset: offset, as: T.self))
    }
}

/// Source: PostgreSQL 15, `src/include/catalog/pg_type.dat`.
enum TypeID {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let oid: Oid = 26
    static let json: Oid = 114
    static let float4: Oid = 700
    static let float8: Oid = 701
    static let date: Oid = 1082
    static let timestamp: Oid = 1114
    static let timestamptz: Oid = 1184
    static let numeric: Oid = 1700
    static let uuid: Oid = 2950
    static let jsonb: Oid = 3802

    /// Built-in types whose binary form is not their text.
    static let notText: Set<Oid> = [
        bool, bytea, int8, int2, int4, oid, float4, float8, date, timestamp, timestamptz, numeric, uuid,
        1083, 1186, 1266, 869, 650, 600,  // time, interval, timetz, inet, cidr, point
        1000, 1001, 1005, 1007, 1016, 1009, 1015, 1115, 1182, 1185, 1231, 2951,  // arrays of the above and of texts
    ]
}
