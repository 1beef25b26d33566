import Foundation
import Testing
import Vocabulary

@testable import Tariffs

/// On how many generated cases each property is tried in a run: a hundred thousand, or as many as `TARIFF_CASES` of the
/// environment says.
enum PropertyCases {
    static let count = ProcessInfo.processInfo.environment["TARIFF_CASES"].flatMap { Int($0) } ?? 100_000
}

@Suite struct PropertiesTests {
    /// A small generator with a fixed seed: the same cases each run.
    struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    static let known = CalendarDay("2026-07-01")!

    @Test func kilometrePayIsTheSameForEverySplitOfAYear() {
        var dice = Dice(state: 1)
        for _ in 0..<PropertyCases.count {
            let (before, count) = (Int.random(in: 0...12_000, using: &dice), Int.random(in: 2...3_000, using: &dice))
            let cut = Int.random(in: 1..<count, using: &dice)
            func pay(_ before: Int, _ count: Int) -> Int64 {
                var facts = claim(
                    .oral, [line(.travel, "2026-06-18", .kilometres(count: count, vehicle: .car(.upTo5)))])
                facts.kilometresBefore = [2026: before]
                return Tariffs.standard.amounts(facts, knownOn: Self.known)[0].amount.cents
            }
            if pay(before, count) != pay(before, cut) + pay(before + cut, count - cut) {
                Issue.record("\(count) km after \(before), cut at \(cut)")
            }
        }
    }

    @Test func moreTimeAwayNeverLowersTheMeals() {
        var dice = Dice(state: 2)
        let meals = [
            line(.travel, "2026-06-18", .meal(.noon, place: .ownCost)),
            line(.travel, "2026-06-18", .meal(.evening, place: .ownCost)),
        ]
        let midnight = CalendarDay("2026-06-18")!.dayNumber * 1_440
        for _ in 0..<PropertyCases.count {
            let from = Int.random(in: 0...1_400, using: &dice)
            let to = Int.random(in: from...1_440, using: &dice)
            let wider = (Int.random(in: 0...from, using: &dice), Int.random(in: to...1_440, using: &dice))
            func total(_ from: Int, _ to: Int) -> Money {
                var facts = claim(.oral, meals)
                facts.trip = Trip(
                    departs: LocalMoment(minuteNumber: midnight + from),
                    returns: LocalMoment(minuteNumber: midnight + to),
                    from: CommuneCode("31555")!, to: CommuneCode("65440")!)
                return Tariffs.standard.amounts(facts, knownOn: Self.known).map(\.amount).total()
            }
            if total(from, to) > total(wider.0, wider.1) { Issue.record("\(from)–\(to) within \(wider)") }
        }
    }

    @Test func allocationConservesEveryCent() {
        var dice = Dice(state: 3)
        for _ in 0..<PropertyCases.count {
            let amount = Money(cents: Int64.random(in: 0...1_000_000, using: &dice))
            let weights = (0..<Int.random(in: 1...6, using: &dice)).map { _ in Int.random(in: 0...9, using: &dice) }
            if amount.allocated(by: weights).total() != amount { Issue.record("\(amount.cents) by \(weights)") }
        }
    }

    @Test func aParameterThatTheTraceDoesNotNameChangesNothing() throws {
        for example in try WorkedExamplesTests.published() {
            let before = Tariffs.standard.assess(example.facts, knownOn: example.knownOn)
            let read = Set(before.lines.flatMap { $0.trace.readings.map(\.provision.parameter) })
            var law = Tariffs.standard.law
            for parameter in Parameter.all where !read.contains(parameter.code) { law.series[parameter.index] = [] }
            let after = Tariffs(law: law).assess(example.facts, knownOn: example.knownOn)
            #expect(before.lines == after.lines, "\(example.name)")
        }
    }

    @Test func everyParameterHasASourceAndNoTwoValuesBeginTheSameDay() {
        for parameter in Parameter.all {
            let history = Tariffs.standard.law.history(of: parameter)
            #expect(Set(history.map(\.from)).count == history.count, "\(parameter.code)")
            #expect(history.allSatisfy { !$0.text.title.isEmpty })
        }
    }
}
