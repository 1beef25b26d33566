import LiquidationDomain
import Testing
import Vocabulary

struct BankAnswerTests {
    private let batch = BatchContents(
        messageID: "M1", released: true,
        transfers: [
            .init(endToEndID: "E1", amount: Money(cents: 1000), state: .sent),
            .init(endToEndID: "E2", amount: Money(cents: 250), state: .unknown),
        ])

    private func report(group: String, blocks: String = "", extra: String = "") -> [UInt8] {
        Array(
            """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
            <GrpHdr><MsgId>B1</MsgId><CreDtTm>2026-07-17T08:00:00</CreDtTm></GrpHdr>
            <OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>\(extra)\(group)
            </OrgnlGrpInfAndSts>\(blocks)</CstmrPmtStsRpt></Document>
            """.utf8)
    }

    private func block(_ transfers: String, status: String = "") -> String {
        "<OrgnlPmtInfAndSts><OrgnlPmtInfId>M1</OrgnlPmtInfId>\(status)\(transfers)</OrgnlPmtInfAndSts>"
    }

    private func transfer(_ id: String, _ status: String, reason: String = "", amount: String = "") -> String {
        let why = reason.isEmpty ? "" : "<StsRsnInf><Rsn><Cd>\(reason)</Cd></Rsn><AddtlInf>note</AddtlInf></StsRsnInf>"
        let paid =
            amount.isEmpty ? "" : "<OrgnlTxRef><Amt><InstdAmt Ccy=\"EUR\">\(amount)</InstdAmt></Amt></OrgnlTxRef>"
        return
            "<TxInfAndSts><OrgnlEndToEndId>\(id)</OrgnlEndToEndId><TxSts>\(status)</TxSts>\(why)\(paid)</TxInfAndSts>"
    }

    private func answers(_ bytes: [UInt8]) throws -> [String: PaymentStep] {
        let answers = try BankReport.read(bytes).answers(for: batch)
        return Dictionary(uniqueKeysWithValues: answers.map { ($0.endToEndID, $0.step) })
    }

    @Test func aSettledGroupSettlesEveryPayment() throws {
        #expect(try answers(report(group: "<GrpSts>ACSC</GrpSts>")) == ["E1": .settle, "E2": .settle])
    }

    @Test func anAcceptedGroupResolvesOnlyWhatWasUnknown() throws {
        #expect(try answers(report(group: "<GrpSts>ACCP</GrpSts>")) == ["E2": .acknowledge])
    }

    @Test func aRejectedGroupGivesEverythingBack() throws {
        let bytes = report(group: "<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>FF01</Cd></Rsn></StsRsnInf>")

        #expect(try answers(bytes) == ["E1": .giveBack, "E2": .giveBack])
    }

    @Test func aRejectedTransferInASettledGroupComesBackAlone() throws {
        let bytes = report(group: "<GrpSts>ACSC</GrpSts>", blocks: block(transfer("E2", "RJCT", reason: "AC04")))

        let found = try BankReport.read(bytes).answers(for: batch)

        #expect(found.map(\.step) == [.settle, .giveBack])
        #expect(found[1].reason?.refusesBankDetails == true)
        #expect(found[1].reason?.explanation.contains("compte est clos") == true)
        #expect(found[1].information == "note")
    }

    @Test func underAPartialStatusWhatIsNotListedIsLeft() throws {
        let bytes = report(group: "<GrpSts>PART</GrpSts>", blocks: block(transfer("E2", "RJCT", reason: "MS03")))

        #expect(try answers(bytes) == ["E2": .giveBack])
    }

    @Test func theBlockGoesBeforeTheGroup() throws {
        let bytes = report(group: "<GrpSts>ACCP</GrpSts>", blocks: block("", status: "<PmtInfSts>ACSC</PmtInfSts>"))

        #expect(try answers(bytes) == ["E1": .settle, "E2": .settle])
    }

    @Test func theSameNewsTwiceChangesNothing() throws {
        let settled = BatchContents(
            messageID: "M1", released: true,
            transfers: [.init(endToEndID: "E1", amount: Money(cents: 1), state: .settled)])

        #expect(try BankReport.read(report(group: "<GrpSts>ACSC</GrpSts>")).answers(for: settled).isEmpty)
    }

    @Test func everyContradictionIsNamedWithItsPlaceAndNothingIsTaken() throws {
        let transfers =
            transfer("E1", "RJCT", amount: "9.99") + transfer("E1", "ACSC") + transfer("E9", "PART")
        let bytes = report(
            group: "<GrpSts>PART</GrpSts>", blocks: block(transfers),
            extra: "<OrgnlNbOfTxs>3</OrgnlNbOfTxs><OrgnlCtrlSum>99.5</OrgnlCtrlSum>")
        let read = try BankReport.read(bytes)

        #expect {
            try read.answers(for: batch)
        } throws: { error in
            let paths = (error as? ReportProblems)?.all.map(\.path) ?? []
            return paths == [
                "OrgnlGrpInfAndSts/OrgnlNbOfTxs", "OrgnlGrpInfAndSts/OrgnlCtrlSum",
                "OrgnlPmtInfAndSts[1]/TxInfAndSts[1]/OrgnlTxRef/Amt/InstdAmt",
                "OrgnlPmtInfAndSts[1]/TxInfAndSts[2]/OrgnlEndToEndId",
                "OrgnlPmtInfAndSts[1]/TxInfAndSts[3]/OrgnlEndToEndId",
            ]
        }
    }

    @Test func aFileThatWasNotReleasedCannotBeAnswered() throws {
        let built = BatchContents(messageID: "M1", released: false, transfers: batch.transfers)

        let read = try BankReport.read(report(group: "<GrpSts>ACSC</GrpSts>"))

        #expect(throws: ReportProblems.self) { try read.answers(for: built) }
    }

    @Test(arguments: [
        "<a/>", "<Document/>", "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.001.001.09'/>",
        "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.002.001.10'><CstmrPmtStsRpt/></Document>", "{}",
    ])
    func anotherFileIsRefused(text: String) {
        #expect(throws: ReportProblems.self) { try BankReport.read(Array(text.utf8)) }
    }

    @Test func anUnknownStatusIsRefusedWithItsLine() {
        #expect {
            try BankReport.read(report(group: "<GrpSts>ZZZZ</GrpSts>"))
        } throws: { error in
            (error as? ReportProblems)?.all.first?.path == "OrgnlGrpInfAndSts/GrpSts (ligne 3)"
        }
    }
}
