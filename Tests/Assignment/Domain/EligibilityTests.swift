import Foundation
import Matching
import Testing
import Vocabulary

@testable import AssignmentDomain

/// Who may have a seat: what the model lets in, what the checker lets through, and what the explanation says.
struct EligibilityTests {
    private let place = GeoPoint(latitude: 43.6045, longitude: 1.444)
    private let philosophy = PlanningData.Subject(exam: "bac-general", test: "Philosophie")

    private func day(_ text: String) -> CalendarDay { CalendarDay(text) ?? CalendarDay(dayNumber: 0) }

    private func person(_ change: (inout PlanningData.Person) -> Void = { _ in }) -> PlanningData.Person {
        var person = PlanningData.Person(
            id: ParticipantID(rawValue: UUID()), home: place, mostMissions: 2, subjects: [philosophy], unavailable: [])
        change(&person)
        return person
    }

    private func mission(_ days: [String], judging schools: Set<String> = []) -> PlanningData.Mission {
        let hours = (LocalTime("08:00"), LocalTime("12:00"))
        var mission = PlanningData.Mission(
            id: MissionID(rawValue: UUID()), subject: philosophy, centre: place, remote: false, seats: 1,
            slots: days.compactMap { text in
                hours.0.flatMap { begins in hours.1.map { Slot(day: day(text), begins: begins, ends: $0) } }
            })
        mission.judgedSchools = schools
        return mission
    }

    /// How many pairs the model has, what the checker says of the row, and what the empty seat says.
    private func look(
        _ person: PlanningData.Person, _ mission: PlanningData.Mission
    ) throws -> (pairs: Int, broken: [String], gap: String?) {
        let data = PlanningData(people: [person], missions: [mission])
        let problem = try PlanningProblem(data)
        return (
            problem.instance.pairCount, data.brokenRules([.init(person: person.id, mission: mission.id)]),
            problem.explainGaps(.init(rows: [])).first?.sentence
        )
    }

    @Test(arguments: [
        ("2026-06-18", "2026-06-19", true), ("2026-06-19", nil, false), (nil, "2026-06-18", false),
        (nil, nil, true), ("2026-06-01", nil, true),
    ])
    func aCompetenceHoldsOnEveryDayOfTheMissionOrNotAtAll(from: String?, to: String?, holds: Bool) throws {
        let dated = person {
            $0.validity[philosophy] = Validity(from: from.map { day($0) }, to: to.map { day($0) })
        }

        let found = try look(dated, mission(["2026-06-18", "2026-06-19"]))

        #expect(found.pairs == (holds ? 1 : 0))
        #expect(found.broken.isEmpty == holds)
        #expect(found.gap?.contains("1 sans compétence valable à ces dates") == !holds)
    }

    @Test(arguments: [("0310001A", [], true), ("", ["0310001A"], true), ("0310002B", ["0310003C"], false)])
    func nobodyJudgesTheirOwnPupils(school: String, taught: [String], isOwn: Bool) throws {
        let teacher = person {
            $0.school = school
            $0.taughtSchools = Set(taught)
        }

        let found = try look(teacher, mission(["2026-06-18"], judging: ["0310001A"]))

        #expect(found.pairs == (isOwn ? 0 : 1))
        #expect(found.broken.isEmpty == !isOwn)
        #expect(found.gap?.contains("1 écarté") == isOwn)
        #expect(found.gap?.contains("élève") == false)
    }

    @Test func aSeatReservedForACompetenceAsksThatItHoldsThatDay() throws {
        let presidency = PlanningData.Subject(exam: "bac-general", test: "Présidence")
        let expired = person {
            $0.subjects.insert(presidency)
            $0.validity[presidency] = Validity(from: nil, to: day("2026-06-17"))
        }
        var mission = mission(["2026-06-18"])
        mission.reserves = [SeatReserve(role: "président", condition: .competence(presidency), seats: 1)]

        let data = PlanningData(people: [expired], missions: [mission])

        let instance = try PlanningProblem(data).instance
        #expect(instance.pairMission.allSatisfy { instance.missions[Int($0)].seats == 0 })
        #expect(data.brokenCompositions([.init(person: expired.id, mission: mission.id)]).map(\.misplaced) == [1])
    }

    @Test func nobodyIsHereInTheMorningAndFarAwayInTheAfternoon() async throws {
        let far = GeoPoint(latitude: 44.3506, longitude: 2.575)
        var person = person()
        person.mostMissions = 2
        let morning = mission(["2026-06-18"])
        var afternoon = mission(["2026-06-18"])
        afternoon.slots = [LocalTime("14:00")].compactMap { begins in
            begins.flatMap { from in LocalTime("17:00").map { Slot(day: day("2026-06-18"), begins: from, ends: $0) } }
        }
        afternoon.centre = far
        var remote = afternoon
        remote.remote = true

        for (second, both) in [(afternoon, false), (remote, true)] {
            let data = PlanningData(people: [person], missions: [morning, second])
            let problem = try PlanningProblem(data)
            let outcome = await AssignmentSearch.run(
                problem.instance, .init(gapMillionths: 0, deadline: .seconds(60), workers: 1))
            let rows = [morning, second].map { PlanningData.Row(person: person.id, mission: $0.id) }

            #expect(outcome.plan.rows.count == (both ? 2 : 1) && outcome.planFaults == [])
            #expect(data.brokenRules(rows).isEmpty == both)
            #expect(
                problem.explainGaps(outcome.plan).first?.sentence.contains("1 trop loin de leur autre mission du jour")
                    == (both ? nil : true))
        }
    }
}
