import LiquidationDomain
import ServiceRuntime

/// What the bank must know of the payer, and where files are put for it. Set by the operator:
///
/// - `BANK_DEBTOR_IBAN`: the account from which travel costs are paid; without it no file is built.
/// - `BANK_DEBTOR_NAME`: its holder, as the bank writes it; needed with the account.
/// - `BANK_DEBTOR_BIC`, `BANK_DEBTOR_ID`, `BANK_CATEGORY_PURPOSE`: only where the bank asks for them.
/// - `BANK_MESSAGE_PREFIX`: begins every MsgId; `IMAGIN` by default.
/// - `BANK_DIRECTORY`: the folder in whose `outbox` files are put for the bank; without it they are downloaded.
struct BankSettings: Sendable {
    let debtor: Debtor?
    let prefix: String
    let directory: String?

    init(debtor: Debtor?, prefix: String, directory: String?) {
        (self.debtor, self.prefix, self.directory) = (debtor, prefix, directory)
    }

    /// - Throws: `BankSettingProblem` naming the setting, never its value.
    init(_ settings: Settings) throws(BankSettingProblem) {
        prefix = settings["BANK_MESSAGE_PREFIX"] ?? "IMAGIN"
        guard SepaText(exactly: prefix, limit: 19) != nil else { throw .unusable("BANK_MESSAGE_PREFIX") }
        directory = settings["BANK_DIRECTORY"]
        guard let account = settings["BANK_DEBTOR_IBAN"] else {
            debtor = nil
            return
        }
        guard let iban = try? Iban(typed: account) else { throw .unusable("BANK_DEBTOR_IBAN") }
        guard let name = settings["BANK_DEBTOR_NAME"].flatMap({ SepaText(folding: $0, limit: 70) }) else {
            throw .unusable("BANK_DEBTOR_NAME")
        }
        let bic = settings["BANK_DEBTOR_BIC"].flatMap { Bic(typed: $0) }
        guard bic != nil || settings["BANK_DEBTOR_BIC"] == nil else { throw .unusable("BANK_DEBTOR_BIC") }
        let identifier = settings["BANK_DEBTOR_ID"].flatMap { SepaText(exactly: $0, limit: 35) }
        guard identifier != nil || settings["BANK_DEBTOR_ID"] == nil else { throw .unusable("BANK_DEBTOR_ID") }
        let purpose = settings["BANK_CATEGORY_PURPOSE"]
        guard purpose.map({ $0.count == 4 && $0.allSatisfy(\.isUppercase) }) ?? true else {
            throw .unusable("BANK_CATEGORY_PURPOSE")
        }
        debtor = Debtor(name: name, identifier: identifier, iban: iban, bic: bic, categoryPurpose: purpose)
    }
}

/// A setting of the bank that cannot be used.
enum BankSettingProblem: Error, Equatable, CustomStringConvertible {
    case unusable(String)

    var description: String {
        switch self {
        case .unusable(let name): "setting \(name) is not usable: see BankSettings for what it takes"
        }
    }
}
