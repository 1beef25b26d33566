import Contracts
import Foundation
import LiquidationDomain
import Postgres
import TestServers
import Testing
import Vocabulary

@testable import LiquidationService

@Suite(.serialized) struct BatchServerTests {
    private let person = ParticipantID(rawValue: UUID())
    private let builder = UUID()
    private let releaser = UUID()

    private func build(_ fixture: LiquidationFixture) async throws -> (UUID, BankFile) {
        let id = UUID()
        let debtor = Debtor(
            name: SepaText(folding: "Académie", limit: 70)!, identifier: nil,
            iban: try Iban(typed: LiquidationFixture.iban), bic: nil, categoryPurpose: nil)
        let act = BuildBatch(
            ring: try fixture.ring(), debtor: debtor, prefix: "IMAGIN", now: LiquidationFixture.now,
            today: LiquidationFixture.today, builder: builder, perimeter: .everything)
        let file = try await fixture.pool.transaction { connection in
            try act.build(id, on: CalendarDay("2026-07-16")!, in: connection)
        }
        return (id, file)
    }

    private func acts(_ fixture: LiquidationFixture, _ actor: UUID) throws -> BatchActs {
        BatchActs(
            ring: try fixture.ring(), actor: actor, now: LiquidationFixture.now, today: LiquidationFixture.today,
            perimeter: .everything)
    }

    private func answer(_ fixture: LiquidationFixture, _ file: BankFile, _ status: String, reason: String = "")
        async throws -> (AnswerOutcome, [String])
    {
        let why = reason.isEmpty ? "" : "<StsRsnInf><Rsn><Cd>\(reason)</Cd></Rsn></StsRsnInf>"
        let text = """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>B</MsgId>\
            <CreDtTm>2026-07-17T08:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>\(file.messageID.text)\
            </OrgnlMsgId><GrpSts>\(status)</GrpSts>\(why)</OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>
            """
        let act = TakeBankAnswer(
            ring: try fixture.ring(), receivedBy: builder, perimeter: .everything, now: LiquidationFixture.now)
        return try await fixture.pool.transaction { connection in
            let result = try act.take(Array(text.utf8), as: UUID(), in: connection)
            return (result.outcome, result.messages.map { type(of: $0).type.fact })
        }
    }

    private func prepared(_ fixture: LiquidationFixture) async throws {
        try await fixture.register(person)
        try await fixture.enterBankDetails(person)
        try await fixture.certify([
            fixture.decision(person, [(.travel, .toll(paid: .zero))]),
            fixture.decision(person, [(.travel, .toll(paid: .zero))]),
        ])
    }

    @Test func aFileGoesItsWholeWayAndBalancesAtEachStep() async throws {
        try await LiquidationFixture.run { fixture in
            try await prepared(fixture)

            let (id, file) = try await build(fixture)
            #expect(file.transfers.count == 2)
            #expect(try await fixture.balance().balance.carried(.inFile, .travel) == Money(cents: 2000))
            try await fixture.pool.transaction { try acts(fixture, releaser).release(id, in: $0) }
            let bytes = try await fixture.pool.transaction { try acts(fixture, builder).file(id, in: $0) }
            #expect(bytes == file.render())
            let sent = try await fixture.pool.transaction {
                try acts(fixture, builder).declareSent(id, in: $0).count
            }
            #expect(sent == 2)
            let (settled, facts) = try await answer(fixture, file, "ACSC")
            #expect(settled.settled == 2 && facts == ["payment-settled", "payment-settled"])
            let (again, none) = try await answer(fixture, file, "ACSC")
            #expect(again.takenBefore && none.isEmpty)
            let balance = try await fixture.balance()
            #expect(balance.sum == .zero && balance.differences.isEmpty)
            #expect(balance.balance.carried(.paid, .travel) == Money(cents: 2000))
        }
    }

