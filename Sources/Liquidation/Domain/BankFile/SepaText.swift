import Foundation

/// Text in the characters that every SEPA bank accepts: Latin letters without accents, digits, and `/ - ? : ( ) . , ' +`.
/// Source: EPC217-08, SEPA requirements for an extended character set, basic set.
public struct SepaText: Hashable, Sendable {
    public let text: String

    /// Turns any text into the basic set: accents go, ligatures are spelled out, the rest becomes a space.
    /// Cut at `limit` characters. Nil when nothing is left.
    public init?(folding text: String, limit: Int) {
        var folded = ""
        for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
            if SepaText.allowed.contains(scalar) {
                folded.unicodeScalars.append(scalar)
            } else if let spelling = SepaText.spellings[scalar] {
                folded += spelling
            } else if !scalar.properties.isDiacritic, scalar.properties.generalCategory != .nonspacingMark {
                folded += " "
            }
        }
        let words = folded.split(separator: " ").joined(separator: " ")
        // A reference that begins with, ends with or doubles the stroke is refused by some banks.
        var trimmed = Substring(words.replacing(/\/{2,}/, with: "/"))
        while trimmed.first == "/" || trimmed.first == " " { trimmed.removeFirst() }
        trimmed = trimmed.prefix(limit)
        while trimmed.last == "/" || trimmed.last == " " { trimmed.removeLast() }
        guard !trimmed.isEmpty else { return nil }
        self.text = String(trimmed)
    }

    /// Takes text that must already be in the basic set, not begin or end with a stroke or a space, and fit.
    public init?(exactly text: String, limit: Int) {
        guard SepaText(folding: text, limit: limit)?.text == text else { return nil }
        self.text = text
    }

    private static let allowed: Set<Unicode.Scalar> = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ".unicodeScalars)

    private static let spellings: [Unicode.Scalar: String] = [
        "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i", "’": "'", "‘": "'", "ʼ": "'",
        "–": "-", "—": "-", "‐": "-", "‑": "-", "&": "+", "€": "EUR", "«": "'", "»": "'", "°": ".",
    ]
}
