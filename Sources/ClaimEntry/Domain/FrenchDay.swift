public import Vocabulary

/// Days and times in full, as the screens write them.
public enum FrenchDay {
    private static let months = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ]
    private static let weekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]

    /// `3 juillet 2026`, `1er juin 2026`.
    public static func date(_ day: CalendarDay) -> String {
        let (year, month, number) = day.components
        return "\(number == 1 ? "1er" : "\(number)") \(months[month - 1]) \(year)"
    }

    /// `vendredi 3 juillet 2026`.
    public static func full(_ day: CalendarDay) -> String { "\(weekdays[day.weekday - 1]) \(date(day))" }

    /// `7 h 45`, `14 h`.
    public static func time(_ time: LocalTime) -> String {
        let minute = time.minute < 10 ? "0\(time.minute)" : "\(time.minute)"
        return time.minute == 0 ? "\(time.hour) h" : "\(time.hour) h \(minute)"
    }

    /// `2 h 30`, `45 min`.
    public static func duration(minutes: Int) -> String {
        let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
        if hours == 0 { return "\(rest) min" }
        return rest == 0 ? "\(hours) h" : "\(hours) h \(rest < 10 ? "0\(rest)" : "\(rest)")"
    }
}

/// Amounts as the screens write them.
public enum FrenchMoney {
    /// `1 234,50 €`, with narrow no-break spaces.
    public static func amount(_ money: Money) -> String {
        let (euros, cents) = money.cents.magnitude.quotientAndRemainder(dividingBy: 100)
        var digits = String(euros)
        var grouped = ""
        while digits.count > 3 {
            grouped = "\u{202F}" + digits.suffix(3) + grouped
            digits = String(digits.dropLast(3))
        }
        let fraction = cents < 10 ? "0\(cents)" : "\(cents)"
        return "\(money.cents < 0 ? "−" : "")\(digits)\(grouped),\(fraction)\u{202F}€"
    }
}
