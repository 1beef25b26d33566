import Vocabulary

/// How figures stand in French sentences.
enum French {
    /// Narrow no-break space: between thousands, before the euro sign, and within times.
    static let thin: Character = "\u{202F}"

    /// `1 234,50 €`.
    static func money(_ amount: Money) -> String {
        let cents = Int(amount.cents.magnitude)
        let sign = amount.cents < 0 ? "-" : ""
        return "\(sign)\(count(cents / 100)),\(two(cents % 100))\(thin)€"
    }

    /// `1 234`.
    static func count(_ value: Int) -> String {
        let digits = String(value.magnitude)
        guard digits.utf8.count > 3 else { return value < 0 ? "-\(digits)" : digits }
        var grouped = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { grouped.append(thin) }
            grouped.append(digit)
        }
        return grouped
    }

    /// `0,41`, `5,00`, `4,1175`: at least two decimals, all that there are.
    static func rate(_ value: Exact) -> String {
        let parts = value.description.split(separator: ".")
        let whole = Int(parts[0]).map(count) ?? String(parts[0])
        let decimals = parts.count > 1 ? String(parts[1]) : ""
        return whole + "," + decimals + String(repeating: "0", count: max(0, 2 - decimals.utf8.count))
    }

    /// `0,5`, `3`.
    static func decimal(_ value: Exact) -> String { value.description.replacing(".", with: ",") }

    /// `75 %` or `1,5`.
    static func factor(_ value: Exact) -> String {
        value < .one ? "\(decimal(value * Exact(100)))\(thin)%" : decimal(value)
    }

    /// `11 h 01`.
    static func time(_ time: LocalTime) -> String { "\(time.hour)\(thin)h\(thin)\(two(time.minute))" }

    /// `7 h 20`, `20 min`.
    static func duration(_ minutes: Int) -> String {
        let (hours, rest) = (minutes / 60, minutes % 60)
        if hours == 0 { return "\(rest)\(thin)min" }
        return rest == 0 ? "\(count(hours))\(thin)h" : "\(count(hours))\(thin)h\(thin)\(two(rest))"
    }

    /// `18 juin 2026`, `1er janvier 2022`.
    static func day(_ day: CalendarDay) -> String {
        let (year, month, number) = day.components
        return "\(number == 1 ? "1er" : "\(number)") \(months[month - 1]) \(year)"
    }

    /// `18 juin 2026 à 11 h 01`.
    static func moment(_ moment: LocalMoment) -> String { "\(day(moment.day)) à \(time(moment.time))" }

    /// `de 11 h 01 à 18 h 00`, with the days when there are two.
    static func span(_ span: Span) -> String {
        span.from.day == span.to.day
            ? "de \(time(span.from.time)) à \(time(span.to.time))"
            : "du \(moment(span.from)) au \(moment(span.to))"
    }

    /// The same with the day where there is only one.
    static func datedSpan(_ span: Span) -> String {
        (span.from.day == span.to.day ? "du \(day(span.from.day)) " : "") + French.span(span)
    }

    static func counted(_ count: Int, _ one: String, _ many: String) -> String {
        "\(French.count(count)) \(count < 2 ? one : many)"
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    private static let months = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ]
}
