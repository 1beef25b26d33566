import Contracts
import Foundation
import LiquidationDomain
import Postgres
import TestServers
import Testing
import TransactionalMessaging
import Vocabulary

@testable import LiquidationService

@Suite(.serialized) struct MoneyServerTests {
    private let person = ParticipantID(rawValue: UUID())
    private let both: [(Track, Fact)] = [(.indemnity, .scripts(count: 10)), (.travel, .toll(paid: .zero))]

    @Test func certifiedFactsBecomeAmountsOrdersAndABalancedLedger() async throws {
        try await LiquidationFixture.run { fixture in
            try await fixture.register(person)

            let messages = try await fixture.certify([fixture.decision(person, both)])

            #expect(
                messages.map { type(of: $0).type.fact } == [
                    "amounts-established", "payment-ordered", "indemnity-instructed", "payment-blocked",
                ])
            let balance = try await fixture.balance()
            #expect(balance.sum == .zero && balance.differences.isEmpty)
            #expect(balance.balance.carried(.inTransit, .indemnity) == Money(cents: 5000))
            #expect(balance.balance.carried(.payable, .travel) == Money(cents: 1000))
        }
    }

    @Test func anUnknownPersonIsTriedAgainLater() async throws {
        try await LiquidationFixture.run { fixture in
            await #expect(throws: PayeeMissing.self) { try await fixture.certify([fixture.decision(person, both)]) }
        }
    }

    @Test func theSameLineIsNotLiquidatedTwice() async throws {
        try await LiquidationFixture.run { fixture in
            try await fixture.register(person)
            let decision = fixture.decision(person, both)
            try await fixture.certify([decision])

            await #expect(throws: DecisionRefused.self) { try await fixture.certify([decision]) }
        }
    }

    @Test func twoDecisionsOfOneClaimInOneBatchAreNumberedInOrder() async throws {
        try await LiquidationFixture.run { fixture in
            try await fixture.register(person)
            let claim = ClaimID(rawValue: UUID())

            let messages = try await fixture.certify([
                fixture.decision(person, claim: (claim, 1), both),
                fixture.decision(person, claim: (claim, 2), both),
            ])

            #expect(messages.compactMap { ($0 as? AmountsEstablished)?.liquidation } == [1, 2])
        }
    }

    /// Also a program gone wrong writes no half of an entry: the database itself refuses the statement.
    @Test(arguments: [0, 1, -1]) func aCauseThatDoesNotSumToZeroIsRefused(error cents: Int64) async throws {
        try await LiquidationFixture.run { fixture in
            try await fixture.register(person)
            let decision = fixture.decision(person, both)
            try await fixture.certify([decision])
            let entries = InsertPair(claim: decision.claimID, debit: 500 + cents, credit: -500)
            let write = { try await fixture.pool.transaction { try $0.execute(entries) } }
            if cents == 0 {
                #expect(try await write() == 2)
            } else {
                let refused = await #expect(throws: PostgresError.self) { try await write() }
                #expect(refused?.sqlState == "23514")
            }
        }
    }

    @Test func aThousandDecisionsBalance() async throws {
        try await LiquidationFixture.run { fixture in
            try await fixture.register(person)
            let decisions = (0..<1000).map { _ in
                fixture.decision(person, both + [(.travel, .kilometres(count: 3, vehicle: .car(.upTo5)))])
            }

            for start in stride(from: 0, to: 1000, by: 100) {
                try await fixture.certify(Array(decisions[start..<(start + 100)]))
            }

            let balance = try await fixture.balance()
            #expect(balance.differences.isEmpty && balance.balance.established(.travel) == Money(cents: 2_000_000))
        }
    }

    @Test func payrollReportsMoveMoneyOnce() async throws {
        try await LiquidationFixture.run { fixture in
            try await fixture.register(person)
            let ordered = try await fixture.certify([fixture.decision(person, both)])
            let instruction = try #require(ordered.compactMap { $0 as? IndemnityInstructed }.first)
            func report(_ outcome: PayrollOutcome, _ number: Int64, cents: Int64 = 5000) async throws -> Int {
                let report = IndemnityReported(
                    paymentID: instruction.paymentID, outcome: outcome, amountCents: Money(cents: cents),
                    reportedOn: LiquidationFixture.today, code: nil, explanation: nil)
                return try await fixture.pool.transaction { connection in
                    try ReportIndemnity(now: LiquidationFixture.now).report(report, number: number, in: connection)
                        .count
                }
            }

            await #expect(throws: DecisionRefused.self) { try await report(.paid, 1, cents: 4999) }
            await #expect(throws: DecisionRefused.self) { try await report(.unknown("lost"), 1) }
            #expect(try await report(.paid, 1) == 1)
            #expect(try await report(.paid, 2) == 0)
            let settled = try await fixture.balance()
            #expect(settled.balance.carried(.paid, .indemnity) == Money(cents: 5000))
            #expect(try await report(.rejected, 3) == 1)
            #expect(try await report(.paid, 4) == 0)
            let balance = try await fixture.balance()
            #expect(balance.sum == .zero && balance.differences.isEmpty)
        }
    }

    @Test func bankDetailsUnblockPaymentsAndAreNowhereInClear() async throws {
        try await LiquidationFixture.run { fixture in
            try await fixture.register(person)
            try await fixture.certify([fixture.decision(person, both)])

            let messages = try await fixture.enterBankDetails(person, nationalNumber: "269054958815780")

            #expect(messages.map { type(of: $0).type.fact } == ["dossier-assessed", "payment-ordered"])
            let rows = try await fixture.pool.transaction { try $0.run(SelectWholeDossiers()) }
            #expect(rows.count == 1)
            for clear in [LiquidationFixture.iban, "30006000011234567890", "269054958815780", "Eloise Lefevre"] {
                #expect(!rows[0].contains(Data(clear.utf8).map { String(format: "%02x", $0) }.joined()))
                #expect(!rows[0].contains(clear))
            }
        }
    }

    @Test func ciphertextMovedToAnotherColumnOrPersonDoesNotOpen() throws {
        let key = DataKey(owner: UUID(), version: 1)
        let sealed = try key.seal(Array("x".utf8), table: "bank_details", column: "iban")

        #expect(try key.open(sealed, table: "bank_details", column: "iban") == Array("x".utf8))
        #expect(throws: VaultProblem.self) { try key.open(sealed, table: "bank_details", column: "holder") }
        #expect(throws: VaultProblem.self) {
            try DataKey(owner: UUID(), version: 1).open(sealed, table: "bank_details", column: "iban")
        }
    }

    @Test func whatIsAppendOnlyCannotBeChanged() async throws {
        try await LiquidationFixture.run { fixture in
            for table in ["entry", "decision", "liquidation", "established_line", "payment_event", "bank_details"] {
                for verb in ["DELETE FROM liquidation.\(table)", "TRUNCATE liquidation.\(table)"] {
                    await #expect(throws: PostgresError.self) {
                        try await fixture.pool.withConnection { try $0.script(verb) }
                    }
                }
            }
        }
    }

    @Test func aCauseThatDoesNotSumToZeroIsRefusedAtTheEnd() async throws {
        try await LiquidationFixture.run { fixture in
            try await fixture.register(person)
            let decision = fixture.decision(person, both)
            try await fixture.certify([decision])

            await #expect(throws: PostgresError.self) {
                try await fixture.pool.transaction { connection in
                    try connection.execute(InsertLoneEntry(claim: decision.claimID))
                }
            }
            #expect(try await fixture.balance().sum == .zero)
        }
    }
}

/// Everything that is kept of the bank details, as text.
private struct SelectWholeDossiers: Statement {
    static let sql = "SELECT bank_details::text FROM liquidation.bank_details"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.text(0) }
}

private struct InsertLoneEntry: Command {
    static let sql = """
        INSERT INTO liquidation.entry (cause, account, cents, claim_id, posted_at)
        VALUES (gen_random_uuid(), 'paid.travel', 1, $1, now())
        """
    let claim: ClaimID
    var bindings: [SQLValue] { [.uuid(claim.rawValue)] }
}

/// Two entries of one cause, each balanced with the other or not.
private struct InsertPair: Command {
    static let sql = """
        INSERT INTO liquidation.entry (cause, account, cents, claim_id, posted_at)
        SELECT $1, e.account, e.cents, $2, clock_timestamp()
          FROM (VALUES ('expense.indemnity', $3::bigint), ('payable.indemnity', $4::bigint)) AS e (account, cents)
        """
    let cause = UUID()
    let claim: ClaimID
    let debit: Int64
    let credit: Int64
    var bindings: [SQLValue] { [.uuid(cause), .uuid(claim.rawValue), .int(debit), .int(credit)] }
}
