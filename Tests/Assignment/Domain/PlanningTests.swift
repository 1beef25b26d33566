import Foundation
import Matching
import Testing
import Vocabulary

@testable import AssignmentDomain

struct PlanningTests {
    private let toulouse = GeoPoint(latitude: 43.6045, longitude: 1.444)
    private let albi = GeoPoint(latitude: 43.9289, longitude: 2.1464)
    private let philosophy = PlanningData.Subject(exam: "bac-general", test: "Philosophie")

    private func person(_ number: Int, _ home: GeoPoint, most: Int = 3) -> PlanningData.Person {
        PlanningData.Person(
            id: ParticipantID(rawValue: uuid(number)), home: home, mostMissions: most, subjects: [philosophy],
            unavailable: [])
    }

    private func mission(_ number: Int, _ slots: [String], seats: Int = 1) -> PlanningData.Mission {
        PlanningData.Mission(
            id: MissionID(rawValue: uuid(number)), subject: philosophy, centre: toulouse, remote: false, seats: seats,
            slots: slots.map(slot))
    }

    private func uuid(_ number: Int) -> UUID {
        UUID(uuidString: "00000000-0000-5000-8000-\(String(repeating: "0", count: 12 - "\(number)".count))\(number)")
            ?? UUID()
    }

    private func slot(_ text: String) -> Slot {
        let times = text.dropFirst(11).split(separator: "-").compactMap { LocalTime($0) }
        guard let day = CalendarDay(text.prefix(10)), times.count == 2 else {
            preconditionFailure("not a slot: \(text)")
        }
        return Slot(day: day, begins: times[0], ends: times[1])
    }

    private func plan(_ data: PlanningData) async throws -> (PlanningProblem, Plan) {
        let problem = try PlanningProblem(data)
        let outcome = await AssignmentSearch.run(problem.instance, .init(gapMillionths: 0, deadline: .seconds(600)))
        #expect(outcome.planFaults == [])
        return (problem, outcome.plan)
    }

    @Test func theNearestFreePersonIsChosenAndTheRowSaysWhy() async throws {
        let data = PlanningData(
            people: [person(1, albi), person(2, toulouse)], missions: [mission(9, ["2026-06-18 08:00-12:00"])])

        let (problem, plan) = try await plan(data)
        let row = try #require(problem.explainRows(plan).first)

        #expect(row.row.person == data.people[1].id)
        #expect(row.kilometres == 0)
        #expect(row.nearer == 0)
        #expect(row.nextBestKilometres == PlanningWeights.kilometres(albi, toulouse))
        #expect((80...95).contains(row.nextBestKilometres ?? 0))
    }

    @Test func aMorningAndAnAfternoonDoNotClash() async throws {
        let data = PlanningData(
            people: [person(1, toulouse)],
            missions: [mission(8, ["2026-06-18 08:00-12:00"]), mission(9, ["2026-06-18 13:30-17:00"])])

        let (_, plan) = try await plan(data)

        #expect(plan.rows.count == 2)
    }

