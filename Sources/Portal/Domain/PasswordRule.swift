/// What a password must be: long, and neither common nor the person's own name or number.
///
/// Length instead of composition follows CNIL, deliberation 2022-100 of 21 July 2022 (entropy by length).
public enum PasswordRule {
    public static let shortest = 12
    public static let longest = 200

    /// Everything that is wrong with a password, in French; empty when it may be used.
    public static func faults(in password: String, knownAs words: [String]) -> [String] {
        var faults: [String] = []
        if password.count < shortest {
            faults.append("Choisissez un mot de passe d’au moins \(shortest) caractères : une courte phrase convient.")
        }
        if password.count > longest {
            faults.append("Choisissez un mot de passe d’au plus \(longest) caractères.")
        }
        let plain = password.lowercased()
        if words.contains(where: { $0.count >= 4 && plain.contains($0.lowercased()) }) {
            faults.append("Le mot de passe ne doit contenir ni votre nom, ni votre identifiant.")
        }
        if Set(plain).count < 5 || common.contains(where: plain.contains) {
            faults.append("Ce mot de passe est trop courant. Choisissez-en un autre.")
        }
        return faults
    }

    private static let common = ["motdepasse", "password", "azerty", "qwerty", "12345", "bonjour1", "soleil123"]
}
