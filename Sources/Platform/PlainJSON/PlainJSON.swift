/// Our own Codable values as JSON and back, for messages and for JSON columns.
///
/// Strict RFC 8259 in UTF-8. Members are written in the order in which the value names them; of two members with one
/// name the first counts. Types are coded as their own `Codable` says, so `Date`, `Data`, `Decimal` and `URL` have no
/// form of their own here. Errors are those of `Codable`, with the path of the member and never its value.
///
/// Why not Foundation's coders: `contracts/decisions/0045-our-own-json-coders-for-messages.md`.
public enum PlainJSON {
    /// How deep objects and arrays may be nested.
    public static let deepest = 128

    /// - Throws: `EncodingError` for a number that is not finite, or what the value's own `encode` throws.
    public static func bytes(_ value: some Encodable) throws -> [UInt8] {
        let output = JSONOutput()
        try output.write(value, at: 0)
        output.close(to: 0)
        return output.bytes
    }

    /// As `bytes`, as text.
    public static func text(_ value: some Encodable) throws -> String {
        String(decoding: try bytes(value), as: UTF8.self)
    }

    /// - Throws: `DecodingError` where the bytes are not JSON or not a `Value`.
    public static func read<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
        let document = JSONDocument(bytes: bytes, nodes: try JSONScanner.scan(bytes))
        return try Value(from: JSONValueDecoder(document: document, node: 0))
    }

    /// As `read` from bytes.
    public static func read<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try read(type, Array(text.utf8))
    }
}

/// The name of a member or the place in an array, where a path is told.
struct JSONStep: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) { (self.stringValue, intValue) = (stringValue, nil) }
    init(intValue: Int) { (stringValue, self.intValue) = ("Index \(intValue)", intValue) }
}
