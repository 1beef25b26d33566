/// A scanned document and what its values are.
final class JSONDocument: Sendable {
    private let bytes: [UInt8]
    let nodes: [JSONNode]

    init(bytes: [UInt8], nodes: [JSONNode]) { (self.bytes, self.nodes) = (bytes, nodes) }

    /// The value of a member; the first with that name.
    func member(_ name: String, of object: Int) -> Int? {
        var name = name
        return name.withUTF8 { wanted in
            let end = Int(nodes[object].next)
            var place = object + 1
            while place < end {
                if isNamed(wanted, nodes[place]) { return place + 1 }
                place = Int(nodes[place + 1].next)
            }
            return nil
        }
    }

    private func isNamed(_ wanted: UnsafeBufferPointer<UInt8>, _ node: JSONNode) -> Bool {
        guard node.kind == .string else { return unescaped(node).map { $0.utf8.elementsEqual(wanted) } ?? false }
        let (start, count) = (Int(node.start), Int(node.end - node.start))
        guard count == wanted.count else { return false }
        return bytes.withUnsafeBufferPointer { own in
            for offset in 0..<count where own[start + offset] != wanted[offset] { return false }
            return true
        }
    }

    /// The names of an object's members.
    func names(of object: Int) -> [String] {
        let end = Int(nodes[object].next)
        var names: [String] = []
        var place = object + 1
        while place < end {
            if let name = try? text(place) { names.append(name) }
            place = Int(nodes[place + 1].next)
        }
        return names
    }

    func count(of array: Int) -> Int {
        var (count, place) = (0, array + 1)
        while place < Int(nodes[array].next) {
            place = Int(nodes[place].next)
            count += 1
        }
        return count
    }

    // MARK: Values

    func bool(_ node: Int) throws -> Bool {
        switch nodes[node].kind {
        case .yes: return true
        case .no: return false
        default: throw mismatch(Bool.self, node)
        }
    }

    func text(_ node: Int) throws -> String {
        let found = nodes[node]
        switch found.kind {
        case .string:
            let text = bytes.withUnsafeBufferPointer { own in
                String(validating: own[Int(found.start)..<Int(found.end)], as: UTF8.self)
            }
            guard let text else { throw corrupted("not UTF-8", node) }
            return text
        case .escapedString:
            guard let text = unescaped(found) else { throw corrupted("not a text", node) }
            return text
        default: throw mismatch(String.self, node)
        }
    }

    func integer<Value: FixedWidthInteger>(_ type: Value.Type, _ node: Int) throws -> Value {
        let found = nodes[node]
        guard found.kind == .number else { throw mismatch(type, node) }
        // The plain case first: a sign and up to eighteen digits.
        let (start, end) = (Int(found.start), Int(found.end))
        let plain: Int64? = bytes.withUnsafeBufferPointer { own in
            let isNegative = own[start] == UInt8(ascii: "-")
            let first = isNegative ? start + 1 : start
            guard end - first <= 18 else { return nil }
            var sum: Int64 = 0
            for place in first..<end {
                guard own[place] >= UInt8(ascii: "0"), own[place] <= UInt8(ascii: "9") else { return nil }
                sum = sum * 10 + Int64(own[place] - UInt8(ascii: "0"))
            }
            return isNegative ? -sum : sum
        }
        if let plain, let value = Value(exactly: plain) { return value }
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        if let value = Value(text) { return value }
        guard let value = Double(text).flatMap({ Value(exactly: $0) }) else {
            throw corrupted("not a number that fits \(type)", node)
        }
        return value
    }

    func double(_ node: Int) throws -> Double {
        let found = nodes[node]
        guard found.kind == .number else { throw mismatch(Double.self, node) }
        let text = String(decoding: bytes[Int(found.start)..<Int(found.end)], as: UTF8.self)
        guard let value = Double(text), value.isFinite else { throw corrupted("not a number that fits Double", node) }
        return value
    }

    /// Nil when an escape or the UTF-8 is wrong.
    private func unescaped(_ node: JSONNode) -> String? {
        var units: [UInt8] = []
        var place = Int(node.start)
        while place < Int(node.end) {
            guard bytes[place] == UInt8(ascii: "\\") else {
                units.append(bytes[place])
                place += 1
                continue
            }
            if bytes[place + 1] == UInt8(ascii: "u") {
                guard let scalar = unicodeEscape(&place, Int(node.end)) else { return nil }
                units.append(contentsOf: Character(scalar).utf8)
            } else {
                guard let meant = Self.escapes[bytes[place + 1]] else { return nil }
                units.append(meant)
                place += 2
            }
        }
        return String(validating: units, as: UTF8.self)
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]

    /// Reads `\uXXXX`, or two of them for one scalar.
    private func unicodeEscape(_ place: inout Int, _ end: Int) -> Unicode.Scalar? {
        guard let high = codeUnit(&place, end) else { return nil }
        guard UTF16.isLeadSurrogate(high) else { return Unicode.Scalar(high) }
        guard let low = codeUnit(&place, end), UTF16.isTrailSurrogate(low) else { return nil }
        return UTF16.decode(UTF16.EncodedScalar([high, low]))
    }

    private func codeUnit(_ place: inout Int, _ end: Int) -> UInt16? {
        guard place + 6 <= end, bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u") else {
            return nil
        }
        var unit: UInt16 = 0
        for digit in bytes[(place + 2)..<(place + 6)] {
            guard let value = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
            unit = unit << 4 | UInt16(value)
        }
        place += 6
        return unit
    }

    // MARK: Errors

    /// Where a node stands; searched only when it is asked for.
    func path(to node: Int) -> [any CodingKey] {
        var (path, place): ([any CodingKey], Int) = ([], 0)
        while place != node {
            var (child, index) = (place + 1, 0)
            let isObject = nodes[place].kind == .object
            while true {
                let value = isObject ? child + 1 : child
                if node < Int(nodes[value].next) {
                    path.append(isObject ? JSONStep(stringValue: (try? text(child)) ?? "?") : JSONStep(intValue: index))
                    place = value
                    break
                }
                (child, index) = (Int(nodes[value].next), index + 1)
            }
        }
        return path
    }

    func mismatch(_ type: Any.Type, _ node: Int) -> DecodingError {
        let context = DecodingError.Context(
            codingPath: path(to: node), debugDescription: "not \(type) but \(nodes[node].kind)")
        return nodes[node].kind == .null ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }

    private func corrupted(_ what: String, _ node: Int) -> DecodingError {
        .dataCorrupted(.init(codingPath: path(to: node), debugDescription: what))
    }
}
