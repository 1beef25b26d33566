public import Vocabulary

/// The days on which euro transfers settle.
/// Source: European Central Bank, T2 closing days: Saturdays, Sundays, 1 January, Good Friday, Easter Monday,
/// 1 May, 25 and 26 December.
public enum TargetCalendar {
    public static func isOpen(_ day: CalendarDay) -> Bool {
        guard day.weekday <= 5 else { return false }
        let (year, month, number) = day.components
        if [(1, 1), (5, 1), (12, 25), (12, 26)].contains(where: { $0 == (month, number) }) { return false }
        let fromEaster = day - easterSunday(year)
        return fromEaster != -2 && fromEaster != 1
    }

    /// The day itself when open, else the next open one.
    public static func firstOpenDay(from day: CalendarDay) -> CalendarDay {
        var candidate = day
        while !isOpen(candidate) { candidate = candidate.adding(days: 1) }
        return candidate
    }

    /// The `count`-th open day after `day`.
    public static func openDay(_ count: Int, after day: CalendarDay) -> CalendarDay {
        var (candidate, left) = (day, count)
        while left > 0 {
            candidate = firstOpenDay(from: candidate.adding(days: 1))
            left -= 1
        }
        return candidate
    }

    /// The Gregorian computus (Meeus, Jones, Butcher).
    static func easterSunday(_ year: Int) -> CalendarDay {
        let (golden, century, rest) = (year % 19, year / 100, year % 100)
        let correction = (century + 8) / 25
        let epact = (19 * golden + century - century / 4 - (century - correction + 1) / 3 + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7
        let shift = (golden + 11 * epact + 22 * weekday) / 451
        let sum = epact + weekday - 7 * shift + 114
        guard let day = CalendarDay(year: year, month: sum / 31, day: sum % 31 + 1) else {
            preconditionFailure("every year has an Easter")
        }
        return day
    }
}
