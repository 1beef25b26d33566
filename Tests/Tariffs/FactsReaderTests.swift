import Foundation
import Testing
import Vocabulary

@testable import Tariffs

@Suite struct FactsReaderTests {
    /// A sound claim, with one piece of text replaced by another.
    func stated(_ old: String = "", _ new: String = "") -> Data {
        let sound = """
            {"knownOn":"2026-07-01","mission":{"kind":"oral","exam":"cap","commune":"65440"},
            "person":{"home":"31555","school":"31555","status":"internal"},
            "trip":{"departs":"2026-06-18T08:00","returns":"2026-06-18T20:00","from":"31555","to":"65440"},
            "kilometresBefore":{"2026":100},
            "lines":[{"day":"2026-06-18","fact":{"kind":"candidates","count":9,"minutesEach":15}},
            {"day":"2026-06-18","fact":{"kind":"meal","mealtime":"noon","place":"own-cost"}}]}
            """
        return Data((old.isEmpty ? sound : sound.replacing(old, with: new)).utf8)
    }

    func problems(_ json: Data) -> [FactProblem] {
        do {
            _ = try FactsReader.read(json)
            return []
        } catch {
            return error.problems
        }
    }

    @Test func aSoundClaimIsRead() throws {
        let claim = try FactsReader.read(stated())

        #expect(claim.facts.lines.map(\.track) == [.indemnity, .travel])
        #expect(claim.facts.kilometresBefore == [2026: 100])
        #expect(claim.knownOn == CalendarDay("2026-07-01"))
    }

    @Test(arguments: [
        ("\"returns\":\"2026-06-18T20:00\"", "\"returns\":\"2026-06-18T07:59\"", "trip.returns"),
        ("\"count\":9", "\"count\":-1", "lines[0].fact.count"),
        ("\"count\":9", "\"count\":1001", "lines[0].fact.count"),
        ("\"count\":9", "\"count\":\"neuf\"", "lines[0].fact.count"),
        ("\"count\":9", "\"count\":9.5", "lines[0].fact.count"),
        ("\"count\":9,", "", "lines[0].fact.count"),
        ("\"minutesEach\":15", "\"minutesEach\":0", "lines[0].fact.minutesEach"),
        (
            "\"day\":\"2026-06-18\",\"fact\":{\"kind\":\"meal\"", "\"day\":\"2026-02-30\",\"fact\":{\"kind\":\"meal\"",
            "lines[1].day"
        ),
        ("\"mealtime\":\"noon\"", "\"mealtime\":\"tea\"", "lines[1].fact.mealtime"),
        ("\"kind\":\"candidates\"", "\"kind\":\"candidats\"", "lines[0].fact.kind"),
        ("\"kind\":\"oral\"", "\"kind\":\"orale\"", "mission.kind"),
        ("\"exam\":\"cap\"", "\"exam\":\"CAP\"", "mission.exam"),
        ("\"status\":\"internal\"", "\"status\":\"intern\"", "person.status"),
        ("\"commune\":\"65440\"", "\"commune\":\"Tarbes\"", "mission.commune"),
        ("{\"2026\":100}", "{\"2026\":-100}", "kilometresBefore.2026"),
        ("{\"2026\":100}", "{\"now\":100}", "kilometresBefore.now"),
        (
            "\"day\":\"2026-06-18\",\"fact\":{\"kind\":\"cand",
            "\"track\":\"travel\",\"day\":\"2026-06-18\",\"fact\":{\"kind\":\"cand", "lines[0].track"
        ),
    ])
    func whatCannotBeIsRefusedWithItsFieldAndARemedy(old: String, new: String, field: String) throws {
        let found = problems(stated(old, new))

        #expect(found.contains { $0.field == field }, "\(found)")
        #expect(found.allSatisfy { !$0.remedy.isEmpty && !$0.message.isEmpty })
    }

    @Test func aCoefficientOf3AndAHalfIsRefused() {
        let json = Data(
            """
            {"mission":{"kind":"accreditation","exam":"cap","commune":"65440"},"person":{"status":"internal"},
            "lines":[{"day":"2026-06-18","fact":{"kind":"requests","count":1,"coefficientPercent":350}}]}
            """.utf8)
        let found = problems(json)

        #expect(found.map(\.field) == ["lines[0].fact.coefficientPercent"])
        #expect(found.first?.remedy == "indiquez un coefficient entre 0,5 et 3")
    }

    @Test func negativeScriptsAreRefused() {
        let json = Data(
            """
            {"mission":{"kind":"marking","exam":"cap","commune":"65440"},"person":{"status":"internal"},
            "lines":[{"day":"2026-06-18","fact":{"kind":"scripts","count":-3}}]}
            """.utf8)

        #expect(problems(json).map(\.field) == ["lines[0].fact.count"])
    }

    @Test func twentyFiveMealsInADayAreRefused() {
        let meal = "{\"day\":\"2026-06-18\",\"fact\":{\"kind\":\"meal\",\"mealtime\":\"noon\",\"place\":\"own-cost\"}}"
        let meals = Array(repeating: meal, count: 25).joined(separator: ",")
        let json = Data(
            """
            {"mission":{"kind":"oral","exam":"cap","commune":"65440"},"person":{"status":"internal"},"lines":[\(meals)]}
            """.utf8)

        #expect(problems(json).map(\.message) == ["25 repas le 18 juin 2026"])
    }

    @Test func twentyFiveHoursOfWorkInADayAreRefused() {
        let hours = "{\"day\":\"2026-06-18\",\"fact\":{\"kind\":\"hours\",\"minutes\":750}}"
        let json = Data(
            """
            {"mission":{"kind":"practical","exam":"cap","commune":"65440"},"person":{"status":"internal"},
            "lines":[\(hours),\(hours)]}
            """.utf8)

        #expect(
            problems(json).map { $0.message.replacing("\u{202F}", with: " ") } == ["25 h de travail le 18 juin 2026"])
    }

    @Test func aDamagedClaimNeverStopsTheReaderAndAlwaysSaysSomething() {
        var dice = PropertiesTests.Dice(state: 7)
        let sound = Array(stated())
        var refused = 0
        for _ in 0..<10_000 {
            var bytes = sound
            for _ in 0..<Int.random(in: 1...4, using: &dice) {
                let index = Int.random(in: bytes.indices, using: &dice)
                switch Int.random(in: 0...2, using: &dice) {
                case 0: bytes[index] = UInt8.random(in: 0x20...0x7E, using: &dice)
                case 1: bytes.remove(at: index)
                default: bytes.insert("0123456789-\"{}[],:".utf8.randomElement(using: &dice)!, at: index)
                }
            }
            let found = problems(Data(bytes))
            refused += found.isEmpty ? 0 : 1
            #expect(found.allSatisfy { !$0.message.isEmpty && !$0.remedy.isEmpty })
        }

        #expect(refused > 5_000)
    }
}
