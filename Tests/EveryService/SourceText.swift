import Foundation

/// As much of Swift as is needed to find statements in the sources of this repository.
enum SourceText {
    struct Declaration {
        let name: String
        let text: String
    }

    static func files(below folder: String) throws -> [String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let place = root.appendingPathComponent(folder)
        let names = FileManager.default.enumerator(atPath: place.path)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map {
            try String(contentsOf: place.appendingPathComponent($0), encoding: .utf8)
        }
    }

    /// The types that conform to `Statement` or `Command`, each with its text.
    static func declarations(in source: String) -> [Declaration] {
        source.matches(of: /struct ([A-Za-z0-9]+)(?:<[^>]*>)?\s*:[^{]*\b(?:Statement|Command|Upsert)\b[^{]*/).compactMap
        {
            match in
            braced(source[match.range.upperBound...]).map {
                Declaration(name: String(match.output.1), text: String($0))
            }
        }
    }

    /// The literal of `static let name = "…"` or `"""…"""`, without the indentation.
    static func literal(of name: String, in text: String) -> String? {
        guard let found = text.firstRange(of: "static let \(name) =") else { return nil }
        let rest = text[found.upperBound...].drop { $0.isWhitespace }
        let mark = rest.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
        guard rest.hasPrefix(mark) else { return nil }
        let content = rest.dropFirst(mark.count)
        guard let end = content.firstRange(of: mark) else { return nil }
        return String(content[..<end.lowerBound])
    }

    /// Puts the constants of other types in the place of `\(Type.constant)`.
    static func filled(_ literal: String, from everything: String) throws -> String {
        var text = literal
        while let match = text.firstMatch(of: /\\\(([A-Za-z0-9]+)\.([A-Za-z0-9]+)\)/) {
            let (type, constant) = (String(match.output.1), String(match.output.2))
            let bodies = bodies(of: type, in: everything)
            guard let value = Self.literal(of: constant, in: bodies) else {
                throw NotUnderstood(what: "\(type).\(constant)")
            }
            text.replaceSubrange(match.range, with: value)
        }
        guard !text.contains("\\(") else { throw NotUnderstood(what: text) }
        return text
    }

    /// Everything between the braces of a type and of its extensions.
    static func bodies(of type: String, in everything: String) -> String {
        guard let pattern = try? Regex("\\b(?:struct|enum|extension|class|actor) \(type)\\b[^{]*") else { return "" }
        return everything.matches(of: pattern).compactMap { braced(everything[$0.range.upperBound...]) }
            .joined(separator: "\n")
    }

    /// The braces that follow a text, with what is between them.
    static func body(after mark: String, in text: String) -> String? {
        guard let found = text.firstRange(of: mark) else { return nil }
        let rest = text[found.upperBound...]
        guard let brace = rest.firstIndex(of: "{") else { return nil }
        return braced(rest[brace...]).map(String.init)
    }

    /// How many elements the last list literal of a body has; nil if it ends otherwise.
    static func countOfLastList(in body: String) -> Int? {
        // A list joined to another's bindings has no count of its own.
        guard !body.contains("+ [") else { return nil }
        let trimmed = body.dropLast().reversed().drop { $0.isWhitespace }
        guard trimmed.first == "]" else { return nil }
        var (depth, count, isEmpty) = (0, 1, true)
        for (index, character) in trimmed.enumerated() {
            if "])}".contains(character) { depth += 1 }
            if "[({".contains(character) { depth -= 1 }
            if depth == 0 { return isEmpty ? 0 : count }
            guard depth == 1, index > 0 else { continue }
            if character == ",", !isEmpty { count += 1 }
            if !character.isWhitespace, character != "," { isEmpty = false }
        }
        return nil
    }

    private static func braced(_ text: Substring) -> Substring? {
        guard text.first == "{" else { return nil }
        var depth = 0
        for index in text.indices {
            if text[index] == "{" { depth += 1 }
            if text[index] == "}" { depth -= 1 }
            if depth == 0 { return text[...index] }
        }
        return nil
    }
}
