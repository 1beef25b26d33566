/// Euro cents. Arithmetic traps on overflow; amounts are bounded where they are parsed.
public struct Money: Hashable, Comparable, Codable, Sendable {
    /// Hundredths of a euro; negative for a recovery.
    public let cents: Int64

    public init(cents: Int64) { self.cents = cents }

    public static let zero = Money(cents: 0)

    public static func + (left: Money, right: Money) -> Money { Money(cents: left.cents + right.cents) }
    public static func - (left: Money, right: Money) -> Money { Money(cents: left.cents - right.cents) }
    public static prefix func - (amount: Money) -> Money { Money(cents: -amount.cents) }
    public static func += (left: inout Money, right: Money) { left = left + right }
    public static func < (left: Money, right: Money) -> Bool { left.cents < right.cents }

    /// On the wire an amount is its bare integer of cents.
    public init(from decoder: any Decoder) throws {
        cents = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(cents)
    }
}

extension Sequence where Element == Money {
    /// The sum of all amounts; zero for none.
    public func total() -> Money { reduce(.zero, +) }
}

extension Money {
    /// The largest amount that a person may type: 99 999,99 €.
    public static let largestDeclared = Money(cents: 9_999_999)

    /// Reads what a French person types, for example `12`, `12,5`, `12,50 €` or `1 234.50`;
    /// nil when it is not an amount between 0 and `largestDeclared`, or has more than two decimals.
    public init?(typed text: String) {
        let compact = text.filter { !$0.isWhitespace && $0 != "€" && $0 != "\u{202F}" }
        let parts = compact.replacing(".", with: ",").split(separator: ",", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let euros = Money.digits(parts[0], upTo: 5) else { return nil }
        guard parts.count == 2 else {
            self.init(cents: euros * 100)
            return
        }
        guard parts[1].count <= 2, let fraction = Money.digits(parts[1], upTo: 2) else { return nil }
        self.init(cents: euros * 100 + (parts[1].count == 1 ? fraction * 10 : fraction))
    }

    private static func digits(_ text: Substring, upTo length: Int) -> Int64? {
        guard (1...length).contains(text.count), text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int64(text)
    }
}
