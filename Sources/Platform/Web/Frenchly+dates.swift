public import Foundation

extension Frenchly {
    private static let months = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ]
    private static let weekdays = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"]

    /// An ISO day in full: "2026-06-23" is "mardi 23 juin 2026". Anything else comes back as it is.
    public static func day(_ iso: String) -> String {
        guard let (year, month, day) = parts(iso) else { return iso }
        return "\(weekdays[weekday(year, month, day)]) \(shortDay(iso))"
    }

    /// An ISO day without its weekday: "23 juin 2026", "1er mai 2026".
    public static func shortDay(_ iso: String) -> String {
        guard let (year, month, day) = parts(iso) else { return iso }
        return "\(day == 1 ? "1er" : String(day))\u{A0}\(months[month - 1]) \(year)"
    }

    /// An instant in Paris: "mardi 23 juin 2026 à 14 h 05".
    public static func instant(_ date: Date) -> String { "\(day(isoDay(date))) à \(clock(date))" }

    /// An instant's day in Paris: "mardi 23 juin 2026".
    public static func day(of date: Date) -> String { day(isoDay(date)) }

    /// An instant's day in Paris, without its weekday: "23 juin 2026".
    public static func shortDay(of date: Date) -> String { shortDay(isoDay(date)) }

    /// An instant's day in Paris, ISO.
    public static func isoDay(_ date: Date) -> String {
        let parts = paris.dateComponents([.year, .month, .day], from: date)
        guard let year = parts.year, let month = parts.month, let day = parts.day else { return "" }
        return "\(year)-\(padded(UInt64(month)))-\(padded(UInt64(day)))"
    }

    private static func clock(_ date: Date) -> String {
        let parts = paris.dateComponents([.hour, .minute], from: date)
        return "\(parts.hour ?? 0)\(narrow)h\(narrow)\(padded(UInt64(parts.minute ?? 0)))"
    }

    private static let paris: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        guard let zone = TimeZone(identifier: "Europe/Paris") else {
            preconditionFailure("the time zone database of the system lacks Europe/Paris")
        }
        calendar.timeZone = zone
        return calendar
    }()

    private static func parts(_ iso: String) -> (year: Int, month: Int, day: Int)? {
        let numbers = iso.split(separator: "-").compactMap { Int($0) }
        guard numbers.count == 3, iso.utf8.count == 10, (1...12).contains(numbers[1]), (1...31).contains(numbers[2])
        else { return nil }
        return (numbers[0], numbers[1], numbers[2])
    }

    /// 0 is Sunday. Sakamoto's method for the Gregorian calendar.
    private static func weekday(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifts = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
        let year = month < 3 ? year - 1 : year
        return (year + year / 4 - year / 100 + year / 400 + shifts[month - 1] + day) % 7
    }
}
