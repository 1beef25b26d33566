import Foundation
import PlainJSON
import Testing

/// A value of every form that `Codable` knows, made by chance.
private indirect enum Chance: Codable, Equatable {
    case leaf(Leaf)
    case list([Chance])
    case named([String: Chance])

    struct Leaf: Codable, Equatable {
        var text: String
        var optional: String?
        var small: Int8
        var large: Int64
        var unsigned: UInt64
        var ratio: Double
        var isTrue: Bool
        var id: UUID
        var days: [Int]
        var nested: [[String?]]
    }

    static func make(_ dice: inout some RandomNumberGenerator, depth: Int) -> Chance {
        switch depth == 0 ? 0 : Int.random(in: 0...2, using: &dice) {
        case 0: .leaf(leaf(&dice))
        case 1: .list((0..<Int.random(in: 0...3, using: &dice)).map { _ in make(&dice, depth: depth - 1) })
        default:
            .named(
                Dictionary(
                    (0..<Int.random(in: 0...3, using: &dice)).map { _ in
                        (text(&dice), make(&dice, depth: depth - 1))
                    }, uniquingKeysWith: { first, _ in first }))
        }
    }

    private static func leaf(_ dice: inout some RandomNumberGenerator) -> Leaf {
        Leaf(
            text: text(&dice), optional: Bool.random(using: &dice) ? text(&dice) : nil,
            small: .random(in: .min ... .max, using: &dice), large: .random(in: .min ... .max, using: &dice),
            unsigned: .random(in: .min ... .max, using: &dice),
            ratio: Double.random(in: -1...1, using: &dice) * pow(10, Double(Int.random(in: -20...20, using: &dice))),
            isTrue: .random(using: &dice), id: UUID(),
            days: (0..<Int.random(in: 0...4, using: &dice)).map { _ in .random(in: -9...9, using: &dice) },
            nested: [[text(&dice), nil], []])
    }

    private static func text(_ dice: inout some RandomNumberGenerator) -> String {
        let units: [Character] = [
            "a", "Z", "é", "€", "😀", "\"", "\\", "/", "\n", "\t", "\u{0}", "\u{1F}", "\u{7F}", "\u{2028}", "e\u{301}",
        ]
        return String((0..<Int.random(in: 0...12, using: &dice)).compactMap { _ in units.randomElement(using: &dice) })
    }
}

@Suite struct PlainJSONTests {
    @Test func whatIsWrittenIsReadByFoundationAndBack() throws {
        var dice = SystemRandomNumberGenerator()
        for _ in 0..<1_000 {
            let value = Chance.make(&dice, depth: 4)
            let own = try PlainJSON.bytes(value)
            #expect(try JSONDecoder().decode(Chance.self, from: Data(own)) == value)
            #expect(try PlainJSON.read(Chance.self, own) == value)
            let theirs = try JSONEncoder().encode(value)
            #expect(try PlainJSON.read(Chance.self, Array(theirs)) == value)
            let pretty = JSONEncoder()
            pretty.outputFormatting = [.prettyPrinted, .sortedKeys]
            #expect(try PlainJSON.read(Chance.self, Array(pretty.encode(value))) == value)
        }
    }

    /// Whatever a stranger sends: both read it to the same value, or both refuse it.
    @Test func whatFoundationRefusesIsRefused() throws {
        var dice = SystemRandomNumberGenerator()
        let pieces = [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "a", "\"a\"", "1", "-", "0", "01", ".5", "1.", "1e", "1e5",
            "true",
            "null", " ", "\n", "\\u12", "\\ud83d", "\\ude00", "\"\\u00e9\"", "\"\\ud83d\\ude00\"", "tru", "\u{1}",
        ]
        var readable = 0
        for _ in 0..<8_000 {
            let text = (0..<Int.random(in: 1...6, using: &dice)).compactMap { _ in pieces.randomElement(using: &dice) }
                .joined()
            let theirs = try? JSONDecoder().decode(Anything.self, from: Data(text.utf8))
            let own = try? PlainJSON.read(Anything.self, text)
            #expect(own == theirs, "\(text.debugDescription)")
            if own != nil { readable += 1 }
        }
        #expect(readable > 40)
    }

