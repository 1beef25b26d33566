/// The number of an account that a SEPA transfer can reach. Never printed whole: `description` is masked.
///
/// Source: ISO 13616 (structure and check), EPC409-09 (countries), and for France and Monaco the RIB key.
public struct Iban: Hashable, Sendable, CustomStringConvertible {
    /// Capitals and digits without spaces, as banks exchange it. Only the bank file and the encrypted store read it.
    public let electronic: String

    /// Takes what a person types: spaces and lower case are welcome. Throws the first thing that is wrong.
    public init(typed text: String) throws(IbanProblem) {
        let compact = text.uppercased().filter { !$0.isWhitespace && $0 != "-" && $0 != "\u{202F}" }
        guard !compact.isEmpty else { throw .empty }
        let characters = Array(compact.utf8)
        guard characters.allSatisfy({ $0.isDigit || $0.isCapital }) else { throw .foreignCharacter }
        guard characters.count >= 4, characters[0].isCapital, characters[1].isCapital,
            characters[2].isDigit, characters[3].isDigit
        else { throw .noCountry }
        let country = String(compact.prefix(2))
        guard let length = SepaCountries.ibanLengths[country] else { throw .outsideSepa(country: country) }
        guard characters.count == length else {
            throw .length(country: country, expected: length, found: characters.count)
        }
        guard Iban.remainder(of: characters[4...] + characters[..<4]) == 1 else { throw .checkDigits }
        if SepaCountries.withFrenchStructure.contains(country) {
            guard FrenchAccount(characters[4...]).hasValidKey else { throw .frenchKey }
        }
        electronic = compact
    }

    /// `FR`, `DE`…
    public var country: String { String(electronic.prefix(2)) }

    /// The last four characters, which may be shown.
    public var tail: String { String(electronic.suffix(4)) }

    /// `FR76 •••• 0189`.
    public var masked: String { "\(electronic.prefix(4)) •••• \(tail)" }

    public var description: String { masked }

    /// The number read with letters as 10…35, modulo 97.
    private static func remainder(of characters: some Sequence<UInt8>) -> Int {
        characters.reduce(0) { remainder, byte in
            byte.isDigit
                ? (remainder * 10 + Int(byte - 0x30)) % 97
                : (remainder * 100 + Int(byte - 0x41) + 10) % 97
        }
    }
}

/// What is wrong with a typed account number.
public enum IbanProblem: Error, Hashable, Sendable {
    case empty, foreignCharacter, noCountry, checkDigits, frenchKey
    case outsideSepa(country: String)
    case length(country: String, expected: Int, found: Int)

    /// What is wrong and what would be right, as the person reads it.
    public var sentence: String {
        switch self {
        case .empty: "Saisissez votre IBAN : il figure sur votre relevé d'identité bancaire (RIB)."
        case .foreignCharacter: "L'IBAN ne contient que des lettres sans accent et des chiffres."
        case .noCountry: "L'IBAN commence par deux lettres et deux chiffres, par exemple FR76."
        case .checkDigits: "Cet IBAN contient une erreur de frappe : recopiez-le depuis votre RIB."
        case .frenchKey: "La clé du RIB ne correspond pas : vérifiez les deux derniers chiffres et le numéro de compte."
        case .outsideSepa(let country):
            "Les comptes du pays \(country) ne peuvent pas recevoir de virement SEPA : indiquez un compte de la zone SEPA."
        case .length(let country, let expected, let found):
            "Un IBAN \(country) compte \(expected) caractères ; vous en avez saisi \(found)."
        }
    }
}

/// Bank, branch, account and key of a French or Monegasque account.
private struct FrenchAccount {
    private let characters: [UInt8]

    init(_ characters: ArraySlice<UInt8>) { self.characters = Array(characters) }

    /// 97 − (89·bank + 15·branch + 3·account) mod 97, letters of the account counted as digits.
    /// Source: CFONB, relevé d'identité bancaire.
    var hasValidKey: Bool {
        guard characters.count == 23, (characters[..<10] + characters[21...]).allSatisfy(\.isDigit) else {
            return false
        }
        let sum = 89 * number(0..<5) + 15 * number(5..<10) + 3 * number(10..<21)
        return number(21..<23) == 97 - sum % 97
    }

    private func number(_ range: Range<Int>) -> Int {
        characters[range].reduce(0) { $0 * 10 + FrenchAccount.digit($1) }
    }

    /// A…I are 1…9, J…R are 1…9, S…Z are 2…9.
    private static func digit(_ byte: UInt8) -> Int {
        if byte.isDigit { return Int(byte - 0x30) }
        let letter = Int(byte - 0x41)
        return letter < 18 ? letter % 9 + 1 : letter - 16
    }
}

extension UInt8 {
    var isDigit: Bool { (0x30...0x39).contains(self) }
    var isCapital: Bool { (0x41...0x5A).contains(self) }
}
