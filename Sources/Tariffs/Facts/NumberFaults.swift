import Foundation

/// The numbers of a JSON document that no fact has: those that are not whole, and those that no computer counts. The
/// decoder does not say where they stand.
struct NumberFaults {
    let problems: [FactProblem]

    init(_ json: Data) {
        let (marked, huge) = NumberFaults.marking(json)
        func problem(_ path: String, _ message: String) -> FactProblem {
            FactProblem(lineID: nil, field: path, message: message, remedy: "attendu: un nombre entier")
        }
        func walk(_ value: Any, _ path: String) -> [FactProblem] {
            switch value {
            case let fields as [String: Any]:
                fields.sorted { $0.key < $1.key }.flatMap { walk($1, path.isEmpty ? $0 : "\(path).\($0)") }
            case let entries as [Any]: entries.enumerated().flatMap { walk($1, "\(path)[\($0)]") }
            case let text as String where text.hasPrefix(NumberFaults.mark):
                huge.contains(text) ? [problem(path, "\(text.dropFirst(NumberFaults.mark.count)) est trop grand")] : []
            case let number as Double where number.rounded() != number: [problem(path, "\(number) n'est pas entier")]
            default: []
            }
        }
        problems = (try? JSONSerialization.jsonObject(with: marked)).map { walk($0, "") } ?? []
    }

    private static let mark = "\u{1}number "

    /// The document with each number that is too large as a text, and these texts.
    private static func marking(_ json: Data) -> (marked: Data, texts: Set<String>) {
        var (marked, texts, number) = (Data(), Set<String>(), [UInt8]())
        var (quoted, escaped) = (false, false)
        func end() {
            let token = String(decoding: number, as: UTF8.self)
            number.removeAll()
            guard let value = Double(token), !value.isFinite || abs(value) >= 0x1p63 else {
                marked.append(contentsOf: token.utf8)
                return
            }
            texts.insert(mark + token)
            marked.append(contentsOf: "\"\\u0001number \(token)\"".utf8)
        }
        for byte in json {
            if !quoted, "+-.0123456789eE".utf8.contains(byte), !number.isEmpty || byte <= 0x39 {
                number.append(byte)
                continue
            }
            if !number.isEmpty { end() }
            marked.append(byte)
            if escaped {
                escaped = false
            } else if quoted, byte == 0x5C {
                escaped = true
            } else if byte == 0x22 {
                quoted.toggle()
            }
        }
        if !number.isEmpty { end() }
        return (marked, texts)
    }
}
