import Vocabulary

/// Reads an operator's table whose values each hold from a day on; every fault is collected, and nothing is taken when
/// there is one.
struct DatedTableReader {
    private let table: DelimitedTable
    private var problems: [TableProblem] = []

    init(_ text: String, file: String, required: [String]) throws(TableRefused) {
        table = try DelimitedTable(text, file: file, required: required + ["from"])
    }

    /// Values between two communes, oldest first.
    mutating func ways<Value>(
        to other: String, value column: String, _ remedy: String, _ read: (Substring) -> Value?
    ) throws(TableRefused) -> [Way: [Dated<Value>]] {
        try values(column, remedy, read) { reader, row in
            guard let from = reader.commune(row, "commune"), let to = reader.commune(row, other) else { return nil }
            if from == to {
                reader.problems.append(reader.table.problem(row, other, "attendu: une autre commune"))
                return nil
            }
            return from < to ? Way(from: from, to: to) : Way(from: to, to: from)
        }
    }

    /// Values of a commune, oldest first.
    mutating func communes<Value>(
        value column: String, _ remedy: String, _ read: (Substring) -> Value?
    ) throws(TableRefused) -> [CommuneCode: [Dated<Value>]] {
        try values(column, remedy, read) { reader, row in reader.commune(row, "commune") }
    }

    private mutating func values<Key: Hashable, Value>(
        _ column: String, _ remedy: String, _ read: (Substring) -> Value?,
        key: (inout DatedTableReader, DelimitedTable.Row) -> Key?
    ) throws(TableRefused) -> [Key: [Dated<Value>]] {
        var found: [Key: [Dated<Value>]] = [:]
        for row in table.rows {
            let key = key(&self, row)
            let day = CalendarDay(table.cell(row, "from"))
            if day == nil { problems.append(table.problem(row, "from", "attendu: un jour comme 2026-06-18")) }
            let value = read(table.cell(row, column))
            if value == nil { problems.append(table.problem(row, column, remedy)) }
            guard let key, let day, let value else { continue }
            if found[key]?.contains(where: { $0.from == day }) == true {
                problems.append(table.problem(row, "from", "une autre ligne donne déjà une valeur à partir de ce jour"))
            }
            found[key, default: []].append(Dated(from: day, value: value))
        }
        guard problems.isEmpty else { throw TableRefused(problems: problems) }
        return found.mapValues { $0.sorted { $0.from < $1.from } }
    }

    private mutating func commune(_ row: DelimitedTable.Row, _ column: String) -> CommuneCode? {
        if let code = CommuneCode(table.cell(row, column)) { return code }
        problems.append(table.problem(row, column, "attendu: un code INSEE de cinq caractères comme 31555"))
        return nil
    }
}
