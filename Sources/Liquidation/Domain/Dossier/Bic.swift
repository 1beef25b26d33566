/// The code of a bank: four letters, a country, two characters of place and, if any, three of the branch.
/// Source: ISO 9362.
public struct Bic: Hashable, Sendable {
    public let code: String

    /// Nil when the text has not the form of a BIC; spaces and lower case are welcome.
    public init?(typed text: String) {
        let compact = text.uppercased().filter { !$0.isWhitespace }
        let bytes = Array(compact.utf8)
        guard bytes.count == 8 || bytes.count == 11, bytes[..<6].allSatisfy(\.isCapital),
            bytes[6...].allSatisfy({ $0.isDigit || $0.isCapital })
        else { return nil }
        code = compact
    }
}
