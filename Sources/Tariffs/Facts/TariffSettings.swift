public import Vocabulary

/// What the texts leave open and an académie decides. `contracts/decisions` says why each default was chosen.
public struct TariffSettings: Hashable, Sendable {
    /// How the lump sum of a night is read.
    public enum Lodging: String, Hashable, Codable, Sendable, CaseIterable {
        /// As the text in force says: at most the cost until February 2019, the lump sum since. The default.
        case asInForce = "as-in-force"
        case flat
        case cappedAtCost = "capped-at-cost"
    }

    /// Which rate pays help that is given at night on a weekend or a public holiday.
    public enum NightAndWeekend: String, Hashable, Codable, Sendable, CaseIterable {
        /// An officer decides each time. The default.
        case ask
        case night, weekend
    }

    /// Which margin opens and closes the mission of one who travelled by train and by plane or boat.
    public enum MixedMeans: String, Hashable, Codable, Sendable, CaseIterable {
        /// An officer decides, where it matters. The default.
        case ask
        case longer, shorter
    }

    /// Whose kilometres fill the brackets of a year.
    public enum CounterScope: String, Hashable, Codable, Sendable, CaseIterable {
        /// All vehicles of a person together. The default.
        case person
        case vehicle
    }

    /// An examination and a kind of mission that the académie does not pay (`NR`).
    public struct UnpaidWork: Hashable, Sendable {
        public let exam: Exam
        /// Absent: every kind.
        public let kind: MissionKind?

        public init(exam: Exam, kind: MissionKind?) { (self.exam, self.kind) = (exam, kind) }
    }

    public var rounding = Rounding.halfUp
    public var lodging = Lodging.asInForce
    public var nightAndWeekend = NightAndWeekend.ask
    public var mixedMeans = MixedMeans.ask
    public var counterScope = CounterScope.person
    /// Local public transport inside one's own commune (decree of 2006, art. 4: "may").
    public var paysLocalTransport = false
    public var unpaid: Set<UnpaidWork> = []
    /// Public holidays, besides Saturdays and Sundays; an operator's table.
    public var publicHolidays: Set<CalendarDay> = []

    /// Ask for the documents that the texts only have kept; some académies do.
    public var asksForAllDocuments = false

    public init() {}

    /// The documented defaults.
    public static let standard = TariffSettings()
}
