public import Foundation
public import Vocabulary

/// A SEPA credit transfer initiation, pain.001.001.09: one payment block, one debtor, one day.
/// Source: ISO 20022 CustomerCreditTransferInitiationV09; EPC132-08 (customer-to-PSP implementation guidelines).
public struct BankFile: Hashable, Sendable {
    public static let largestCount = 20_000
    static let largestAmount = Money(cents: 99_999_999_999)

    /// At most 35 characters; unique for ever.
    public let messageID: SepaText
    public let createdAt: Date
    public let executionDay: CalendarDay
    public let debtor: Debtor
    public let transfers: [CreditTransfer]

    /// Throws the first group of problems found; `today` is the day on which the file is made.
    public init(
        messageID: SepaText, createdAt: Date, today: CalendarDay, executionDay: CalendarDay, debtor: Debtor,
        transfers: [CreditTransfer]
    ) throws(BankFileProblems) {
        let problems = BankFile.problems(of: transfers, on: executionDay, today: today)
        guard problems.isEmpty else { throw BankFileProblems(all: problems) }
        (self.messageID, self.createdAt, self.executionDay) = (messageID, createdAt, executionDay)
        (self.debtor, self.transfers) = (debtor, transfers)
    }

    public var total: Money { transfers.map(\.amount).total() }

    private static func problems(
        of transfers: [CreditTransfer], on day: CalendarDay, today: CalendarDay
    ) -> [BankFileProblem] {
        var problems: [BankFileProblem] = []
        if transfers.isEmpty { problems.append(.empty) }
        if transfers.count > largestCount { problems.append(.tooMany(transfers.count)) }
        if day < today { problems.append(.pastDay(day)) }
        if !TargetCalendar.isOpen(day) { problems.append(.closedDay(day)) }
        var seen: Set<SepaText> = []
        for transfer in transfers {
            let id = transfer.endToEndID.text
            if !seen.insert(transfer.endToEndID).inserted { problems.append(.twice(endToEndID: id)) }
            if id.count > 35 { problems.append(.longReference(endToEndID: id)) }
            if transfer.amount <= .zero || transfer.amount > largestAmount {
                problems.append(.amount(endToEndID: id, transfer.amount))
            }
        }
        return problems
    }
}

/// All reasons why a file was not made.
public struct BankFileProblems: Error, Hashable, Sendable {
    public let all: [BankFileProblem]
}

extension BankFile {
    /// The bytes of the file. The same file always gives the same bytes.
    public func render() -> [UInt8] {
        var xml = XMLWriter()
        xml.element("Document", ["xmlns": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"]) { xml in
            xml.element("CstmrCdtTrfInitn") { xml in
                header(&xml)
                paymentBlock(&xml)
            }
        }
        return xml.bytes
    }

    private func header(_ xml: inout XMLWriter) {
        xml.element("GrpHdr") { xml in
            xml.leaf("MsgId", messageID.text)
            xml.leaf("CreDtTm", createdAt.formatted(Date.ISO8601FormatStyle()))
            xml.leaf("NbOfTxs", String(transfers.count))
            xml.leaf("CtrlSum", BankFile.decimal(total))
            xml.element("InitgPty") { xml in
                xml.leaf("Nm", debtor.name.text)
                if let identifier = debtor.identifier {
                    xml.nested(["Id", "OrgId", "Othr"]) { $0.leaf("Id", identifier.text) }
                }
            }
        }
    }

    private func paymentBlock(_ xml: inout XMLWriter) {
        xml.element("PmtInf") { xml in
            xml.leaf("PmtInfId", messageID.text)
            xml.leaf("PmtMtd", "TRF")
            xml.leaf("BtchBookg", "true")
            xml.leaf("NbOfTxs", String(transfers.count))
            xml.leaf("CtrlSum", BankFile.decimal(total))
            xml.element("PmtTpInf") { xml in
                xml.nested(["SvcLvl"]) { $0.leaf("Cd", "SEPA") }
                if let purpose = debtor.categoryPurpose { xml.nested(["CtgyPurp"]) { $0.leaf("Cd", purpose) } }
            }
            xml.nested(["ReqdExctnDt"]) { $0.leaf("Dt", executionDay.description) }
            xml.nested(["Dbtr"]) { $0.leaf("Nm", debtor.name.text) }
            xml.nested(["DbtrAcct", "Id"]) { $0.leaf("IBAN", debtor.iban.electronic) }
            xml.nested(["DbtrAgt", "FinInstnId"]) { xml in
                if let bic = debtor.bic {
                    xml.leaf("BICFI", bic.code)
                } else {
                    xml.nested(["Othr"]) { $0.leaf("Id", "NOTPROVIDED") }
                }
            }
            xml.leaf("ChrgBr", "SLEV")
            for transfer in transfers { BankFile.write(transfer, to: &xml) }
        }
    }

    private static func write(_ transfer: CreditTransfer, to xml: inout XMLWriter) {
        xml.element("CdtTrfTxInf") { xml in
            xml.nested(["PmtId"]) { xml in
                xml.leaf("InstrId", transfer.endToEndID.text)
                xml.leaf("EndToEndId", transfer.endToEndID.text)
            }
            xml.nested(["Amt"]) { $0.leaf("InstdAmt", decimal(transfer.amount), ["Ccy": "EUR"]) }
            if let bic = transfer.bic { xml.nested(["CdtrAgt", "FinInstnId"]) { $0.leaf("BICFI", bic.code) } }
            xml.nested(["Cdtr"]) { $0.leaf("Nm", transfer.creditor.text) }
            xml.nested(["CdtrAcct", "Id"]) { $0.leaf("IBAN", transfer.iban.electronic) }
            xml.nested(["RmtInf"]) { $0.leaf("Ustrd", transfer.remittance.text) }
        }
    }

    /// `1234.50`.
    static func decimal(_ amount: Money) -> String {
        let (euros, cents) = (amount.cents / 100, amount.cents % 100)
        return "\(euros).\(cents < 10 ? "0" : "")\(cents)"
    }
}