    @Test func whoBuiltAFileCannotReleaseItAndNobodyReadsItBefore() async throws {
        try await LiquidationFixture.run { fixture in
            try await prepared(fixture)
            let (id, _) = try await build(fixture)

            await #expect(throws: BatchRefusal.samePerson) {
                try await fixture.pool.transaction { try acts(fixture, builder).release(id, in: $0) }
            }
            await #expect(throws: BatchRefusal.wrongState(.built)) {
                try await fixture.pool.transaction { try acts(fixture, releaser).file(id, in: $0) }
            }
        }
    }

    @Test func aFileGivenUpLeavesItsTransfersToTheNext() async throws {
        try await LiquidationFixture.run { fixture in
            try await prepared(fixture)
            let (id, _) = try await build(fixture)

            _ = try await fixture.pool.transaction { try acts(fixture, builder).giveUp(id, in: $0).count }

            let (_, next) = try await build(fixture)
            #expect(next.transfers.count == 2)
            #expect(try await fixture.balance().differences.isEmpty)
        }
    }

    @Test func aReturnIsOrderedAnewOnlyAfterTheBankDetailsChange() async throws {
        try await LiquidationFixture.run { fixture in
            try await prepared(fixture)
            let (id, file) = try await build(fixture)
            try await fixture.pool.transaction { try acts(fixture, releaser).release(id, in: $0) }
            try await fixture.pool.transaction { try acts(fixture, releaser).declareUnknown(id, in: $0) }

            let (_, facts) = try await answer(fixture, file, "RJCT", reason: "AC04")
            #expect(facts == ["payment-returned", "payment-returned", "dossier-assessed"])
            await #expect(throws: BankFileProblems.self) { try await build(fixture) }
            let ordered = try await fixture.enterBankDetails(person)
            let (_, next) = try await build(fixture)

            #expect(ordered.compactMap { ($0 as? PaymentOrdered)?.payment.attempt } == [2, 2])
            #expect(Set(next.transfers.map(\.endToEndID)).isDisjoint(with: file.transfers.map(\.endToEndID)))
            let balance = try await fixture.balance()
            #expect(balance.sum == .zero && balance.differences.isEmpty)
        }
    }

    @Test func otherTransfersToARefusedAccountWaitVisiblyAndAreOrderedByThemselves() async throws {
        try await LiquidationFixture.run { fixture in
            try await prepared(fixture)
            let (id, file) = try await build(fixture)
            try await fixture.certify([fixture.decision(person, [(.travel, .toll(paid: .zero))])])
            try await fixture.pool.transaction { try acts(fixture, releaser).release(id, in: $0) }
            let (_, facts) = try await answer(fixture, file, "RJCT", reason: "AC04")
            let later = try await fixture.certify([fixture.decision(person, [(.travel, .toll(paid: .zero))])])
            let waiting = try await states(fixture)
            let shown = try await fixture.pool.transaction { try $0.run(CountWaitingDossiers(perimeter: .everything)) }
            let corrected = try await fixture.enterBankDetails(person)
            let (_, next) = try await build(fixture)

            #expect(facts == ["payment-returned", "payment-returned", "payment-blocked", "dossier-assessed"])
            #expect(later.compactMap { ($0 as? PaymentBlocked)?.reason } == ["bank-details-refused"])
            #expect(waiting == ["blocked", "blocked", "returned", "returned"])
            #expect(shown.first?.people == 1 && shown.first?.sum == Money(cents: 2000))
            #expect(corrected.count { $0 is PaymentOrdered } == 4 && next.transfers.count == 4)
            #expect(try await fixture.balance().differences.isEmpty)
        }
    }

    @Test func transfersOfAFileGivenUpAfterTheRefusalWaitForAnotherAccount() async throws {
        try await LiquidationFixture.run { fixture in
            try await prepared(fixture)
            let (id, file) = try await build(fixture)
            try await fixture.certify([fixture.decision(person, [(.travel, .toll(paid: .zero))])])
            let (second, _) = try await build(fixture)
            try await fixture.pool.transaction { try acts(fixture, releaser).release(id, in: $0) }
            _ = try await answer(fixture, file, "RJCT", reason: "AC04")

            let said = try await fixture.pool.transaction { connection in
                try acts(fixture, builder).giveUp(second, in: connection).map { type(of: $0).type.fact }
            }

            #expect(said == ["payment-blocked"])
            #expect(try await states(fixture) == ["blocked", "returned", "returned"])
        }
    }

    private func states(_ fixture: LiquidationFixture) async throws -> [String] {
        try await fixture.pool.transaction { connection in
            try connection.run(SelectOwnPayments(participant: person)).map(\.payment.state.rawValue).sorted()
        }
    }
}
