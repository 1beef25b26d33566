import CPostgres
import Foundation

/// The parameters of one statement in the form that libpq takes: one buffer, and where each value begins in it.
struct BindingBuffer {
    private var bytes: [UInt8] = []
    private var starts: [Int] = []  // -1 is NULL.
    private var lengths: [Int32] = []
    private var formats: [Int32] = []  // 0 text, 1 binary.
    /// A C string ends at its first NUL, so such a text would arrive shortened; PostgreSQL has no such texts anyway.
    private(set) var hasNulInText = false

    init(_ values: [SQLValue]) {
        starts.reserveCapacity(values.count)
        for value in values { append(value) }
    }

    func withPointers<Result>(
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { raw in
            let base = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = starts.map { start in start < 0 ? nil : base.map { $0 + start } }
            return body(Int32(starts.count), pointers, lengths, formats)
        }
    }

    private mutating func append(_ value: SQLValue) {
        let start = bytes.count
        var format: Int32 = 0
        switch value {
        case .null:
            starts.append(-1)
            lengths.append(0)
            formats.append(0)
            return
        case .bytes(let content):
            bytes += content
            format = 1
        case .bytesArray(let contents):
            bytes.appendBinaryArray(of: contents)
            format = 1
        case .text(let text), .date(let text), .json(let text):
            bytes += text.utf8
        default:
            bytes.appendText(of: value)
        }
        starts.append(start)
        lengths.append(Int32(bytes.count - start))
        formats.append(format)
        if format == 0, bytes[start...].contains(0) { hasNulInText = true }
        bytes.append(0)
    }
}

extension [UInt8] {
    /// PostgreSQL's text form of a value other than null, bytes and texts.
    fileprivate mutating func appendText(of value: SQLValue) {
        switch value {
        case .bool(let bool): append(bool ? UInt8(ascii: "t") : UInt8(ascii: "f"))
        case .int(let int): self += String(int).utf8
        case .double(let double): self += "\(double)".utf8
        case .uuid(let uuid): appendHyphenated(uuid)
        case .timestamp(let date): appendTimestamp(date)
        case .textArray(let texts): appendArray(texts) { $0.appendQuoted($1) }
        case .intArray(let ints): appendArray(ints) { $0 += String($1).utf8 }
        case .uuidArray(let uuids): appendArray(uuids) { $0.appendHyphenated($1) }
        case .boolArray(let bools): appendArray(bools) { $0.append($1 ? UInt8(ascii: "t") : UInt8(ascii: "f")) }
        case .timestampArray(let dates): appendArray(dates) { $0.appendTimestamp($1) }
        case .null, .text, .bytes, .bytesArray, .date, .json: preconditionFailure("handled by the caller")
        }
    }

    private mutating func appendArray<Value>(_ elements: [Value], _ each: (inout [UInt8], Value) -> Void) {
        append(UInt8(ascii: "{"))
        for (index, element) in elements.enumerated() {
            if index > 0 { append(UInt8(ascii: ",")) }
            each(&self, element)
        }
        append(UInt8(ascii: "}"))
    }

    private mutating func appendQuoted(_ text: String) {
        append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { append(UInt8(ascii: "\\")) }
            append(byte)
        }
        append(UInt8(ascii: "\""))
    }

    /// One dimension from 1, without NULL. Bodies of messages travel so: half the bytes of hexadecimal digits.
    /// Source: PostgreSQL 15, `src/backend/utils/adt/arrayfuncs.c`, `array_recv`.
    fileprivate mutating func appendBinaryArray(of contents: [[UInt8]]) {
        reserveCapacity(count + contents.reduce(20) { $0 + $1.count + 4 })
        appendBigEndian(contents.isEmpty ? 0 : 1)
        appendBigEndian(0)
        appendBigEndian(Int32(TypeID.bytea))
        guard !contents.isEmpty else { return }
        appendBigEndian(Int32(contents.count))
        appendBigEndian(1)
        for content in contents {
            appendBigEndian(Int32(content.count))
            self += content
        }
    }

    private mutating func appendBigEndian(_ number: Int32) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }

    private mutating func appendHyphenated(_ uuid: UUID) {
        Swift.withUnsafeBytes(of: uuid.uuid) { bytes in
            for (index, byte) in bytes.enumerated() {
                if [4, 6, 8, 10].contains(index) { append(UInt8(ascii: "-")) }
                appendHexadecimal(byte)
            }
        }
    }

    private mutating func appendHexadecimal(_ byte: UInt8) {
        append(Self.hexadecimalDigit(byte >> 4))
        append(Self.hexadecimalDigit(byte & 15))
    }

    private static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    private mutating func appendTimestamp(_ date: Date) {
        self += PostgresTime.text(microseconds: PostgresTime.microseconds(of: date)).utf8
    }
}
