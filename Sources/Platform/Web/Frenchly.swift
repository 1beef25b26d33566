/// Amounts, days, times and counts as a French administration writes them. Blanks inside an expression are narrow
/// and do not break (U+202F), so that no line ends between a number and its unit.
public enum Frenchly {
    static let narrow = "\u{202F}"

    /// `123450` is "1 234,50 €"; what is owed to the administration has a true minus sign.
    public static func money(_ cents: Int64) -> String {
        let (euros, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(cents < 0 ? "\u{2212}" : "")\(grouped(euros)),\(padded(rest))\(narrow)€"
    }

    public static func money(_ cents: Int) -> String { money(Int64(cents)) }

    /// `1234` is "1 234".
    public static func number(_ value: Int) -> String {
        (value < 0 ? "\u{2212}" : "") + grouped(UInt64(value.magnitude))
    }

    /// "1 234 km".
    public static func kilometres(_ value: Int) -> String { "\(number(value))\(narrow)km" }

    /// Tenths of a kilometre: "1 234,5 km", and "82 km" when there is no tenth.
    public static func kilometres(tenths: Int) -> String {
        let (whole, tenth) = tenths.quotientAndRemainder(dividingBy: 10)
        return tenth == 0 ? kilometres(whole) : "\(number(whole)),\(abs(tenth))\(narrow)km"
    }

    /// Minutes as a duration: `465` is "7 h 45", `480` is "8 h", `45` is "45 min".
    public static func hours(_ minutes: Int) -> String {
        let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
        if hours == 0 { return "\(rest)\(narrow)min" }
        return rest == 0 ? "\(hours)\(narrow)h" : "\(hours)\(narrow)h\(narrow)\(padded(UInt64(rest)))"
    }

    /// A time of day, from `HH:MM` or `HH:MM:SS`: "07:45" is "7 h 45", "08:00" is "8 h". Anything else comes back.
    public static func time(_ text: String) -> String {
        let parts = text.split(separator: ":").map { Int($0) }
        guard parts.count >= 2, let hour = parts[0], let minute = parts[1] else { return text }
        return minute == 0 ? "\(hour)\(narrow)h" : "\(hour)\(narrow)h\(narrow)\(padded(UInt64(minute)))"
    }

    /// A number with its noun, which has an `s` from two on unless the plural is given: `count(0, "copie")` is
    /// "0 copie", `count(2, "copie")` is "2 copies", `count(2, "état de frais", "états de frais")`.
    public static func count(_ value: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(number(value))\u{A0}\(abs(value) < 2 ? noun : plural ?? noun + "s")"
    }

    /// "a", "a et b", "a, b et c".
    public static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return "\(words.dropLast().joined(separator: ", ")) et \(last)"
    }

    /// How long to wait: "30 secondes", "1 minute", "2 heures". Rounded up.
    public static func wait(seconds: Int) -> String {
        if seconds < 60 { return count(max(seconds, 1), "seconde") }
        if seconds < 3600 { return count((seconds + 59) / 60, "minute") }
        return count((seconds + 3599) / 3600, "heure")
    }

    static func padded(_ value: UInt64) -> String { value < 10 ? "0\(value)" : "\(value)" }

    private static func grouped(_ value: UInt64) -> String {
        var digits = Array(String(value))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(contentsOf: narrow, at: place)
            place -= 3
        }
        return String(digits)
    }
}
