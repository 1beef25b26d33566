import Foundation

/// A statement as its source file writes it: text, bindings and decoding.
struct WrittenStatement: Sendable, CustomStringConvertible {
    let name: String
    let sql: String
    /// How many values it binds; nil where they are not written as one list.
    let bindings: Int?
    /// Which columns its decoding reads, and as what.
    let reads: [ColumnRead]

    var description: String { name }

    struct ColumnRead: Sendable, Hashable {
        let kind: String
        let column: Int
    }

    init(name: String, sql: String, bindings: Int?, reads: [ColumnRead]) {
        (self.name, self.sql, self.bindings, self.reads) = (name, sql, bindings, reads)
    }

    /// Every statement below a folder of the sources. Throws where one cannot be understood.
    static func all(in folder: String) throws -> [WrittenStatement] {
        let sources = try SourceText.files(below: folder)
        let everything = sources.joined(separator: "\n")
        return try sources.flatMap { source in
            try SourceText.declarations(in: source).filter { $0.text.contains("static let sql =") }.map {
                try WrittenStatement($0, in: everything)
            }
        }
    }

    private init(_ declaration: SourceText.Declaration, in everything: String) throws {
        name = declaration.name
        guard let literal = SourceText.literal(of: "sql", in: declaration.text) else {
            throw NotUnderstood(what: "the text of \(declaration.name)")
        }
        sql = try SourceText.filled(literal, from: everything)
        if let body = SourceText.body(after: "var bindings: [SQLValue]", in: declaration.text) {
            bindings = SourceText.countOfLastList(in: body)
        } else {
            bindings = declaration.text.contains("var bindings") ? nil : 0
        }
        let decoding = SourceText.body(after: "static func decode", in: declaration.text) ?? ""
        reads =
            Self.reads(in: decoding)
            + Self.delegates(of: decoding).flatMap { type in
                Self.reads(in: SourceText.bodies(of: type, in: everything))
            }
    }

    private static func reads(in text: String) -> [ColumnRead] {
        text.matches(of: /\brow\.([a-zA-Z0-9]+)\((\d+)\)/).compactMap { match in
            Int(match.output.2).map { ColumnRead(kind: String(match.output.1), column: $0) }
        }
    }

    /// The types to which a decoding hands the row: `try HeldRow.decode(row)`, `try Account(row)`.
    private static func delegates(of text: String) -> [String] {
        text.matches(of: /\b([A-Z][A-Za-z0-9]*)(\.decode)?\((from: )?row\)/).map { String($0.output.1) }
    }
}

struct NotUnderstood: Error, CustomStringConvertible {
    let what: String
    var description: String { "cannot be read from its source: \(what)" }
}

extension WrittenStatement.ColumnRead {
    /// The server's types that this reader takes.
    private static let takes: [String: Set<String>] = [
        "bool": ["boolean"], "int": integers, "int64": integers,
        "double": integers.union(["real", "double precision"]),
        "text": ["text", "character varying", "name", "json", "jsonb", "\"char\"", "character"], "bytes": ["bytea"],
        "uuid": ["uuid"], "timestamp": ["timestamp with time zone", "timestamp without time zone"],
        "date": ["date"], "json": ["json", "jsonb"], "textArray": ["text[]", "character varying[]"],
        "intArray": ["smallint[]", "integer[]", "bigint[]"], "uuidArray": ["uuid[]"],
    ]
    private static let integers: Set<String> = ["smallint", "integer", "bigint", "oid", "numeric"]

    /// Nil when the column is there and has a type that the reader takes.
    func fault(_ columns: [String]) -> String? {
        guard column < columns.count else { return "reads column \(column) of \(columns.count)" }
        var plain = kind
        if kind.hasPrefix("optional") {
            let rest = String(kind.dropFirst("optional".count))
            plain =
                rest == "UUID"
                ? "uuid" : rest == "UUIDArray" ? "uuidArray" : rest.prefix(1).lowercased() + rest.dropFirst()
        }
        guard kind != "isNull", let takes = Self.takes[plain] else { return nil }
        return takes.contains(columns[column]) ? nil : "reads column \(column), \(columns[column]), as \(kind)"
    }
}
