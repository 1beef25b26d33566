import Foundation

/// Collects what is wrong, many of a kind in one sentence with a few names.
struct Complaints {
    private(set) var all: [String] = []
    private static let shown = 4

    /// One sentence for all of `named`; nothing if there are none.
    mutating func add(_ sentence: String, _ named: some Collection<String>) {
        guard !named.isEmpty else { return }
        let some = named.sorted().prefix(Self.shown).joined(separator: ", ")
        let rest = named.count > Self.shown ? "…" : ""
        all.append("\(sentence) : \(named.count) (\(some)\(rest))")
    }

    mutating func add(_ sentence: String, _ named: some Collection<UUID>) { add(sentence, named.map(\.name)) }
}

extension UUID {
    /// As it stands in messages and addresses.
    var name: String { uuidString.lowercased() }
}
