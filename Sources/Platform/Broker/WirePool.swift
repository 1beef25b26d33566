internal import CRabbitMQ

/// Memory for what one call hands to librabbitmq; recycled after the call.
final class WirePool {
    private var pool = amqp_pool_t()

    init() { init_amqp_pool(&pool, 16_384) }

    deinit { empty_amqp_pool(&pool) }

    /// Everything handed out becomes invalid.
    func recycle() { recycle_amqp_pool(&pool) }

    func bytes(_ text: String) -> amqp_bytes_t {
        var text = text
        return text.withUTF8 { bytes(UnsafeRawBufferPointer($0)) }
    }

    func bytes(_ source: UnsafeRawBufferPointer) -> amqp_bytes_t {
        guard let start = source.baseAddress, !source.isEmpty else { return amqp_bytes_t(len: 0, bytes: nil) }
        let copy = allocate(source.count)
        copy.copyMemory(from: start, byteCount: source.count)
        return amqp_bytes_t(len: source.count, bytes: copy)
    }

    func table(_ headers: [String: HeaderValue]) -> amqp_table_t {
        guard !headers.isEmpty else { return amqp_table_t(num_entries: 0, entries: nil) }
        let entries = allocate(headers.count * MemoryLayout<amqp_table_entry_t>.stride)
            .bindMemory(to: amqp_table_entry_t.self, capacity: headers.count)
        for (index, header) in headers.enumerated() {
            entries[index] = amqp_table_entry_t(key: bytes(header.key), value: field(header.value))
        }
        return amqp_table_t(num_entries: Int32(headers.count), entries: entries)
    }

    private func field(_ value: HeaderValue) -> amqp_field_value_t {
        var field = amqp_field_value_t()
        switch value {
        case .text(let text):
            field.kind = UInt8(AMQP_FIELD_KIND_UTF8.rawValue)
            field.value.bytes = bytes(text)
        case .bytes(let octets):
            field.kind = UInt8(AMQP_FIELD_KIND_BYTES.rawValue)
            field.value.bytes = octets.withUnsafeBytes { bytes($0) }
        case .integer(let number):
            field.kind = UInt8(AMQP_FIELD_KIND_I64.rawValue)
            field.value.i64 = number
        case .boolean(let flag):
            field.kind = UInt8(AMQP_FIELD_KIND_BOOLEAN.rawValue)
            field.value.boolean = flag ? 1 : 0
        case .double(let number):
            field.kind = UInt8(AMQP_FIELD_KIND_F64.rawValue)
            field.value.f64 = number
        case .table(let headers):
            field.kind = UInt8(AMQP_FIELD_KIND_TABLE.rawValue)
            field.value.table = table(headers)
        case .list(let values):
            field.kind = UInt8(AMQP_FIELD_KIND_ARRAY.rawValue)
            field.value.array = array(values)
        case .null:
            field.kind = UInt8(AMQP_FIELD_KIND_VOID.rawValue)
        }
        return field
    }

    private func array(_ values: [HeaderValue]) -> amqp_array_t {
        guard !values.isEmpty else { return amqp_array_t(num_entries: 0, entries: nil) }
        let entries = allocate(values.count * MemoryLayout<amqp_field_value_t>.stride)
            .bindMemory(to: amqp_field_value_t.self, capacity: values.count)
        for (index, value) in values.enumerated() { entries[index] = field(value) }
        return amqp_array_t(num_entries: Int32(values.count), entries: entries)
    }

    private func allocate(_ count: Int) -> UnsafeMutableRawPointer {
        guard let memory = amqp_pool_alloc(&pool, count) else { preconditionFailure("out of memory") }
        return memory
    }
}
