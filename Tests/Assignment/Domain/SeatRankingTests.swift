import Foundation
import Testing
import Vocabulary

@testable import AssignmentDomain

struct SeatRankingTests {
    private let morning = PlanningData.HalfDay(day: CalendarDay(dayNumber: 20_000), half: .morning)
    private let afternoon = PlanningData.HalfDay(day: CalendarDay(dayNumber: 20_000), half: .afternoon)

    private func candidate(_ name: String, kilometres: Int, _ change: (inout SeatCandidate) -> Void = { _ in })
        -> SeatCandidate
    {
        var candidate = SeatCandidate(
            id: ParticipantID(rawValue: UUID()), number: name, name: name, home: "Albi", kilometres: kilometres,
            mostMissions: 2)
        change(&candidate)
        return candidate
    }

    @Test func theFreeAreRankedByDistanceNightAndLoad() {
        let busy = SeatCandidate.Commitment(mission: "M2", halfDays: [afternoon])
        let ranking = SeatRanking(
            [
                candidate("far", kilometres: 130), candidate("near", kilometres: 10),
                candidate("loaded", kilometres: 5) { $0.commitments = [busy] },
            ], halfDays: [morning])

        #expect(ranking.free.map(\.name) == ["near", "loaded", "far"])
        #expect(ranking.free.map { $0.cost() } == [10, 13, 190])
    }

    @Test func everyRuleThatHoldsSomebodyBackIsNamed() {
        let same = SeatCandidate.Commitment(mission: "M2", halfDays: [morning])
        let held = candidate("held", kilometres: 1) {
            $0.unavailable = [morning, afternoon]
            $0.commitments = [same, .init(mission: "M3", halfDays: [])]
            $0.rule = .avoid(reason: "parent")
        }

        #expect(
            held.obstacles(at: [morning]) == [
                .avoided(reason: "parent"), .unavailable([morning]), .elsewhere(mission: "M2"), .atLimit(2),
            ])
    }

    @Test func onlyWhomASingleRuleHoldsBackIsARelaxation() {
        let ranking = SeatRanking(
            [
                candidate("one", kilometres: 9) { $0.unavailable = [morning] },
                candidate("two", kilometres: 1) {
                    $0.unavailable = [morning]
                    $0.mostMissions = 0
                },
            ], halfDays: [morning])

        #expect(ranking.relaxations.map(\.candidate.name) == ["one"])
        #expect(ranking.blocked.map(\.candidate.name) == ["one", "two"])
    }

    @Test func whoIsInTheMissionIsNoCandidate() {
        let ranking = SeatRanking([candidate("in", kilometres: 3) { $0.isIn = true }], halfDays: [morning])

        #expect(ranking.free.isEmpty && ranking.present.map(\.name) == ["in"])
    }
}