    @Test func anEmptySeatSaysWhatHoldsEverybodyBack() async throws {
        var away = person(1, toulouse)
        away.unavailable = [.init(day: try #require(CalendarDay("2026-06-18")), half: .morning)]
        let data = PlanningData(
            people: [away, person(2, toulouse, most: 1), person(3, toulouse)],
            missions: [
                mission(7, ["2026-06-18 08:00-12:00"], seats: 3), mission(8, ["2026-06-18 08:00-12:00"], seats: 1),
            ])

        let (problem, plan) = try await plan(data)
        let gaps = problem.explainGaps(plan)

        #expect(gaps.reduce(0) { $0 + $1.emptySeats } == 2)
        #expect(gaps.allSatisfy { $0.holders == 3 && $0.unavailable == 1 })
        #expect(gaps.first?.sentence.contains("1 indisponible") == true)
    }

    @Test func aMissionForWhichNobodyHoldsTheCompetenceSaysSo() async throws {
        var other = mission(7, ["2026-06-18 08:00-12:00"])
        other.subject = .init(exam: "cap", test: "Coiffure")

        let (problem, plan) = try await plan(
            PlanningData(people: [person(1, toulouse)], missions: [other]))

        #expect(problem.explainGaps(plan).first?.sentence.hasPrefix("Aucun intervenant") == true)
    }

    /// Two missions at the same time, and people who live far and near.
    private func contested(_ change: (inout PlanningData, PlanningData.Row) -> Void) -> PlanningData {
        let missions = [mission(7, ["2026-06-18 08:00-12:00"]), mission(8, ["2026-06-18 09:00-11:00"])]
        var data = PlanningData(
            people: [person(1, albi), person(2, toulouse), person(3, toulouse)], missions: missions)
        change(&data, .init(person: data.people[0].id, mission: missions[0].id))
        return data
    }

    @Test func aRowFixedByAManagerStandsAndTakesItsSeatAndTime() async throws {
        let data = contested { $0.standing.pinned = [$1] }

        let (problem, plan) = try await plan(data)

        #expect(problem.rows(of: plan).map(\.mission) == [data.missions[1].id])
        #expect(problem.explainPinned().map(\.row) == data.standing.pinned)
        #expect(problem.explainGaps(plan) == [])
    }

    @Test func aConvenedPersonStaysThoughOthersLiveNearer() async throws {
        let data = contested { $0.standing.convened = [$1] }

        let (problem, plan) = try await plan(data)

        #expect(problem.rows(of: plan).contains(data.standing.convened[0]))
    }

    @Test func aConvenedPersonIsGivenUpRatherThanSentToTwoPlaces() async throws {
        var data = contested { $0.standing.convened = [$1] }
        data.people[0].unavailable = [.init(day: slot("2026-06-18 08:00-12:00").day, half: .morning)]

        let (problem, plan) = try await plan(data)

        #expect(!problem.rows(of: plan).contains(data.standing.convened[0]))
        #expect(problem.explainGaps(plan) == [])
    }

    @Test func anExcludedPairIsInNoPlan() async throws {
        let data = contested { data, row in
            data.people = [data.people[0]]
            data.standing.avoided = [row]
        }

        let (problem, plan) = try await plan(data)

        #expect(problem.rows(of: plan).map(\.mission) == [data.missions[1].id])
    }

    @Test func aTimeThatSomebodyWouldAvoidGoesToAnotherWhoLivesALittleFarther() async throws {
        let morning = PlanningData.HalfDay(day: slot("2026-06-18 08:00-12:00").day, half: .morning)
        var near = person(1, toulouse)
        near.wishes = [morning: .avoided]
        let data = PlanningData(
            people: [near, person(2, GeoPoint(latitude: 43.7, longitude: 1.5))],
            missions: [mission(9, ["2026-06-18 08:00-12:00"])])

        let (problem, plan) = try await plan(data)

        #expect(problem.rows(of: plan).map(\.person) == [data.people[1].id])
    }

    @Test func keepingWhatStandsCostsNothing() async throws {
        let (fresh, freshPlan) = try await plan(contested { _, _ in })
        let standing = contested { data, _ in data.standing.assigned = fresh.rows(of: freshPlan) }

        let (problem, kept) = try await plan(standing)

        #expect(problem.rows(of: kept) == fresh.rows(of: freshPlan))
        #expect(kept.cost(in: problem.instance) + problem.costOffset == freshPlan.cost(in: fresh.instance))
    }

    @Test func aSessionOfTooManyHalfDaysIsRefusedWithItsReason() throws {
        let first = try #require(CalendarDay("2026-01-01"))
        let slots = (0..<129).map {
            Slot(
                day: first.adding(days: $0), begins: slot("2026-01-01 08:00-12:00").begins,
                ends: slot("2026-01-01 08:00-18:00").ends)
        }
        var long = mission(7, [])
        long.slots = slots

        #expect(throws: PlanningRefusal.self) {
            try PlanningProblem(PlanningData(people: [], missions: [long]))
        }
    }
}
