public import Vocabulary

/// Until when a claim can be filled in.
public struct EntryCalendar: Hashable, Sendable {
    /// Month and day of the office's yearly deadline. A local rule: 31 August in the académie of Rouen.
    public var deadlineMonth: Int
    public var deadlineDay: Int

    public init(deadlineMonth: Int = 8, deadlineDay: Int = 31) {
        (self.deadlineMonth, self.deadlineDay) = (deadlineMonth, deadlineDay)
    }

    /// Reads `08-31`; nil for an impossible day.
    public init?(_ text: String) {
        guard let day = CalendarDay("2027-\(text)") else { return nil }
        self.init(deadlineMonth: day.month, deadlineDay: day.day)
    }

    /// The deadline of the mission's year, or of the next year when the mission ends after it.
    public func deadline(for mission: ConvenedMission) -> CalendarDay {
        let year = mission.lastDay.year
        let sameYear = CalendarDay(year: year, month: deadlineMonth, day: deadlineDay)
        if let sameYear, mission.lastDay < sameYear { return sameYear }
        return CalendarDay(year: year + 1, month: deadlineMonth, day: deadlineDay) ?? mission.lastDay
    }

    /// The last day on which the debt can be claimed: four years from the first of January that follows.
    /// Source: loi no. 68-1250 of 31 December 1968, art. 1.
    public func prescription(of mission: ConvenedMission) -> CalendarDay {
        CalendarDay(year: mission.firstDay.year + 4, month: 12, day: 31) ?? mission.lastDay.adding(days: 1461)
    }
}
