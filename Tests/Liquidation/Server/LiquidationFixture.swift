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

    /// Lodging is a question: `cheap` makes the night worth 20 €, `dear` 50 €.
    static let assess: Assess = { decision, _, _, answers in
        var amounts: [LineID: AssessedFact] = [:]
        var open: [OpenPoint] = []
        for line in decision.lines {
            let id = line.line.lineID
            let cents: Int64
            switch line.line.fact {
            case .scripts(let count): cents = Int64(count) * 500
            case .parking:
                cents = answers[id] == "dear" ? 5000 : 2000
                let choices = [("cheap", Int64(2000)), ("dear", 5000)].map {
                    OpenPoint.Answer(code: $0.0, label: "Réponse \($0.0)", amount: Money(cents: $0.1))
                }
                if answers[id] == nil {
                    open.append(
                        OpenPoint(lineID: id, sentence: "Lequel des deux ?", remedy: "Choisissez.", answers: choices))
                }
            default: cents = 1000
            }
            amounts[id] = AssessedFact(
                amount: Money(cents: cents), sentence: "Phrase de la ligne.", source: "t", remedy: nil, trace: "{}")
        }
        return Assessed(amounts: amounts, open: open)
    }

    func register(
        _ participant: ParticipantID, number: String = "I0001", family: String = "Lefèvre", status: String = "internal"
    ) async throws {
        let home = CommuneName(code: CommuneCode("31555")!, name: "Toulouse")
        let person = PersonDescription(
            participantID: participant, number: number, name: PersonName(family: family, given: "Éloïse"), email: nil,
            status: status, home: home, school: nil)
        try await pool.transaction { connection in
            _ = try connection.run(UpsertPayee(person: person, revision: 1, now: Self.now))
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
    func enterBankDetails(
        _ participant: ParticipantID, iban: String = LiquidationFixture.iban, nationalNumber: String = ""
    ) async throws -> [any Message] {
        let typed = TypedBankDetails(
            iban: iban, holder: "Éloïse Lefèvre", bic: "", nationalNumber: nationalNumber)
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
        _ participant: ParticipantID, claim: (ClaimID, decision: Int) = (ClaimID(rawValue: UUID()), 1),
        office: String = "DEC1", _ facts: [(Track, Fact)]
    ) -> FactsCertified {
        let day = CalendarDay("2026-06-18")!
        let mission = MissionDescription(
            missionID: MissionID(rawValue: UUID()), session: "2026-06", kind: .marking, exam: .baccalaureatGeneral,
            test: "Philosophie", office: office, centreCode: "C1", centreName: "Lycée",
            commune: CommuneName(code: CommuneCode("81004")!, name: "Albi"), remote: false, evaluation: .terminal,
            slots: [], minutesPerCandidate: nil)
        return FactsCertified(
            claimID: claim.0, participantID: participant, convocationID: ConvocationID(rawValue: UUID()),
            decision: claim.decision, mission: mission, trip: nil, carAuthorised: nil,
            lines: facts.map {
                CertifiedLine(
                    line: ClaimLine(lineID: LineID(rawValue: UUID()), track: $0.0, day: day, fact: $0.1),
                    verdict: .accepted, declared: nil, reason: nil)
            }, office: office, decidedAt: Instant(Self.now))
    }

    /// The balance as the dashboard shows it; empty differences mean to the cent.
    func balance() async throws -> (sum: Money, differences: [Balance.Difference], balance: Balance) {
        try await pool.transaction { connection in
            let (balance, again) = try FullSituation.readBalance(in: connection)
            return (balance.ledgerSum, balance.differences(owedAgain: again), balance)
        }
    }
}
