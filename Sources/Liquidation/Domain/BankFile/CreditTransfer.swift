public import Vocabulary

/// One transfer of a bank file.
public struct CreditTransfer: Hashable, Sendable {
    /// Names the payment through the whole chain; at most 35 characters.
    public let endToEndID: SepaText
    public let amount: Money
    public let creditor: SepaText
    public let iban: Iban
    public let bic: Bic?
    /// What the participant reads on the statement; at most 140 characters.
    public let remittance: SepaText

    public init(
        endToEndID: SepaText, amount: Money, creditor: SepaText, iban: Iban, bic: Bic?, remittance: SepaText
    ) {
        (self.endToEndID, self.amount, self.creditor) = (endToEndID, amount, creditor)
        (self.iban, self.bic, self.remittance) = (iban, bic, remittance)
    }
}

/// The account from which money leaves.
public struct Debtor: Hashable, Sendable {
    public let name: SepaText
    /// Organisation identifier given by the bank, if any.
    public let identifier: SepaText?
    public let iban: Iban
    public let bic: Bic?
    /// ISO 20022 external category purpose code (`GOVT`…), if the bank asks for one.
    public let categoryPurpose: String?

    public init(name: SepaText, identifier: SepaText?, iban: Iban, bic: Bic?, categoryPurpose: String?) {
        (self.name, self.identifier, self.iban) = (name, identifier, iban)
        (self.bic, self.categoryPurpose) = (bic, categoryPurpose)
    }
}

/// A file that would not be accepted, and why.
public enum BankFileProblem: Error, Hashable, Sendable {
    case empty
    case tooMany(Int)
    case amount(endToEndID: String, Money)
    case longReference(endToEndID: String)
    case twice(endToEndID: String)
    case closedDay(CalendarDay)
    case pastDay(CalendarDay)

    public var sentence: String {
        switch self {
        case .empty: "Aucun virement à mettre dans le fichier."
        case .tooMany(let count): "\(count) virements : un fichier en contient au plus \(BankFile.largestCount)."
        case .amount(let id, let amount):
            "Virement \(id) : \(amount.cents) centimes est hors des limites d'un virement SEPA (0,01 à 999 999 999,99 €)."
        case .longReference(let id): "Virement \(id) : la référence dépasse 35 caractères."
        case .twice(let id): "Virement \(id) : la référence figure deux fois."
        case .closedDay(let day): "Le \(day) n'est pas un jour ouvré interbancaire : choisissez un jour ouvré."
        case .pastDay(let day): "Le \(day) est passé : choisissez aujourd'hui ou un jour à venir."
        }
    }
}
