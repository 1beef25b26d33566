import AssignmentDomain
import Postgres

/// One row that an import adds, or changes in some of its columns.
struct RowChange: Codable, Equatable, Sendable {
    struct Cell: Codable, Equatable, Sendable {
        var column: String
        var before: String
        var after: String
    }
    var key: String
    var isNew: Bool
    var cells: [Cell]
}

/// What the registry held for the rows of one file before the import wrote them, compared with what it holds then.
struct ImportDifference {
    /// More rows than a person reads are counted, not listed.
    static let mostRows = 1_000

    private let file: ImportFile
    private let keys: [String]
    private let before: [String: [String]]

    init(_ file: ImportFile, keys: [String], in connection: isolated Connection) throws {
        (self.file, self.keys) = (file, keys)
        before = try Self.cells(file, keys, in: connection)
    }

    private static func cells(
        _ file: ImportFile, _ keys: [String], in connection: isolated Connection
    ) throws -> [String: [String]] {
        let rows = try connection.run(SelectRegistryCells(file: file, keys: keys))
        return Dictionary(rows.map { ($0.key, $0.cells) }, uniquingKeysWith: { first, _ in first })
    }

    private static func word(_ column: String, _ value: String) -> String {
        column == "nature" ? MissionRecord.word(ofKind: value) : value
    }

    /// Rows in the order of the file; the first ``mostRows`` that differ.
    func change(in connection: isolated Connection) throws -> FileChange {
        let after = try Self.cells(file, keys, in: connection)
        let columns = SelectRegistryCells.columns(of: file)
        var change = FileChange(file: file.rawValue, added: 0, changed: 0, unchanged: 0, rows: [])
        for key in keys {
            guard let new = after[key] else { continue }
            let old = before[key]
            if let old, old == new {
                change.unchanged += 1
                continue
            }
            if old == nil { change.added += 1 } else { change.changed += 1 }
            guard change.rows.count < Self.mostRows else { continue }
            let cells = old.map { old in
                zip(columns, zip(old, new)).filter { $1.0 != $1.1 }
                    .map { column, values in
                        RowChange.Cell(
                            column: column, before: Self.word(column, values.0), after: Self.word(column, values.1))
                    }
            }
            change.rows.append(RowChange(key: key, isNew: old == nil, cells: cells ?? []))
        }
        return change
    }
}
