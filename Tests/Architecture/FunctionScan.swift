/// Finds functions by their words and braces; enough for formatted source.
struct FunctionScan {
    let name: String
    let line: Int
    let length: Int
    let parameters: Int

    static func functions(in file: SourceFile) -> [FunctionScan] {
        let code = file.lines.map(SourceFile.code)
        return code.indices.compactMap { scan(code, from: $0) }
    }

    private static func scan(_ code: [String], from start: Int) -> FunctionScan? {
        guard let match = code[start].firstMatch(of: /\b(?:func ([A-Za-z0-9_]+|[^\sA-Za-z(]+)|(init)[?!]?)\s*[(<]/),
            !code[start].contains("self.init"), !code[start].contains("super.init"), !code[start].contains(".init(")
        else { return nil }
        let name = String(match.1 ?? match.2 ?? "")
        if match.2 != nil, !isDeclaration(code[start]) { return nil }
        var text = Walk()
        for index in start..<code.count {
            let from = index == start ? code[index][match.range.lowerBound...] : code[index][...]
            for character in from { text.read(character) }
            if text.ended || (text.braces == 0 && text.parametersDone && !text.opened && index > start + 12) {
                return FunctionScan(
                    name: name, line: start + 1, length: text.opened ? index - start + 1 : 1,
                    parameters: text.parameters)
            }
        }
        return nil
    }

    private static func isDeclaration(_ line: String) -> Bool {
        let words = line.split(separator: " ")
        let before = words.prefix { !$0.hasPrefix("init") }
        let modifiers: Set<Substring> = [
            "public", "package", "internal", "private", "fileprivate", "required", "convenience", "override",
            "nonisolated", "isolated", "borrowing", "consuming", "mutating",
        ]
        return before.allSatisfy { modifiers.contains($0) || $0.hasPrefix("@") }
    }

    /// Counts commas of the parameter list and follows the braces of the body.
    private struct Walk {
        var round = 0
        var square = 0
        var angle = 0
        var braces = 0
        var opened = false
        var ended = false
        var parametersDone = false
        var commas = 0
        var anything = false
        var previous: Character = " "

        var parameters: Int { anything ? commas + 1 : 0 }

        mutating func read(_ character: Character) {
            defer { previous = character }
            if ended { return }
            if !parametersDone { return list(character) }
            if character == "{" { braces += 1; opened = true }
            if character == "}" {
                braces -= 1
                if opened, braces == 0 { ended = true }
            }
        }

        private mutating func list(_ character: Character) {
            switch character {
            case "(": round += 1
            case ")":
                round -= 1
                if round == 0 { parametersDone = true }
            case "[": square += 1
            case "]": square -= 1
            case "{": braces += 1
            case "}": braces -= 1
            case "<": angle += 1
            case ">" where previous != "-": angle -= 1
            case ",": if round == 1, square == 0, angle == 0, braces == 0 { commas += 1 }
            default: if round == 1, character == ":" { anything = true }
            }
        }
    }
}
