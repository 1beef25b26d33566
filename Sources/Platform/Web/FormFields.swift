import Foundation

/// The fields of a form's body, in their order, with repetitions, and the files that came with them.
struct FormFields: Sendable {
    struct Field: Sendable, Equatable {
        let name: String
        let value: String
    }

    /// More fields than this are an attack, not a form.
    static let limit = 5_000

    let all: [Field]
    let files: [(field: String, file: UploadedFile)]

    init(_ all: [Field], files: [(field: String, file: UploadedFile)] = []) { (self.all, self.files) = (all, files) }

    /// Reads an `application/x-www-form-urlencoded` body.
    /// - Throws: `Problem.badRequest` for a wrong escape, for text that is not UTF-8, and for a NUL character.
    init(parsing bytes: some Sequence<UInt8>) throws {
        var fields: [Field] = []
        for pair in Array(bytes).split(separator: UInt8(ascii: "&")) {
            guard fields.count < Self.limit else { throw Problem.tooLarge }
            let equals = pair.firstIndex(of: UInt8(ascii: "="))
            let name = try Self.decode(pair[..<(equals ?? pair.endIndex)])
            let value = try equals.map { try Self.decode(pair[($0 + 1)...]) } ?? ""
            fields.append(Field(name: name, value: value))
        }
        self.init(fields)
    }

    func first(_ name: String) -> String? { all.first { $0.name == name }?.value }

    /// Line ends become `\n`, because browsers send `\r\n` whatever was typed.
    private static func decode(_ bytes: ArraySlice<UInt8>) throws -> String {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): out.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"): out.append(try escaped(&rest))
            default: out.append(byte)
            }
        }
        guard let text = String(validating: out, as: UTF8.self), !text.utf8.contains(0) else { throw malformed }
        return text.replacing("\r\n", with: "\n")
    }

    private static func escaped(_ rest: inout ArraySlice<UInt8>) throws -> UInt8 {
        guard let high = rest.popFirst().flatMap(hexadecimal), let low = rest.popFirst().flatMap(hexadecimal) else {
            throw malformed
        }
        return high << 4 | low
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static let malformed = Problem.badRequest("Le formulaire reçu est illisible. Recommencez depuis la page.")
}
