import Foundation

/// Reads the small markup of the guide; everything that is not markup is text and is escaped.
struct GuideMarkup {
    private(set) var title: String?
    private(set) var summary = ""
    private(set) var order = 100
    private(set) var html = ""
    private(set) var help: [(key: String, inline: String)] = []

    init(_ source: String) {
        for block in Self.blocks(source) { read(block) }
    }

    /// The lines of the text, grouped: an empty line ends a block, and so does a heading.
    private static func blocks(_ source: String) -> [[String]] {
        var blocks: [[String]] = [[]]
        for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace) {
                blocks.append([])
            } else if line.hasPrefix("##") {
                blocks += [[String(line)], []]
            } else {
                blocks[blocks.count - 1].append(String(line))
            }
        }
        return blocks.filter { !$0.isEmpty }
    }

    private mutating func read(_ lines: [String]) {
        let first = lines[0]
        if first.hasPrefix("# ") {
            readHead(lines)
        } else if first.hasPrefix("### ") {
            html += heading(3, first.dropFirst(4))
        } else if first.hasPrefix("## ") {
            html += heading(2, first.dropFirst(3))
        } else if first.hasPrefix("- ") {
            html += list("ul", lines) { $0.hasPrefix("- ") ? $0.dropFirst(2) : nil }
        } else if first.hasPrefix("1. ") {
            html += list("ol", lines) { line in
                guard let dot = line.firstIndex(of: "."), line[..<dot].allSatisfy(\.isNumber) else { return nil }
                return line[line.index(after: dot)...].drop { $0 == " " }
            }
        } else {
            readParagraph(lines.joined(separator: " "))
        }
    }

    private mutating func readHead(_ lines: [String]) {
        title = String(lines[0].dropFirst(2))
        for line in lines.dropFirst() {
            let value = String(line[(line.firstIndex(of: ":") ?? line.startIndex)...].dropFirst()).trimmed
            if line.hasPrefix("ordre:") { order = Int(value) ?? order }
            if line.hasPrefix("résumé:") { summary = value }
        }
    }

    private mutating func readParagraph(_ text: String) {
        guard text.hasPrefix("[["), let end = text.range(of: "]]") else {
            html += "<p>\(Self.inline(text))</p>\n"
            return
        }
        let key = String(text[..<end.lowerBound].dropFirst(2))
        let inline = Self.inline(String(text[end.upperBound...]).trimmed)
        help.append((key, inline))
        html += "<p class=\"guide-field\" id=\"\(HTML.escape(key))\">\(inline)</p>\n"
    }

    private func heading(_ level: Int, _ text: some StringProtocol) -> String {
        let id = Self.anchor(String(text))
        return "<h\(level) id=\"\(id)\">\(Self.inline(String(text)))</h\(level)>\n"
    }

    /// A line that is no new point continues the one before.
    private func list(_ tag: String, _ lines: [String], point: (String) -> Substring?) -> String {
        var points: [String] = []
        for line in lines {
            if let text = point(line) {
                points.append(String(text))
            } else if !points.isEmpty {
                points[points.count - 1] += " " + line.trimmed
            }
        }
        return "<\(tag)>\(points.map { "<li>\(Self.inline($0))</li>" }.joined())</\(tag)>\n"
    }

    /// `**bold**` and `[text](address)`; an address is a path of this site, or https.
    static func inline(_ text: String) -> String {
        HTML.escape(text)
            .replacing(#/\*\*([^*]+)\*\*/#) { "<strong>\($0.1)</strong>" }
            .replacing(#/\[([^\]]+)\]\(((?:\/|https:\/\/)[^)\s]*)\)/#) { "<a href=\"\($0.2)\">\($0.1)</a>" }
    }

    /// A heading's id: small letters without accents, hyphens between.
    static func anchor(_ heading: String) -> String {
        let plain = heading.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars
            .filter { !$0.properties.isDiacritic && $0.properties.generalCategory != .nonspacingMark }
        let words = String(String.UnicodeScalarView(plain)).split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.joined(separator: "-")
    }
}

extension String {
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
