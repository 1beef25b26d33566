/// A person's number in the national register (NIR, *numéro de sécurité sociale*), with its key.
/// Never printed whole: `description` is masked. Source: décret n° 82-103 of 22 January 1982, art. 4.
public struct NationalNumber: Hashable, Sendable, CustomStringConvertible {
    /// Fifteen characters: thirteen of the number and two of the key.
    public let compact: String

    /// Takes what a person types, with or without spaces. Throws the first thing that is wrong.
    public init(typed text: String) throws(NationalNumberProblem) {
        let compact = text.uppercased().filter { !$0.isWhitespace && $0 != "." && $0 != "-" && $0 != "\u{202F}" }
        guard !compact.isEmpty else { throw .empty }
        let bytes = Array(compact.utf8)
        guard bytes.count != 13 else { throw .keyMissing }
        guard bytes.count == 15 else { throw .length(found: bytes.count) }
        // Corsica: the department 2A counts as 19 and 2B as 18 in the key.
        var digits = bytes
        if bytes[5] == 0x32, bytes[6] == 0x41 || bytes[6] == 0x42 {
            digits[5] = 0x31
            digits[6] = bytes[6] == 0x41 ? 0x39 : 0x38
        }
        guard digits.allSatisfy(\.isDigit) else { throw .foreignCharacter }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        guard NationalNumber.firstDigits.contains(number(0..<1)) else { throw .firstDigit }
        guard NationalNumber.months.contains(where: { $0.contains(number(3..<5)) }) else { throw .month }
        guard number(13..<15) == 97 - number(0..<13) % 97 else { throw .key }
        self.compact = compact
    }

    /// 1 and 2 for those registered, 3, 4, 7 and 8 for a number given while waiting.
    private static let firstDigits: Set<Int> = [1, 2, 3, 4, 7, 8]
    /// Above 12 for births whose month is not known.
    private static let months: [ClosedRange<Int>] = [1...12, 20...42, 50...99]

    /// `2 75 •• •• ••• ••• ••`.
    public var masked: String { "\(compact.prefix(1)) •• •• •• ••• ••• \(compact.suffix(2))" }

    public var description: String { masked }
}

/// What is wrong with a typed NIR.
public enum NationalNumberProblem: Error, Hashable, Sendable {
    case empty, keyMissing, foreignCharacter, firstDigit, month, key
    case length(found: Int)

    /// What is wrong and what would be right, as the person reads it.
    public var sentence: String {
        switch self {
        case .empty: "Saisissez votre numéro de sécurité sociale : il figure sur votre carte Vitale."
        case .keyMissing: "Ajoutez la clé : les deux chiffres qui suivent les treize premiers."
        case .foreignCharacter: "Le numéro ne contient que des chiffres, sauf 2A ou 2B pour la Corse."
        case .firstDigit: "Le numéro commence par 1 ou 2 (3, 4, 7 ou 8 pour un numéro d'attente)."
        case .month: "Les quatrième et cinquième chiffres sont le mois de naissance : vérifiez-les."
        case .key: "La clé ne correspond pas au numéro : recopiez-le depuis votre carte Vitale."
        case .length(let found): "Le numéro compte quinze caractères avec sa clé ; vous en avez saisi \(found)."
        }
    }
}
