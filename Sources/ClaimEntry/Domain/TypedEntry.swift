import Vocabulary

/// What was typed on the form, exactly as typed, also when it is wrong.
public struct TypedEntry: Hashable, Codable, Sendable {
    /// By field name.
    public private(set) var values: [String: String]

    /// The longest text that is kept; no answer needs more.
    public static let longestValue = 1_000
    /// The most fields that one claim can have: a fortnight of meals and nights, and the rest.
    public static let mostValues = 200

    public init(values: [String: String] = [:]) {
        self.values = [:]
        for (name, value) in values.sorted(by: { $0.key < $1.key }) { self[name] = value }
    }

    public init(from decoder: any Decoder) throws {
        self.init(values: try decoder.singleValueContainer().decode([String: String].self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }

    /// Empty when nothing was typed.
    public subscript(_ field: EntryField) -> String {
        get { self[field.name] }
        set { self[field.name] = newValue }
    }

    public subscript(_ name: String) -> String {
        get { values[name] ?? "" }
        set {
            guard EntryField.isKnown(name), values[name] != nil || values.count < Self.mostValues else { return }
            values[name] = String(newValue.prefix(Self.longestValue))
        }
    }

    public var isEmpty: Bool { values.isEmpty }

    /// What another page typed, put over this.
    public func overlaid(with other: TypedEntry) -> TypedEntry {
        var both = self
        for (name, value) in other.values { both[name] = value }
        return both
    }
}

/// One field of the form.
public struct EntryField: Hashable, Sendable {
    public let name: String

    private init(_ name: String) { self.name = name }

    public static let performed = EntryField("performed")
    public static let reason = EntryField("reason")
    public static let explanation = EntryField("explanation")
    public static let scripts = EntryField("scripts")
    public static let candidates = EntryField("candidates")
    public static let minutesEach = EntryField("minutesEach")
    public static let hours = EntryField("hours")
    public static let requests = EntryField("requests")
    public static let subjects = EntryField("subjects")
    public static let transport = EntryField("transport")
    public static let vehicle = EntryField("vehicle")
    public static let kilometres = EntryField("kilometres")
    public static let carBasis = EntryField("carBasis")
    public static let fareMode = EntryField("fareMode")
    public static let fare = EntryField("fare")
    public static let from = EntryField("from")
    public static let departsDay = EntryField("departsDay")
    public static let departsTime = EntryField("departsTime")
    public static let returnsDay = EntryField("returnsDay")
    public static let returnsTime = EntryField("returnsTime")
    public static let daily = EntryField("daily")
    public static let toll = EntryField("toll")
    public static let parking = EntryField("parking")
    public static let remark = EntryField("remark")

    /// `meal-2026-06-18-noon`.
    public static func meal(_ meal: DueMeal) -> EntryField {
        EntryField("meal-\(meal.day)-\(meal.mealtime.rawValue)")
    }

    /// `night-2026-06-18`, and beside it what was paid and whether there is a proof.
    public static func night(_ night: DueNight) -> EntryField { EntryField("night-\(night.day)") }
    public static func nightPaid(_ night: DueNight) -> EntryField { EntryField("nightPaid-\(night.day)") }
    public static func nightProof(_ night: DueNight) -> EntryField { EntryField("nightProof-\(night.day)") }

    static let plain: [EntryField] = work + travel + [remark]

    /// The fields of the first step.
    public static let work: [EntryField] = [
        performed, reason, explanation, scripts, candidates, minutesEach, hours, requests, subjects,
    ]
    /// The fields of the second step.
    public static let travel: [EntryField] = [
        transport, vehicle, kilometres, carBasis, fareMode, fare, from, departsDay, departsTime, returnsDay,
        returnsTime, daily, toll, parking,
    ]

    private static let plainNames = Set(plain.map(\.name))
    private static let dayFamilies = ["meal-", "night-", "nightPaid-", "nightProof-"]

    /// Whether a name that came from outside is a field of this form.
    static func isKnown(_ name: String) -> Bool {
        plainNames.contains(name) || (name.count <= 32 && dayFamilies.contains { name.hasPrefix($0) })
    }
}

/// A field that is wrong or missing: what is wrong and what would be right, in French.
public struct EntryProblem: Hashable, Sendable {
    public let field: String
    public let message: String

    public init(_ field: EntryField, _ message: String) { (self.field, self.message) = (field.name, message) }
}
