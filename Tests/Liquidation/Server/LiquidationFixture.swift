import Contracts
import Crypto
import Foundation
import LiquidationDomain
import Postgres
import TestServers
import TransactionalMessaging
import Vocabulary

@testable import LiquidationService

/// Liquidation on a database of its own. Every script is worth 5 €, every other fact 10 €.
struct LiquidationFixture: Sendable {
    let pool: Pool
    let database: TestDatabase

    static let now = Date(timeIntervalSince1970: 1_784_100_000)
    static let today = CalendarDay("2026-07-15")!
    static let iban = "FR7630006000011234567890189"
    static let ring = try? KeyRing(
        parsing: "wrap 1 \(Data(repeating: 7, count: 32).base64EncodedString())\n"
            + "index 1 \(Data(repeating: 9, count: 32).base64EncodedString())")

    @discardableResult
    static func run<T: Sendable>(_ body: @Sendable (LiquidationFixture) async throws -> T) async throws -> T {
        let database = try await TestDatabase.make(
            service: "liquidation", migrations: MessagingMigrations.all + LiquidationService.migrations)
        return try await database.withPool { pool in
            try await body(LiquidationFixture(pool: pool, database: database))
        }
    }

    static let assess: Assess = { decision, _, _ in
        var amounts: [LineID: AssessedFact] = [:]
        for line in decision.lines {
            let cents: Int64 =
                if case .scripts(let count) = line.line.fact { Int64(count) * 500 } else { 1000 }
            amounts[line.line.lineID] = AssessedFact(
                amount: Money(cents: cents), sentence: "s", source: "t", remedy: nil, trace: "{}")
        }
        return amounts
    }

    func register(_ participant: ParticipantID, revision: Int64 = 1, family: String = "Lefèvre") async throws {
        let home = CommuneName(code: CommuneCode("31555")!, name: "Toulouse")
        let person = PersonDescription(
            participantID: participant, number: "I0001", name: PersonName(family: family, given: "Éloïse"), email: nil,
            status: "internal", home: home, school: nil)
        try await pool.transaction { connection in
            _ = try connection.run(UpsertPayee(person: person, revision: revision, now: Self.now))
        }
    }

    @discardableResult
    func certify(_ decisions: [FactsCertified]) async throws -> [any Message] {
        try await pool.transaction { connection in
            try EstablishAmounts(assess: Self.assess, indemnityCode: "J", now: Self.now)
                .establish(decisions, in: connection)
        }
    }

    @discardableResult
    func enterBankDetails(_ participant: ParticipantID, nationalNumber: String = "") async throws -> [any Message] {
        let typed = TypedBankDetails(
            iban: Self.iban, holder: "Éloïse Lefèvre", bic: "", nationalNumber: nationalNumber)
        let details = try BankDetails.check(typed, nationalNumberRequired: false).get()
        return try await pool.transaction { connection in
            try SaveBankDetails(ring: try ring(), now: Self.now)
                .save(details, of: participant, enteredBy: UUID(), in: connection)
        }
    }

    func ring() throws -> KeyRing {
        guard let ring = Self.ring else { throw KeyRingProblem.incomplete }
        return ring
    }

    func decision(
        _ participant: ParticipantID, claim: ClaimID = ClaimID(rawValue: UUID()), number: Int = 1,
        _ facts: [(Track, Fact)]
    ) -> FactsCertified {
        let day = CalendarDay("2026-06-18")!
        let mission = MissionDescription(
            missionID: MissionID(rawValue: UUID()), session: "2026-06", kind: .marking, exam: .baccalaureatGeneral,
            test: "Philosophie", office: "DEC1", centreCode: "C1", centreName: "Lycée",
            commune: CommuneName(code: CommuneCode("81004")!, name: "Albi"), remote: false, evaluation: .terminal,
            slots: [], minutesPerCandidate: nil)
        return FactsCertified(
            claimID: claim, participantID: participant, convocationID: ConvocationID(rawValue: UUID()),
            decision: number, mission: mission, trip: nil, carAuthorised: nil,
            lines: facts.map {
                CertifiedLine(
                    line: ClaimLine(lineID: LineID(rawValue: UUID()), track: $0.0, day: day, fact: $0.1),
                    verdict: .accepted, declared: nil, reason: nil)
            }, office: "DEC1", decidedAt: Instant(Self.now))
    }

    /// The balance as the dashboard shows it; empty differences mean to the cent.
    func balance() async throws -> (sum: Money, differences: [Balance.Difference], balance: Balance) {
        try await pool.transaction { connection in
            var accounts: [Account: Money] = [:]
            for row in try connection.run(SelectAccountSums()) {
                if let account = row.account { accounts[account] = row.sum }
            }
            var payments: [Track: [PaymentState: Money]] = [:]
            for row in try connection.run(SelectPaymentSums()) {
                if let track = row.track, let state = row.state { payments[track, default: [:]][state] = row.sum }
            }
            var again: [Track: Money] = [:]
            for row in try connection.run(SelectOwedAgain()) { if let track = row.track { again[track] = row.sum } }
            let balance = Balance(accounts: accounts, payments: payments)
            return (balance.ledgerSum, balance.differences(owedAgain: again), balance)
        }
    }
}
