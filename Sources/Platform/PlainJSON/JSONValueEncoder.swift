/// The place of one value, as `Codable` asks for it.
struct JSONValueEncoder: Encoder, SingleValueEncodingContainer {
    let output: JSONOutput
    /// How many containers stand around it.
    let depth: Int

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(
            JSONNewMembers<Key>(output: output, place: output.container(isObject: true, at: depth)))
    }
    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        JSONNewElements(output: output, place: output.container(isObject: false, at: depth))
    }
    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() { output.append(null: ()) }
    func encode(_ value: Bool) { output.append(value) }
    func encode(_ value: String) { output.append(value) }
    func encode(_ value: Double) throws { try output.append(value) }
    func encode(_ value: Float) throws { try output.append(Double(value)) }
    func encode(_ value: some Encodable & FixedWidthInteger) { output.append(value) }
    func encode(_ value: some Encodable) throws { try output.write(value, at: depth) }
}

struct JSONNewMembers<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let output: JSONOutput
    let place: (depth: Int, id: Int)

    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) { value(key).encodeNil() }
    func encode(_ value: Bool, forKey key: Key) { self.value(key).encode(value) }
    func encode(_ value: String, forKey key: Key) { self.value(key).encode(value) }
    func encode(_ value: Double, forKey key: Key) throws { try self.value(key).encode(value) }
    func encode(_ value: Float, forKey key: Key) throws { try self.value(key).encode(value) }
    func encode(_ value: some Encodable & FixedWidthInteger, forKey key: Key) { self.value(key).encode(value) }
    func encode(_ value: some Encodable, forKey key: Key) throws { try self.value(key).encode(value) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { value(key).container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { value(key).unkeyedContainer() }
    func superEncoder() -> any Encoder { value(named: "super") }
    func superEncoder(forKey key: Key) -> any Encoder { value(key) }

    private func value(_ key: Key) -> JSONValueEncoder { value(named: key.stringValue) }

    private func value(named name: String) -> JSONValueEncoder {
        output.step(into: place, name: name)
        return JSONValueEncoder(output: output, depth: place.depth)
    }
}

struct JSONNewElements: UnkeyedEncodingContainer {
    let output: JSONOutput
    let place: (depth: Int, id: Int)
    private(set) var count = 0

    init(output: JSONOutput, place: (depth: Int, id: Int)) { (self.output, self.place) = (output, place) }

    var codingPath: [any CodingKey] { [] }

    mutating func encodeNil() { next().encodeNil() }
    mutating func encode(_ value: Bool) { next().encode(value) }
    mutating func encode(_ value: String) { next().encode(value) }
    mutating func encode(_ value: Double) throws { try next().encode(value) }
    mutating func encode(_ value: Float) throws { try next().encode(value) }
    mutating func encode(_ value: some Encodable & FixedWidthInteger) { next().encode(value) }
    mutating func encode(_ value: some Encodable) throws { try next().encode(value) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        next().container(keyedBy: type)
    }
    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { next().unkeyedContainer() }
    mutating func superEncoder() -> any Encoder { next() }

    private mutating func next() -> JSONValueEncoder {
        output.step(into: place)
        count += 1
        return JSONValueEncoder(output: output, depth: place.depth)
    }
}