    @Test func brokenBytesAreRefused() throws {
        let good = try PlainJSON.bytes(["é": [1, 2, 3]])
        for place in good.indices {
            #expect(throws: DecodingError.self) { try PlainJSON.read(Anything.self, Array(good[..<place])) }
        }
        #expect(throws: DecodingError.self) { try PlainJSON.read([String].self, [0x5B, 0x22, 0xC3, 0x22, 0x5D]) }
        #expect(throws: DecodingError.self) { try PlainJSON.read(Anything.self, [UInt8]()) }
    }

    @Test func nestingHasAnEnd() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try PlainJSON.read(Anything.self, nested(PlainJSON.deepest)) }
        #expect(throws: DecodingError.self) { try PlainJSON.read(Anything.self, nested(PlainJSON.deepest + 1)) }
        #expect(throws: DecodingError.self) { try PlainJSON.read(Anything.self, nested(100_000)) }
    }

    @Test(arguments: [
        (#"{"lines":[{"count":1},{}]}"#, "lines.Index 1", "count"),
        (#"{"lines":[{"count":"x"}]}"#, "lines.Index 0.count", nil),
        (#"{"lines":[{"count":null}]}"#, "lines.Index 0.count", nil),
        (#"{"lines":[{"count":300}]}"#, "lines.Index 0.count", nil),
        (#"{"lines":[{"count":1.5}]}"#, "lines.Index 0.count", nil),
        (#"{"lines":{"count":1}}"#, "lines", nil),
        (#"[]"#, "", nil),
    ])
    func errorsSayWhere(text: String, path: String, missing: String?) {
        do {
            _ = try PlainJSON.read(Outer.self, text)
            Issue.record("was read")
        } catch DecodingError.keyNotFound(let key, let context) {
            #expect(key.stringValue == missing)
            #expect(context.codingPath.map(\.stringValue).joined(separator: ".") == path)
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.dataCorrupted(let context)
        {
            #expect(missing == nil)
            #expect(context.codingPath.map(\.stringValue).joined(separator: ".") == path)
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test func numbersAreExactOrRefused() throws {
        #expect(try PlainJSON.read([Int64].self, "[-9223372036854775808,9223372036854775807]") == [.min, .max])
        #expect(try PlainJSON.read([UInt64].self, "[18446744073709551615]") == [.max])
        #expect(throws: DecodingError.self) { try PlainJSON.read([Int64].self, "[9223372036854775808]") }
        #expect(throws: DecodingError.self) { try PlainJSON.read([UInt8].self, "[-1]") }
        #expect(try PlainJSON.read([Int].self, "[1e3, 2.0]") == [1000, 2])
        #expect(throws: EncodingError.self) { try PlainJSON.bytes([Double.nan]) }
        #expect(throws: DecodingError.self) { try PlainJSON.read([Double].self, "[1e400]") }
    }

    /// An enclosing type may share its object with a part, as an event does with its envelope.
    @Test func twoTypesShareAnObject() throws {
        let value = Sharing(part: .init(name: "a", inner: ["x": 1]), count: 2)
        #expect(try PlainJSON.text(value) == #"{"name":"a","inner":{"x":1},"count":2}"#)
        #expect(try PlainJSON.read(Sharing.self, PlainJSON.bytes(value)) == value)
    }

    private struct Outer: Decodable {
        struct Line: Decodable { let count: Int8 }
        let lines: [Line]
    }

    private struct Sharing: Codable, Equatable {
        struct Part: Codable, Equatable {
            let name: String
            let inner: [String: Int]
        }
        let part: Part
        let count: Int
        private enum Key: String, CodingKey { case count }

        init(part: Part, count: Int) { (self.part, self.count) = (part, count) }

        init(from decoder: any Decoder) throws {
            part = try Part(from: decoder)
            count = try decoder.container(keyedBy: Key.self).decode(Int.self, forKey: .count)
        }

        func encode(to encoder: any Encoder) throws {
            try part.encode(to: encoder)
            var members = encoder.container(keyedBy: Key.self)
            try members.encode(count, forKey: .count)
        }
    }
}

/// Any JSON.
private indirect enum Anything: Decodable, Equatable {
    case null, bool(Bool), number(Double), text(String), list([Anything]), object([String: Anything])

    init(from decoder: any Decoder) throws {
        let one = try decoder.singleValueContainer()
        if one.decodeNil() {
            self = .null
        } else if let value = try? one.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? one.decode(Double.self) {
            self = .number(value)
        } else if let value = try? one.decode(String.self) {
            self = .text(value)
        } else if let value = try? one.decode([Anything].self) {
            self = .list(value)
        } else {
            self = .object(try one.decode([String: Anything].self))
        }
    }
}
