import ServiceRuntime
import Tariffs
import Testing
import Vocabulary

@testable import AssignmentService

struct BudgetTests {
    private func row(_ kind: String, kilometres: Int = 0, minutes: Int? = nil) -> BudgetRow {
        BudgetRow(
            kind: kind, exam: "bac-general", evaluation: "terminal", slots: ["2026-06-18 08:00-12:00"],
            minutesPerCandidate: minutes, remote: false, centre: "Lycée, Toulouse", commune: "31555",
            kilometres: kilometres, home: kilometres == 0 ? "31555" : "81004", school: nil, status: "internal")
    }

    private func budget(_ rows: [BudgetRow]) throws -> Budget {
        let today = try #require(CalendarDay("2026-05-01"))
        return Budget(
            rows, Budget.Assumptions(Settings(["BUDGET_SCRIPTS_PER_HALF_DAY": "30"]), .demonstration, today: today))
    }

    @Test func aMorningOfScriptsIsWorthWhatTheTariffSays() throws {
        let one = try budget([row("marking")])

        #expect(one.total.indemnity.cents > 0 && one.total.indemnity.cents % 30 == 0)
        #expect(one.total.travel == .zero)
        #expect(try budget([row("marking"), row("marking")]).total.indemnity.cents == 2 * one.total.indemnity.cents)
    }

    @Test func whoComesFromAfarIsPaidTheWay() throws {
        let far = try budget([row("oral", kilometres: 76, minutes: 20)])

        #expect(far.total.travel.cents > 0 && far.byKind["oral"]?.total == far.total.total)
        #expect(far.byCentre["Lycée, Toulouse"]?.rows == 1)
    }

    @Test func aMeetingCountsItsJourneyAlone() throws {
        let meeting = try budget([row("meeting")])

        #expect(meeting.unforeseen == 1 && meeting.total.total == .zero)
    }
}
