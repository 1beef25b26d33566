public import Vocabulary

/// An exact fraction in lowest terms. Arithmetic traps on overflow: an amount that cannot be represented does not exist.
public struct Exact: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let numerator: Int64
    /// Always positive.
    public let denominator: Int64

    /// Traps when the denominator is not positive.
    public init(_ numerator: Int64, over denominator: Int64) {
        precondition(denominator > 0, "the denominator of an exact fraction is positive")
        let divisor = Exact.commonDivisor(numerator.magnitude, denominator.magnitude)
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    public init(_ whole: Int) { (numerator, denominator) = (Int64(whole), 1) }

    public init(_ amount: Money) { self.init(amount.cents, over: 100) }

    public static let zero = Exact(0)
    public static let one = Exact(1)

    public static func * (left: Exact, right: Exact) -> Exact {
        Exact(left.numerator * right.numerator, over: left.denominator * right.denominator)
    }

    public static func + (left: Exact, right: Exact) -> Exact {
        if left.denominator == right.denominator {
            return Exact(left.numerator + right.numerator, over: left.denominator)
        }
        return Exact(
            left.numerator * right.denominator + right.numerator * left.denominator,
            over: left.denominator * right.denominator)
    }

    public static func - (left: Exact, right: Exact) -> Exact {
        left + Exact(-right.numerator, over: right.denominator)
    }

    public static func < (left: Exact, right: Exact) -> Bool {
        left.numerator * right.denominator < right.numerator * left.denominator
    }

    /// The whole number, when it is one.
    public var whole: Int? { denominator == 1 ? Int(numerator) : nil }

    private static func commonDivisor(_ left: UInt64, _ right: UInt64) -> Int64 {
        var (larger, smaller) = (left, right)
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return Int64(max(larger, 1))
    }
}

/// How an exact amount becomes cents. Setting; no text fixes it (open question).
public enum Rounding: String, Hashable, Codable, Sendable, CaseIterable {
    /// The half cent goes up. The default.
    case halfUp = "half-up"
    /// What is below a cent is dropped.
    case down

    /// The amount in cents of a fraction of euros that is not negative.
    public func cents(_ euros: Exact) -> Money {
        precondition(euros.numerator >= 0, "what is rounded is not negative")
        let hundredths = euros.numerator * 100
        switch self {
        case .halfUp: return Money(cents: (2 * hundredths + euros.denominator) / (2 * euros.denominator))
        case .down: return Money(cents: hundredths / euros.denominator)
        }
    }
}

extension Exact {
    /// `4.1175` when the fraction has a finite decimal form, else `22/3`.
    public var description: String {
        var (rest, places, scale) = (denominator, 0, Int64(1))
        while rest % 10 == 0 { (rest, places, scale) = (rest / 10, places + 1, scale * 10) }
        while rest % 2 == 0 || rest % 5 == 0 {
            rest = rest % 2 == 0 ? rest / 2 : rest / 5
            (places, scale) = (places + 1, scale * 10)
        }
        guard rest == 1 else { return "\(numerator)/\(denominator)" }
        let scaled = numerator * (scale / denominator)
        guard places > 0 else { return "\(scaled)" }
        let digits = String(scaled.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return (scaled < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
    }

    /// Reads what `description` writes; nil for any other form or more than nine decimals.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 2, let top = Int64(parts[0]), let bottom = Int64(parts[1]), bottom > 0 {
            self.init(top, over: bottom)
            return
        }
        let decimal = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(decimal.count), let whole = Int64(decimal[0]) else { return nil }
        guard decimal.count == 2 else {
            self.init(whole, over: 1)
            return
        }
        guard (1...9).contains(decimal[1].count), let fraction = Int64(decimal[1]), fraction >= 0 else { return nil }
        let scale = (0..<decimal[1].count).reduce(Int64(1)) { scale, _ in scale * 10 }
        let signed = decimal[0].hasPrefix("-") ? -fraction : fraction
        self.init(whole * scale + signed, over: scale)
    }
}

extension Exact: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Exact(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not as 4.1175 or 22/3")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
