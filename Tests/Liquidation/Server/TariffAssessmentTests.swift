import Contracts
import Foundation
import LiquidationDomain
import Tariffs
import Testing
import Vocabulary

@testable import LiquidationService

struct TariffAssessmentTests {
    /// Work of June 2022: its debt dies at the end of 2026.
    private func amount(claimedOn claimed: String?, decidedAt decided: String) throws -> Money? {
        let line = ClaimLine(
            lineID: LineID(rawValue: UUID()), track: .indemnity, day: try #require(CalendarDay("2022-06-20")),
            fact: .scripts(count: 40))
        let albi = CommuneName(code: try #require(CommuneCode("81004")), name: "Albi")
        let mission = MissionDescription(
            missionID: MissionID(rawValue: UUID()), session: "2022-06", kind: .marking, exam: .baccalaureatGeneral,
            test: "Philosophie", office: "DEC1", centreCode: "C1", centreName: "Lycée", commune: albi, remote: false,
            evaluation: .terminal, slots: [], minutesPerCandidate: nil)
        let decision = FactsCertified(
            claimID: ClaimID(rawValue: UUID()), participantID: ParticipantID(rawValue: UUID()),
            convocationID: ConvocationID(rawValue: UUID()), decision: 1, mission: mission, trip: nil,
            carAuthorised: nil, lines: [CertifiedLine(line: line, verdict: .accepted, declared: nil, reason: nil)],
            office: "DEC1", decidedAt: Instant(try #require(WireInstant.parse("\(decided)T08:00:00Z"))),
            claimedOn: claimed.flatMap { CalendarDay($0) })
        let payee = Payee(
            participantID: decision.participantID, number: "I1", name: PersonName(family: "L", given: "É"),
            status: "internal", home: CommuneCode("31555"), school: nil, usableBankDetails: nil, accountRefused: false)
        let assessment = TariffAssessment(tariffs: .standard, tables: .demonstration)
        return try assessment.assess(decision, payee, Before(), [:]).amounts[line.lineID]?.amount
    }

    @Test func aClaimSentInTimeIsPaidHoweverLateItIsDecided() throws {
        #expect(try amount(claimedOn: "2026-12-31", decidedAt: "2027-02-01").map { $0 > .zero } == true)
        #expect(try amount(claimedOn: "2027-01-01", decidedAt: "2027-02-01") == .zero)
    }

    @Test func withoutADayOfSendingTheDayOfTheDecisionCounts() throws {
        #expect(try amount(claimedOn: nil, decidedAt: "2027-02-01") == .zero)
        #expect(try amount(claimedOn: nil, decidedAt: "2026-12-31").map { $0 > .zero } == true)
    }
}
