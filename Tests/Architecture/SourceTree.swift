import Foundation

/// One Swift file of the repository.
struct SourceFile: Sendable {
    /// From the root of the repository, for example `Sources/Vocabulary/Money.swift`.
    let path: String
    let lines: [String]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The modules that it imports, with the number of the line.
    var imports: [(module: String, line: Int)] {
        lines.enumerated().compactMap { index, line in
            let words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
            guard let place = words.firstIndex(of: "import"), place <= 1, words.count > place + 1 else { return nil }
            guard place == 0 || ["public", "package", "internal", "private"].contains(words[0]) else { return nil }
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "typealias", "let", "var"]
            let named = kinds.contains(words[place + 1]) ? words.last ?? "" : words[place + 1]
            return (String(named.prefix { $0 != "." }), index + 1)
        }
    }

    /// The line without its comment and without what stands between quotes.
    static func code(_ line: String) -> String {
        var result = ""
        var inText = false
        var previous: Character = " "
        for character in line {
            if character == "\"", previous != "\\" { inText.toggle() }
            if !inText, character == "/", previous == "/" { return String(result.dropLast()) }
            if !inText { result.append(character) }
            previous = character
        }
        return result
    }
}

/// All Swift files below some folders of the repository.
enum SourceTree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func files(_ folders: String...) throws -> [SourceFile] {
        try folders.flatMap { folder in
            let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path) ?? .init()
            return try names.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map { name in
                let path = "\(folder)/\(name)"
                return SourceFile(
                    path: path, text: try String(contentsOf: root.appending(path: path), encoding: .utf8))
            }
        }
    }
}

/// Something that the house does not want, and where it stands.
struct Finding: Hashable, CustomStringConvertible {
    let path: String
    let line: Int
    let complaint: String

    var description: String { "\(path):\(line): \(complaint)" }
}
