import Testing
import Vocabulary

@testable import AssignmentDomain

struct OwnReasonsTests {
    private let subject = PlanningData.Subject(exam: "bts", test: "Oral")

    private func halfDay(_ day: Int, _ half: Half = .morning) -> PlanningData.HalfDay {
        .init(day: CalendarDay(dayNumber: 20_000 + day), half: half)
    }

    private func mission(_ day: Int, convened: Bool = false, excluded: Bool = false) -> OwnReasons.Mission {
        .init(subject: subject, halfDays: [halfDay(day)], isConvened: convened, isExcluded: excluded)
    }

    @Test func eachMissionCountsUnderTheFirstReasonThatAppliesToThePersonAlone() throws {
        let missions = [
            mission(1, convened: true), mission(1), mission(2), mission(3, excluded: true), mission(4), mission(5),
        ]

        let free = try #require(
            OwnReasons(missions, unavailable: [halfDay(2)], mostMissions: 2).tallies.first)
        let full = try #require(
            OwnReasons(missions, unavailable: [halfDay(2)], mostMissions: 1).tallies.first)

        #expect((free.missions, free.convened, free.elsewhere, free.unavailable) == (6, 1, 1, 1))
        #expect((free.excluded, free.atLimit, free.possible) == (1, 0, 2))
        #expect((full.atLimit, full.possible) == (2, 0))
    }
}
