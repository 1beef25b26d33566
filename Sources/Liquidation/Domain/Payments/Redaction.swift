/// Text of payroll or bank that people will read and messages will carry, without what looks like an account number or
/// a number of the national register.
public enum Redaction {
    /// Every run of an IBAN's form, and every run of thirteen digits or more, becomes `[numéro masqué]`.
    public static func of(_ text: String) -> String {
        String(text.prefix(300))
            .replacing(/[A-Z]{2}[0-9]{2}(?:[ \u{A0}\u{202F}-]?[A-Z]{0,4}[0-9]){8,30}/.ignoresCase(), with: mask)
            .replacing(/[0-9](?:[ \u{A0}\u{202F}.-]?[0-9AB]){12,}/, with: mask)
    }

    private static let mask = "[numéro masqué]"
}
