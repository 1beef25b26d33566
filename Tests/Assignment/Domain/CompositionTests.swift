import Foundation
import Matching
import Testing
import Vocabulary

@testable import AssignmentDomain

struct CompositionTests {
    private let jury = PlanningData.Subject(exam: "bts", test: "Oral")
    private let presidency = PlanningData.Subject(exam: "bts", test: "Présidence")

    private func traits(_ status: String, school: String = "", president: Bool = false) -> PersonTraits {
        PersonTraits(status: status, school: school, subjects: president ? [jury, presidency] : [jury])
    }

    private var rules: Composition {
        Composition(
            seats: 3,
            reserves: [
                SeatReserve(role: "président", condition: .competence(presidency), seats: 1),
                SeatReserve(role: "professionnel", condition: .status("external"), seats: 1),
            ])
    }

    @Test func oneWhoFulfilsTwoRulesMakesWayForTheOtherRule() {
        // The first takes the president's seat at first, and moves to the external one for the second.
        let verdict = rules.verdict([
            traits("external", president: true), traits("internal", president: true), traits("internal"),
        ])

        #expect(verdict.misplaced == 0 && verdict.unfilled == [0, 0])
        #expect(verdict.places == [1, 0, nil])
    }

    @Test func twoTeachersOnOneFreeSeatBreakTheRules() {
        let verdict = rules.verdict([traits("internal"), traits("internal")])

        #expect(verdict.misplaced == 1 && verdict.unfilled == [1, 1])
    }

    @Test func emptyReservedSeatsBreakNothing() {
        #expect(rules.verdict([traits("internal")]).misplaced == 0)
        #expect(rules.verdict([]).misplaced == 0)
    }

    @Test func rulesForMoreSeatsThanThereAreAreCut() {
        let cut = Composition(
            seats: 2, reserves: [SeatReserve(role: "a", condition: .outside(school: "S"), seats: 5)])

        #expect(cut.reserves.first?.seats == 2 && cut.freeSeats == 0)
    }

    private func uuid(_ number: Int) -> UUID {
        UUID(uuidString: "00000000-0000-5000-8000-00000000\(1_000 + number)") ?? UUID()
    }

    /// People near and far, half of them external, some with the competence of presidents; missions with rules.
    private func session(seed: UInt64) throws -> PlanningData {
        var state = seed &* 6_364_136_223_846_793_005 &+ 1
        func dice(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(sides))
        }
        let people = (0..<14).map { number in
            var person = PlanningData.Person(
                id: ParticipantID(rawValue: uuid(number)),
                home: GeoPoint(latitude: 43 + Double(dice(100)) / 100, longitude: 1.4), mostMissions: 1 + dice(2),
                subjects: dice(3) == 0 ? [jury, presidency] : [jury], unavailable: [])
            person.status = dice(2) == 0 ? "external" : "internal"
            person.school = "S\(dice(2))"
            return person
        }
        let day = try #require(CalendarDay("2026-06-18"))
        let (begin, end) = (try #require(LocalTime("08:00")), try #require(LocalTime("12:00")))
        let missions = (0..<4).map { number in
            var mission = PlanningData.Mission(
                id: MissionID(rawValue: uuid(100 + number)), subject: jury,
                centre: GeoPoint(latitude: 43.6, longitude: 1.4), remote: false, seats: 2 + dice(3),
                slots: [Slot(day: day.adding(days: dice(2)), begins: begin, ends: end)])
            mission.reserves = [
                SeatReserve(role: "président", condition: .competence(presidency), seats: 1),
                SeatReserve(role: "professionnel", condition: .status("external"), seats: dice(2)),
                SeatReserve(role: "extérieur", condition: .outside(school: "S0"), seats: dice(2)),
            ]
            return mission
        }
        return PlanningData(people: people, missions: missions)
    }

    @Test func noPlanBreaksARuleAndTheBoundMeetsTheCost() async throws {
        for seed in 1...40 {
            let data = try session(seed: UInt64(seed))
            let problem = try PlanningProblem(data)

            let outcome = await AssignmentSearch.run(problem.instance, .init(gapMillionths: 0, deadline: .seconds(20)))

            #expect(outcome.planFaults.isEmpty && outcome.certificateFaults.isEmpty)
            #expect(data.brokenCompositions(problem.rows(of: outcome.plan)).isEmpty, "seed \(seed)")
            #expect(outcome.progress.cost >= outcome.progress.bound)
        }
    }

    @Test func thePersonInTheMissionIsKeptOnWhicheverSeatTheRulesAllow() async throws {
        var data = try session(seed: 7)
        let first = try PlanningProblem(data)
        let before = await AssignmentSearch.run(first.instance, .init(gapMillionths: 0, deadline: .seconds(20))).plan
        data.standing.assigned = first.rows(of: before)

        let again = try PlanningProblem(data)
        let outcome = await AssignmentSearch.run(again.instance, .init(gapMillionths: 0, deadline: .seconds(20)))

        #expect(Set(again.rows(of: outcome.plan)) == Set(data.standing.assigned))
        // Nothing is given up, so the plan costs what it cost.
        #expect(outcome.progress.cost + again.costOffset == before.cost(in: first.instance))
    }

    @Test func theGapOfAReservedSeatNamesItsRole() async throws {
        var data = try session(seed: 3)
        for index in data.people.indices { data.people[index].subjects = [jury] }
        let problem = try PlanningProblem(data)

        let plan = await AssignmentSearch.run(problem.instance, .init(gapMillionths: 0, deadline: .seconds(20))).plan
        let gaps = problem.explainGaps(plan)

        #expect(gaps.count == data.missions.count)
        #expect(gaps.allSatisfy { $0.sentence.contains("Réservé : président") || $0.reserved.contains("président") })
    }
}
