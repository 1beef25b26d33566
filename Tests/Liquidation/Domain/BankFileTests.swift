import Foundation
import LiquidationDomain
import Testing
import Vocabulary

/// The example values of the bank tests.
enum Bank {
    static let thursday = CalendarDay("2026-07-16")!
    static let iban = (try? Iban(typed: "FR7630006000011234567890189"))!
    static let debtor = Debtor(
        name: SepaText(folding: "Académie de Toulouse", limit: 70)!, identifier: SepaText(folding: "ACAD31", limit: 35),
        iban: iban, bic: Bic(typed: "TRPUFRP1"), categoryPurpose: nil)

    static func transfer(_ id: String, cents: Int64 = 12_345, name: String = "Élise N'Guyen & fils") -> CreditTransfer {
        CreditTransfer(
            endToEndID: SepaText(folding: id, limit: 60)!, amount: Money(cents: cents),
            creditor: SepaText(folding: name, limit: 70)!, iban: iban, bic: nil,
            remittance: SepaText(folding: "Frais de déplacement – session 2026-06", limit: 140)!)
    }

    static func file(_ transfers: [CreditTransfer], on day: CalendarDay = thursday) throws(BankFileProblems) -> BankFile
    {
        try BankFile(
            messageID: SepaText(folding: "IMAGIN-20260715-000001", limit: 35)!,
            createdAt: Date(timeIntervalSince1970: 1_784_100_000), today: CalendarDay("2026-07-15")!,
            executionDay: day, debtor: debtor, transfers: transfers)
    }
}

struct BankFileTests {
    @Test func theFileCarriesCountSumAndEachTransfer() throws {
        let file = try Bank.file([Bank.transfer("A1"), Bank.transfer("A2", cents: 5)])

        let root = try XMLReader.read(file.render())
        let body = try #require(root.child("CstmrCdtTrfInitn"))

        #expect(root.namespace == "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09")
        #expect(body.at("GrpHdr", "NbOfTxs")?.text == "2")
        #expect(body.at("GrpHdr", "CtrlSum")?.text == "123.50")
        #expect(body.at("PmtInf", "ReqdExctnDt", "Dt")?.text == "2026-07-16")
        let transfers = try #require(body.child("PmtInf")).all("CdtTrfTxInf")
        #expect(transfers.map { $0.at("Amt", "InstdAmt")?.text } == ["123.45", "0.05"])
        #expect(transfers.map { $0.at("PmtId", "EndToEndId")?.text } == ["A1", "A2"])
        #expect(transfers.first?.at("Cdtr", "Nm")?.text == "Elise N'Guyen + fils")
        #expect(transfers.first?.at("RmtInf", "Ustrd")?.text == "Frais de deplacement - session 2026-06")
    }

    @Test func theSameFileGivesTheSameBytes() throws {
        let transfers = (1...50).map { Bank.transfer("T\($0)") }

        #expect(try Bank.file(transfers).render() == Bank.file(transfers).render())
    }

    @Test func theElementsStandInTheOrderOfTheSchema() throws {
        // The whole schema is applied by the acceptance suite.
        let file = try Bank.file([Bank.transfer("A1")])

        let block = try #require(try XMLReader.read(file.render()).at("CstmrCdtTrfInitn", "PmtInf"))

        #expect(
            block.children.map(\.name) == [
                "PmtInfId", "PmtMtd", "BtchBookg", "NbOfTxs", "CtrlSum", "PmtTpInf", "ReqdExctnDt", "Dbtr", "DbtrAcct",
                "DbtrAgt", "ChrgBr", "CdtTrfTxInf",
            ])
        let root = try XMLReader.read(file.render())
        let header = try #require(root.at("CstmrCdtTrfInitn", "GrpHdr"))
        #expect(header.children.map(\.name) == ["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"])
        let transfer = try #require(block.child("CdtTrfTxInf"))
        #expect(transfer.children.map(\.name) == ["PmtId", "Amt", "Cdtr", "CdtrAcct", "RmtInf"])
    }

    @Test func everyReasonAgainstAFileIsNamed() {
        let transfers = [
            Bank.transfer("A"), Bank.transfer("A"), Bank.transfer("B", cents: 0),
            Bank.transfer("C", cents: 100_000_000_000), Bank.transfer(String(repeating: "D", count: 36)),
        ]

        #expect {
            try Bank.file(transfers, on: CalendarDay("2026-07-14")!)
        } throws: { error in
            (error as? BankFileProblems)?.all.count == 5
        }
    }

    @Test(arguments: ["2026-07-18", "2026-12-25", "2027-03-26", "2027-03-29", "2028-05-01"])
    func aClosedDayIsRefused(day: String) {
        #expect(throws: BankFileProblems.self) { try Bank.file([Bank.transfer("A")], on: CalendarDay(day)!) }
    }

    @Test(arguments: [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2038, "2038-04-25")])
    func goodFridayAndEasterMondayAreClosed(year: Int, easter: String) throws {
        let sunday = try #require(CalendarDay(easter))

        #expect(!TargetCalendar.isOpen(sunday.adding(days: -2)))
        #expect(!TargetCalendar.isOpen(sunday.adding(days: 1)))
        #expect(TargetCalendar.isOpen(sunday.adding(days: -3)))
        #expect(TargetCalendar.firstOpenDay(from: sunday.adding(days: -2)) == sunday.adding(days: 2))
    }

    @Test(arguments: [
        ("Œuvre d'Ægir – Straße", "OEuvre d'AEgir - Strasse"), ("//a//b/", "a/b"), ("  ", nil), ("日本", nil),
        ("Łódź; <script>", "Lodz script"), ("a\nb\u{0}c", "a b c"), ("ﬁn 😀", "n"),
    ])
    func textIsBroughtIntoTheCharactersOfTheBank(raw: String, folded: String?) {
        #expect(SepaText(folding: raw, limit: 140)?.text == folded)
    }

    @Test func textIsCutAndNeverEndsWithAStroke() {
        #expect(SepaText(folding: "abc/def", limit: 4)?.text == "abc")
    }
}
