import Foundation

/// PostgreSQL counts days and microseconds from 2000-01-01; `Date` counts seconds from 2001-01-01.
enum PostgresTime {
    private static let secondsFrom2000To2001: Double = 31_622_400
    private static let daysFrom1970To2000: Int64 = 10_957
    private static let microsecondsInDay: Int64 = 86_400_000_000

    static func microseconds(of date: Date) -> Int64 {
        // Whole seconds apart from the fraction, so that the product does not lose the last digits.
        let seconds = date.timeIntervalSinceReferenceDate
        let whole = seconds.rounded(.down)
        return (Int64(whole) + Int64(secondsFrom2000To2001)) * 1_000_000
            + Int64(((seconds - whole) * 1_000_000).rounded())
    }

    static func date(microseconds: Int64) -> Date {
        let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return Date(timeIntervalSinceReferenceDate: Double(seconds) - secondsFrom2000To2001 + Double(rest) / 1_000_000)
    }

    /// `2026-06-23 07:45:00.000000+00`
    static func text(microseconds: Int64) -> String {
        var days = microseconds / microsecondsInDay
        var rest = microseconds % microsecondsInDay
        if rest < 0 { (days, rest) = (days - 1, rest + microsecondsInDay) }
        let seconds = rest / 1_000_000
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
        return "\(day(days)) \(clock).\(padded(rest % 1_000_000, 6))+00"
    }

    /// `2026-06-23`, for a number of days since 2000-01-01.
    static func day(_ days: Int64) -> String {
        // Days to a proleptic Gregorian date, counted in eras of 400 years that begin on 1 March.
        let shifted = days + daysFrom1970To2000 + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
