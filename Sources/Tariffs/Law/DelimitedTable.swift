/// What is wrong in a table that somebody edited, where, and what would be right. In French.
public struct TableProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public let file: String
    /// 1 for the first line of the file.
    public let line: Int
    public let column: String
    public let value: String
    public let remedy: String

    public var description: String {
        var place = "\(file), ligne \(line)"
        if !column.isEmpty { place += ", colonne « \(column) »" }
        if !value.isEmpty { place += ", valeur « \(value) »" }
        return "\(place): \(remedy)"
    }
}

/// All that is wrong in a table: nothing of it was taken.
public struct TableRefused: Error, Hashable, Sendable, CustomStringConvertible {
    public let problems: [TableProblem]

    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// A table in delimited text: a header, then rows. Lines that begin with `#` and empty lines are passed over.
struct DelimitedTable {
    let file: String
    let columns: [String: Int]
    let rows: [Row]

    struct Row {
        let line: Int
        let cells: [Substring]
    }

    /// The separator is a semicolon when the header has one, else a comma.
    init(_ text: String, file: String, required: [String]) throws(TableRefused) {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.enumerated()
            .filter { !$0.element.isEmpty && !$0.element.hasPrefix("#") }
        guard let header = lines.first else {
            throw TableRefused(problems: [
                TableProblem(file: file, line: 1, column: "", value: "", remedy: "le fichier est vide")
            ])
        }
        let separator: Character = header.element.contains(";") ? ";" : ","
        let names = DelimitedTable.cells(header.element, separator).map(String.init)
        let missing = required.filter { !names.contains($0) }
        guard missing.isEmpty else {
            throw TableRefused(
                problems: missing.map {
                    TableProblem(
                        file: file, line: header.offset + 1, column: $0, value: "", remedy: "ajoutez cette colonne")
                })
        }
        self.file = file
        columns = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        rows = lines.dropFirst().map {
            Row(line: $0.offset + 1, cells: DelimitedTable.cells($0.element, separator))
        }
    }

    /// The text of a cell without surrounding blanks; empty when the row is shorter.
    func cell(_ row: Row, _ column: String) -> Substring {
        guard let index = columns[column], index < row.cells.count else { return "" }
        return row.cells[index]
    }

    func problem(_ row: Row, _ column: String, _ remedy: String) -> TableProblem {
        TableProblem(file: file, line: row.line, column: column, value: String(cell(row, column)), remedy: remedy)
    }

    private static func cells(_ line: Substring, _ separator: Character) -> [Substring] {
        guard line.utf8.contains(0x22) else {
            return line.split(separator: separator, omittingEmptySubsequences: false).map(trimmed)
        }
        var (cells, current, quoted) = ([Substring](), "", false)
        for character in line {
            switch character {
            case "\"": quoted.toggle()
            case separator where !quoted:
                cells.append(trimmed(Substring(current)))
                current = ""
            default: current.append(character)
            }
        }
        return cells + [trimmed(Substring(current))]
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
