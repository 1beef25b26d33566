public import Vocabulary

/// Which place on the form a line comes from. The same place keeps the same line through every submission.
public struct LineKey: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    private init(_ description: String) { self.description = description }

    public static let work = LineKey("work")
    /// The car's kilometres or the ticket.
    public static let transport = LineKey("transport")
    public static let toll = LineKey("toll")
    public static let parking = LineKey("parking")

    public static func meal(_ meal: DueMeal) -> LineKey { LineKey("meal-\(meal.day)-\(meal.mealtime.rawValue)") }
    public static func night(_ day: CalendarDay) -> LineKey { LineKey("night-\(day)") }
}

/// Gives each place of one claim the identifier of its line; always the same one.
public struct LineNaming: Sendable {
    private let name: @Sendable (LineKey) -> LineID

    public init(_ name: @escaping @Sendable (LineKey) -> LineID) { self.name = name }

    public func callAsFunction(_ key: LineKey) -> LineID { name(key) }
}
