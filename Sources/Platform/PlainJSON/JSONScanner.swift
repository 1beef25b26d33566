/// A value of a scanned document.
struct JSONNode {
    enum Kind: UInt8 { case object, array, string, escapedString, number, yes, no, null }

    let kind: Kind
    /// Where its bytes begin, and where they end; of a string without the quotation marks.
    let start: Int32
    var end: Int32 = 0
    /// The index of the first node that is not within this one.
    var next: Int32 = 0
}

/// A document in one flat row of nodes: an object is followed by a string and a value for each member, an array by its
/// elements.
struct JSONScanner {
    private let input: UnsafeBufferPointer<UInt8>
    private var place = 0
    private var nodes: [JSONNode] = []

    /// - Throws: `DecodingError.dataCorrupted`, which says at which byte.
    static func scan(_ bytes: [UInt8]) throws -> [JSONNode] {
        try bytes.withUnsafeBufferPointer { input in
            var scanner = JSONScanner(input: input)
            scanner.nodes.reserveCapacity(input.count / 12 + 4)
            guard input.count < Int32.max else { throw scanner.fault("too long") }
            try scanner.value(depth: 0)
            scanner.skipSpace()
            guard scanner.place == input.count else { throw scanner.fault("something follows the end") }
            return scanner.nodes
        }
    }

    private init(input: UnsafeBufferPointer<UInt8>) { self.input = input }

    private func fault(_ what: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: "not JSON at byte \(place): \(what)"))
    }

    private mutating func skipSpace() {
        while place < input.count {
            switch input[place] {
            case 0x20, 0x0A, 0x0D, 0x09: place += 1
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws {
        skipSpace()
        guard place < input.count else { throw fault("a value is missing") }
        switch input[place] {
        case UInt8(ascii: "{"): try container(.object, UInt8(ascii: "}"), depth: depth + 1)
        case UInt8(ascii: "["): try container(.array, UInt8(ascii: "]"), depth: depth + 1)
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try word("true", .yes)
        case UInt8(ascii: "f"): try word("false", .no)
        case UInt8(ascii: "n"): try word("null", .null)
        default: try number()
        }
    }

    private mutating func container(_ kind: JSONNode.Kind, _ closing: UInt8, depth: Int) throws {
        guard depth <= PlainJSON.deepest else { throw fault("nested deeper than \(PlainJSON.deepest)") }
        let own = nodes.count
        nodes.append(JSONNode(kind: kind, start: Int32(place)))
        place += 1
        skipSpace()
        if place < input.count, input[place] == closing {
            place += 1
        } else {
            repeat {
                if kind == .object { try name() }
                try value(depth: depth)
                skipSpace()
            } while try goesOn(closing)
        }
        nodes[own].end = Int32(place)
        nodes[own].next = Int32(nodes.count)
    }

    private mutating func name() throws {
        skipSpace()
        guard place < input.count, input[place] == UInt8(ascii: "\"") else { throw fault("a name is missing") }
        try string()
        skipSpace()
        guard place < input.count, input[place] == UInt8(ascii: ":") else { throw fault("a colon is missing") }
        place += 1
    }

    /// Whether another member or element follows.
    private mutating func goesOn(_ closing: UInt8) throws -> Bool {
        guard place < input.count, input[place] == closing || input[place] == UInt8(ascii: ",") else {
            throw fault("a comma or an end is missing")
        }
        place += 1
        return input[place - 1] != closing
    }

    private mutating func string() throws {
        let start = place + 1
        var kind = JSONNode.Kind.string
        place = start
        while place < input.count, input[place] != UInt8(ascii: "\"") {
            guard input[place] >= 0x20 else { throw fault("a control character stands in a text") }
            if input[place] == UInt8(ascii: "\\") {
                kind = .escapedString
                place += 1
            }
            place += 1
        }
        guard place < input.count else { throw fault("a text does not end") }
        append(kind, from: start)
        place += 1
    }

    private mutating func word(_ word: StaticString, _ kind: JSONNode.Kind) throws {
        let start = place
        for offset in 0..<word.utf8CodeUnitCount {
            guard place < input.count, input[place] == word.utf8Start[offset] else { throw fault("not a value") }
            place += 1
        }
        append(kind, from: start)
    }

    private mutating func number() throws {
        let start = place
        if input[place] == UInt8(ascii: "-") { place += 1 }
        let first = place
        guard digits() else { throw fault("not a value") }
        guard input[first] != UInt8(ascii: "0") || place == first + 1 else { throw fault("a number begins with 0") }
        if place < input.count, input[place] == UInt8(ascii: ".") {
            place += 1
            guard digits() else { throw fault("a digit is missing") }
        }
        if place < input.count, input[place] | 0x20 == UInt8(ascii: "e") {
            place += 1
            let hasSign = place < input.count && [UInt8(ascii: "-"), UInt8(ascii: "+")].contains(input[place])
            if hasSign { place += 1 }
            guard digits() else { throw fault("a digit is missing") }
        }
        append(.number, from: start)
    }

    /// Goes over digits; whether there was one.
    private mutating func digits() -> Bool {
        let start = place
        while place < input.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(input[place]) { place += 1 }
        return place > start
    }

    private mutating func append(_ kind: JSONNode.Kind, from start: Int) {
        nodes.append(
            JSONNode(kind: kind, start: Int32(start), end: Int32(place), next: Int32(nodes.count + 1)))
    }
}
