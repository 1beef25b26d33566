/// One step of a schema: `v0001_create_schema`. A released one never changes; what follows is the next number.
public struct Migration: Sendable, Equatable {
    public let name: String
    public let sql: String

    public init(name: String, sql: String) {
        self.name = name
        self.sql = sql
    }
}

/// Why a schema is not what the program needs, and what to do.
public enum MigrationError: Error, Equatable, CustomStringConvertible {
    /// The program has steps that this database has not seen.
    case missing([String])
    /// The text of an applied step is another than the program's.
    case altered(String)
    /// The database has seen a step that the program does not know.
    case unknown(String)
    /// The database has the step, but not at this place.
    case outOfOrder(String)
    case failed(String, PostgresError)

    public var description: String {
        switch self {
        case .missing(let names):
            "the schema is older than this program: run its command `migrate` (missing: \(names.joined(separator: ", ")))"
        case .altered(let name):
            "migration \(name) was applied with another text: restore its file as it was released, and put the change "
                + "into a new migration"
        case .unknown(let name):
            "the database holds migration \(name), which this program does not know: start the newer program"
        case .outOfOrder(let name):
            "migration \(name) stands at another place in the database: new migrations go after "
                + "all applied ones of their series"
        case .failed(let name, let error):
            "migration \(name) failed and left nothing behind: \(error)"
        }
    }
}

/// What a database has seen against what a program brings.
struct MigrationHistory {
    struct Entry: Equatable {
        let name: String
        let digest: [UInt8]
    }

    /// The steps still to apply, in the order of what is expected. Throws if what was applied of a series is not the
    /// beginning of that series: the platform's steps (`m…`) and the service's own (`v…`) grow apart from each other.
    static func remaining(applied: [Entry], expected: [Entry]) throws(MigrationError) -> [Entry] {
        let series = Dictionary(grouping: expected.map(\.name), by: \.first)
        var seen: [Character?: Int] = [:]
        for entry in applied {
            guard let known = expected.first(where: { $0.name == entry.name }) else { throw .unknown(entry.name) }
            guard known.digest == entry.digest else { throw .altered(entry.name) }
            let place = seen[entry.name.first, default: 0]
            guard series[entry.name.first]?[place] == entry.name else { throw .outOfOrder(entry.name) }
            seen[entry.name.first] = place + 1
        }
        let known = Set(applied.map(\.name))
        return expected.filter { !known.contains($0.name) }
    }
}
