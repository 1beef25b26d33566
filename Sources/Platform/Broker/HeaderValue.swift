internal import CRabbitMQ

/// A value in the header table of a message.
public enum HeaderValue: Hashable, Sendable {
    case text(String)
    case integer(Int64)
    case boolean(Bool)
    case double(Double)
    case bytes([UInt8])
    case list([HeaderValue])
    case table([String: HeaderValue])
    /// Void, or of a kind that we do not read (decimal).
    case null

    public var text: String? { if case .text(let text) = self { text } else { nil } }
    public var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
}

extension HeaderValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    public init(stringLiteral value: String) { self = .text(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
}

extension HeaderValue {
    /// Deeper nesting is cut: no broker writes it, and a hostile peer must not exhaust the stack.
    private static let depthLimit = 6

    init(_ field: amqp_field_value_t, depth: Int = 0) {
        let value = field.value
        switch UInt32(field.kind) {
        case AMQP_FIELD_KIND_UTF8.rawValue: self = .text(String(value.bytes))
        case AMQP_FIELD_KIND_BYTES.rawValue: self = .bytes([UInt8](value.bytes))
        case AMQP_FIELD_KIND_BOOLEAN.rawValue: self = .boolean(value.boolean != 0)
        case AMQP_FIELD_KIND_I8.rawValue: self = .integer(Int64(value.i8))
        case AMQP_FIELD_KIND_U8.rawValue: self = .integer(Int64(value.u8))
        case AMQP_FIELD_KIND_I16.rawValue: self = .integer(Int64(value.i16))
        case AMQP_FIELD_KIND_U16.rawValue: self = .integer(Int64(value.u16))
        case AMQP_FIELD_KIND_I32.rawValue: self = .integer(Int64(value.i32))
        case AMQP_FIELD_KIND_U32.rawValue: self = .integer(Int64(value.u32))
        case AMQP_FIELD_KIND_I64.rawValue: self = .integer(value.i64)
        case AMQP_FIELD_KIND_U64.rawValue, AMQP_FIELD_KIND_TIMESTAMP.rawValue:
            self = .integer(Int64(clamping: value.u64))
        case AMQP_FIELD_KIND_F32.rawValue: self = .double(Double(value.f32))
        case AMQP_FIELD_KIND_F64.rawValue: self = .double(value.f64)
        case AMQP_FIELD_KIND_TABLE.rawValue where depth < Self.depthLimit:
            self = .table([String: HeaderValue](value.table, depth: depth + 1))
        case AMQP_FIELD_KIND_ARRAY.rawValue where depth < Self.depthLimit:
            let entries = UnsafeBufferPointer(start: value.array.entries, count: Int(value.array.num_entries))
            self = .list(entries.map { HeaderValue($0, depth: depth + 1) })
        default: self = .null
        }
    }
}

extension [String: HeaderValue] {
    init(_ table: amqp_table_t, depth: Int = 0) {
        self.init(minimumCapacity: Int(table.num_entries))
        for entry in UnsafeBufferPointer(start: table.entries, count: Int(table.num_entries)) {
            self[String(entry.key)] = HeaderValue(entry.value, depth: depth)
        }
    }
}

extension String {
    /// Invalid UTF-8 is repaired: the text serves people and comparisons, never hashes.
    init(_ bytes: amqp_bytes_t) {
        self = String(decoding: UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.len), as: UTF8.self)
    }
}

extension [UInt8] {
    init(_ bytes: amqp_bytes_t) {
        self.init(UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.len))
    }
}
