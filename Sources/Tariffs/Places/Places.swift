public import Vocabulary

/// A way from one commune to another.
public struct Way: Hashable, Sendable {
    public let from: CommuneCode
    public let to: CommuneCode

    public init(from: CommuneCode, to: CommuneCode) { (self.from, self.to) = (from, to) }

    var back: Way { Way(from: to, to: from) }

    /// The ten characters as two numbers: ways are looked up for every claim.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(Way.packed(from))
        hasher.combine(Way.packed(to))
    }

    private static func packed(_ code: CommuneCode) -> UInt64 {
        var packed: UInt64 = 0
        for byte in code.description.utf8 { packed = packed << 8 | UInt64(byte) }
        return packed
    }
}

/// A value of an operator's table, from a day on.
public struct Dated<Value: Hashable & Sendable>: Hashable, Sendable {
    public let from: CalendarDay
    public let value: Value

    public init(from: CalendarDay, value: Value) { (self.from, self.value) = (from, value) }
}

/// A commune as the tables describe it.
public struct Commune: Hashable, Sendable {
    public let code: CommuneCode
    public let name: String
    /// The commune of which it is a district.
    public let parent: CommuneCode?
    public let point: GeoPoint?
    /// Legal population by census, oldest first.
    public let populations: [Dated<Int>]

    public init(
        code: CommuneCode, name: String, parent: CommuneCode?, point: GeoPoint?, populations: [Dated<Int>]
    ) {
        (self.code, self.name, self.parent, self.point) = (code, name, parent, point)
        self.populations = populations
    }
}

/// The operator's tables, dated and checked where they are read: communes, adjoining communes, fares, distances.
public final class Places: Sendable {
    public let communes: [CommuneCode: Commune]
    /// Adjoining communes in both directions; true when public transport serves them.
    public let adjoining: [Way: [Dated<Bool>]]
    /// Cheapest public fares, one way, in one direction or both.
    public let fares: [Way: [Dated<Money>]]
    /// Shortest road distances in kilometres, one way.
    public let distances: [Way: [Dated<Int>]]
    /// Communes of the Métropole du Grand Paris, and since when; absent when that table was not loaded.
    public let grandParis: [CommuneCode: [Dated<Bool>]]?
    /// Communes whose inhabitants stand in the table of legal populations.
    private let counted: Set<CommuneCode>
    /// Communes that are part of another one, besides the districts that are known by their codes.
    private let parents: [CommuneCode: CommuneCode]

    public init(
        communes: [CommuneCode: Commune] = [:], adjoining: [Way: [Dated<Bool>]] = [:],
        fares: [Way: [Dated<Money>]] = [:], distances: [Way: [Dated<Int>]] = [:],
        grandParis: [CommuneCode: [Dated<Bool>]]? = nil, counted: Set<CommuneCode> = []
    ) {
        (self.communes, self.adjoining, self.fares) = (communes, adjoining, fares)
        (self.distances, self.grandParis, self.counted) = (distances, grandParis, counted)
        parents = communes.compactMapValues { $0.code.town == nil ? $0.parent : nil }
    }

    /// No table at all.
    public static let none = Places()

    /// The code and the name, for a district that no table names that of its town; the code again when no table knows
    /// either.
    public func named(_ code: CommuneCode) -> CommuneName {
        CommuneName(code: code, name: (communes[code] ?? communes[whole(code)])?.name ?? code.description)
    }

    /// The tables with the names of these communes where they have none, so that no sentence shows a bare code.
    public func naming(_ names: [CommuneName]) -> Places {
        let missing = names.filter { communes[$0.code] == nil }
        guard !missing.isEmpty else { return self }
        var named = communes
        for name in missing {
            named[name.code] = Commune(code: name.code, name: name.name, parent: nil, point: nil, populations: [])
        }
        return Places(
            communes: named, adjoining: adjoining, fares: fares, distances: distances, grandParis: grandParis,
            counted: counted)
    }

    /// The file that says how many inhabitants a commune has.
    func populationTable(_ code: CommuneCode) -> String {
        counted.contains(whole(code)) ? "populations.csv" : "communes.csv"
    }

    /// The commune itself, for a district of Paris, Lyon or Marseille.
    public func whole(_ code: CommuneCode) -> CommuneCode {
        code.town ?? (parents.isEmpty ? code : parents[code] ?? code)
    }

    /// Whether public transport serves two adjoining communes, oldest first; empty when they do not touch.
    func neighbourhood(_ way: Way) -> [Dated<Bool>] { adjoining[way] ?? adjoining[way.back] ?? [] }

    func isInGrandParis(_ code: CommuneCode, on day: CalendarDay) -> Bool {
        latest(grandParis?[whole(code)], on: day) ?? false
    }

    func cheapestFare(_ way: Way, on day: CalendarDay) -> Money? {
        latest(fares[way] ?? fares[way.back], on: day)
    }

    func shortestKilometres(_ way: Way, on day: CalendarDay) -> Int? {
        latest(distances[way] ?? distances[way.back], on: day)
    }

    /// The legal population on a day: the last census before it, else the first one known.
    func population(_ code: CommuneCode, on day: CalendarDay) -> Int? {
        guard let populations = communes[whole(code)]?.populations else { return nil }
        return latest(populations, on: day) ?? populations.first?.value
    }

    private func latest<Value>(_ values: [Dated<Value>]?, on day: CalendarDay) -> Value? {
        values?.last { $0.from <= day }?.value
    }
}

extension CommuneCode {
    /// The zone of the rates, by the département in the code.
    var zone: Zone {
        let bytes = description.utf8
        guard bytes.first == 0x39 else { return .mainland }
        let department = description.prefix(3)
        switch department {
        case "986", "987", "988": return .pacific
        case _ where department >= "971": return .overseas
        default: return .mainland
        }
    }

    /// Paris or one of its districts.
    var isParis: Bool { description == "75056" || town?.description == "75056" }

    /// Paris, Lyon or Marseille, for a code of one of their districts; nil for any other code.
    var town: CommuneCode? {
        // Asked for every place of every claim: most codes are told by their first two digits.
        var bytes = description.utf8.makeIterator()
        switch (bytes.next(), bytes.next()) {
        case (0x37, 0x35), (0x36, 0x39), (0x31, 0x33): break
        default: return nil
        }
        return switch Int(description) ?? 0 {
        case 75_101...75_120: CommuneCode("75056")
        case 69_381...69_389: CommuneCode("69123")
        case 13_201...13_216: CommuneCode("13055")
        default: nil
        }
    }

    /// Within the départements that surround Paris.
    var isAroundParis: Bool {
        var bytes = description.utf8.makeIterator()
        guard bytes.next() == 0x39, let second = bytes.next() else { return false }
        return (0x31...0x35).contains(second)
    }
}
