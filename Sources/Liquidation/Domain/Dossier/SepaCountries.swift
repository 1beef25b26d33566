/// The countries that SEPA transfers reach, and the length of their account numbers.
/// Source: EPC409-09, list of SEPA scheme countries; lengths: SWIFT IBAN registry (ISO 13616).
enum SepaCountries {
    static let ibanLengths: [String: Int] = [
        "AD": 24, "AL": 28, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18,
        "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22,
        "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19,
        "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SE": 24, "SI": 19, "SK": 24,
        "SM": 27, "VA": 22,
    ]

    /// Monaco's accounts are built as France's.
    static let withFrenchStructure: Set<String> = ["FR", "MC"]
}
