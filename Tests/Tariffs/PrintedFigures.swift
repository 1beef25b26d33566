import Foundation
import Vocabulary

@testable import Tariffs

/// What a reader with a pocket calculator makes of a printed sentence.
struct PrintedFigures {
    /// The sum of the terms times the factors, exactly.
    let computed: Exact
    /// What stands after the equals sign.
    let printed: Money
    /// What is taken off after the rounding.
    let less: Money

    /// Nil when the sentence has no computation.
    init?(_ sentence: String) {
        let plain = sentence.replacing("\u{202F}", with: "\u{A0}")
        guard let equals = plain.range(of: " = ") else { return nil }
        let left = plain[..<equals.lowerBound]
        let parts = left.components(separatedBy: " − ")
        let gross = parts[0][...]
        let computation = gross.range(of: ": ", options: .backwards).map { gross[$0.upperBound...] } ?? gross
        let factors = computation.components(separatedBy: " × ")
        var total = Exact.zero
        let terms = factors[0].replacing(", plafonné", with: " + plafonné").replacing(", total", with: " + total")
        for term in terms.components(separatedBy: " + ") {
            guard let value = PrintedFigures.term(term, after: total) else { return nil }
            total = value
        }
        for factor in factors.dropFirst() {
            let isShare = factor.hasSuffix("%")
            guard let value = PrintedFigures.number(factor.prefix { $0 != "\u{A0}" }) else { return nil }
            total = total * (isShare ? value * Exact(1, over: 100) : value)
        }
        guard let amount = PrintedFigures.euros(plain[equals.upperBound...]) else { return nil }
        (computed, printed) = (total, Money(cents: (amount * Exact(100)).numerator))
        let taken = parts.count > 1 ? PrintedFigures.euros(parts[1]) : .zero
        less = Money(cents: ((taken ?? .zero) * Exact(100)).numerator)
    }

    /// `35 copies à 5,00 €`, `4 h 40 à 9,60 €/h`, `payé 8,40 €`, `plafonné au prix payé de …`, `total du mois porté à …`.
    private static func term(_ text: String, after total: Exact) -> Exact? {
        if text.hasPrefix("plafonné au prix payé de ") { return euros(text.dropFirst(25)) }
        if text.hasPrefix("payé ") { return euros(text.dropFirst(5)).map { total + $0 } }
        if text.hasPrefix("total du mois porté à ") {
            let parts = text.dropFirst(22).components(separatedBy: " dont ")
            guard parts.count == 2, let to = euros(parts[0][...]), let already = euros(parts[1][...]) else {
                return nil
            }
            return to - already
        }
        let parts = text.components(separatedBy: " à ")
        guard parts.count == 2, let rate = euros(parts[1][...]) else { return nil }
        if parts[1].hasSuffix("/h") { return hours(parts[0]).map { total + $0 * rate } }
        let count = parts[0].prefix { $0.isNumber || $0 == "\u{A0}" }
        return number(count).map { total + $0 * rate }
    }

    private static func euros(_ text: some StringProtocol) -> Exact? {
        guard let end = text.firstIndex(of: "€") else { return nil }
        return number(text[..<end])
    }

    private static func number(_ text: some StringProtocol) -> Exact? {
        Exact(String(text).filter { $0.isNumber || $0 == "," }.replacing(",", with: "."))
    }

    /// `4 h 40`, `20 min`.
    private static func hours(_ text: String) -> Exact? {
        let figures = text.split { !$0.isNumber }.compactMap { Int64($0) }
        if text.hasSuffix("min") { return figures.last.map { Exact($0, over: 60) } }
        let grouped = text.components(separatedBy: "h").first.flatMap { number($0) }
        guard let whole = grouped else { return nil }
        let rest = text.components(separatedBy: "h").last.flatMap { Int64($0.filter(\.isNumber)) } ?? 0
        return whole + Exact(rest, over: 60)
    }
}

enum JSONCopy {
    static func of(_ trace: Trace) throws -> Trace {
        try JSONDecoder().decode(Trace.self, from: JSONEncoder().encode(trace))
    }
}
