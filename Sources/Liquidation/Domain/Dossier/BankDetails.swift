/// Where a participant's travel money goes, as checked on entry.
public struct BankDetails: Hashable, Sendable {
    public let iban: Iban
    /// In the bank's characters, at most 70.
    public let holder: SepaText
    public let bic: Bic?
    /// Nil when it was not typed.
    public var nationalNumber: NationalNumber?

    public init(iban: Iban, holder: SepaText, bic: Bic?, nationalNumber: NationalNumber?) {
        (self.iban, self.holder, self.bic, self.nationalNumber) = (iban, holder, bic, nationalNumber)
    }

    /// Checks what was typed; returns every field that is wrong, or the details.
    /// `nationalNumberRequired` is for those whom the rectorat does not pay yet.
    public static func check(
        _ typed: TypedBankDetails, nationalNumberRequired: Bool
    ) -> Result<BankDetails, BankDetailsProblems> {
        var problems: [BankDetailsProblems.Entry] = []
        let iban = read(&problems, .iban) { () throws(IbanProblem) in try Iban(typed: typed.iban) }
        let holder = SepaText(folding: typed.holder, limit: 70)
        if holder == nil {
            problems.append(.init(.holder, "Saisissez le nom du titulaire, tel qu'il figure sur le RIB."))
        }
        let bic = Bic(typed: typed.bic)
        if bic == nil, !typed.bic.allSatisfy(\.isWhitespace) {
            problems.append(
                .init(.bic, "Le BIC compte 8 ou 11 caractères, par exemple BNPAFRPP ; il peut rester vide."))
        }
        var nationalNumber: NationalNumber?
        if nationalNumberRequired || !typed.nationalNumber.allSatisfy(\.isWhitespace) {
            nationalNumber = read(&problems, .nationalNumber) { () throws(NationalNumberProblem) in
                try NationalNumber(typed: typed.nationalNumber)
            }
        }
        guard problems.isEmpty, let iban, let holder else { return .failure(BankDetailsProblems(entries: problems)) }
        return .success(BankDetails(iban: iban, holder: holder, bic: bic, nationalNumber: nationalNumber))
    }

    private static func read<Value, Problem: Error>(
        _ problems: inout [BankDetailsProblems.Entry], _ field: BankDetailsField, _ body: () throws(Problem) -> Value
    ) -> Value? {
        do { return try body() } catch {
            let sentence =
                (error as? IbanProblem)?.sentence ?? (error as? NationalNumberProblem)?.sentence ?? "Saisie impossible."
            problems.append(.init(field, sentence))
            return nil
        }
    }
}

/// What stands in the fields of the form.
public struct TypedBankDetails: Hashable, Sendable {
    public let iban, holder, bic, nationalNumber: String

    public init(iban: String, holder: String, bic: String, nationalNumber: String) {
        (self.iban, self.holder, self.bic, self.nationalNumber) = (iban, holder, bic, nationalNumber)
    }
}

/// The fields of the form, by their names on the page.
public enum BankDetailsField: String, Sendable {
    case iban, holder = "titulaire", bic, nationalNumber = "nir"
}

/// Everything that is wrong with what was typed.
public struct BankDetailsProblems: Error, Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public let field: BankDetailsField
        public let sentence: String

        init(_ field: BankDetailsField, _ sentence: String) { (self.field, self.sentence) = (field, sentence) }
    }

    public let entries: [Entry]
}

extension BankDetails {
    /// Whether the account holder's name shares a word with the participant's name.
    /// A joint account does; a company's or a stranger's does not, and is shown to the paymaster.
    public func holderResembles(family: String, given: String) -> Bool {
        func words(_ text: String) -> Set<Substring> {
            let folded = SepaText(folding: text, limit: 140)?.text.uppercased() ?? ""
            return Set(folded.split { !$0.isLetter }.filter { $0.count > 1 })
        }
        return !words(holder.text).isDisjoint(with: words(family))
    }
}
