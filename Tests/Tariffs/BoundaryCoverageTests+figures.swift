import Testing
import Vocabulary

@testable import Tariffs

/// Limits of quantities, and the days on which calendars go wrong.
extension BoundaryCoverageTests {
    private func outcome(_ code: String, _ fits: (Fact) -> Bool) -> Bool {
        worked.contains { $0.trace.outcome.code == code && fits($0.trace.line.fact) }
    }

    private func hundredths(_ rule: Rule) -> Int64 {
        let value = law.history(of: .rule(rule)).last?.value ?? .zero
        return value.numerator * 100 / value.denominator
    }

    @Test func theCoefficientOfAccreditationIsTriedAtBothEndsAndBeyondThem() {
        func tried(_ code: String, _ coefficient: Int64) -> Bool {
            outcome(code) { if case .requests(_, Int(coefficient)) = $0 { true } else { false } }
        }

        #expect(tried("due", hundredths(.accreditationLeast)))
        #expect(tried("impossible", hundredths(.accreditationLeast) - 1))
        #expect(tried("due", hundredths(.accreditationMost)))
        #expect(tried("impossible", hundredths(.accreditationMost) + 1))
    }

    @Test func aMemoirIsTriedAtItsCeilingAndACentAbove() {
        let ceiling = Money(cents: hundredths(.memoirCeiling))
        let above = Money(cents: ceiling.cents + 1)

        #expect(outcome("due") { if case .memoirs(_, ceiling) = $0 { true } else { false } })
        #expect(outcome("reduced") { if case .memoirs(_, above) = $0 { true } else { false } })
    }

    @Test func helpAtNightIsTriedForTheWholeNightAndAMinuteLonger() {
        func minutes(_ rule: Rule) -> Int {
            let value = law.history(of: .rule(rule)).last?.value ?? .zero
            return Int(value.numerator / value.denominator)
        }
        let night = 1_440 - minutes(.helpNightBegins) + minutes(.helpNightEnds)

        #expect(outcome("due") { $0 == .help(minutes: night, period: .night) })
        #expect(outcome("impossible") { $0 == .help(minutes: night + 1, period: .night) })
    }

    @Test func eachTierOfAPresidencyIsTriedAtBothEnds() {
        for posts in [24, 25, 49, 50, 99, 100, 199, 200] {
            #expect(outcome("due") { $0 == .presidency(posts: posts, national: true) }, "\(posts)")
        }
    }

    @Test func aTownIsTriedWithTheLegalPopulationAndWithOneInhabitantLess() {
        let limit = Int(hundredths(.largeTownPopulation) / 100)
        var tried: [Int: LodgingKind] = [:]
        for line in worked {
            for case .lodging(let commune, let kind) in line.trace.circumstances {
                guard let inhabitants = line.facts.places.population(commune.code, on: line.day) else { continue }
                tried[inhabitants] = kind
            }
        }

        #expect(tried[limit] == .largeTown)
        #expect(tried[limit - 1] == .base)
    }

    @Test func theMonthOfAMopedIsTriedOneKilometreBelowAndAboveItsMinimum() {
        guard let rate = law.history(of: .kilometre(.moped)).last?.value else { return }
        let least = Exact(hundredths(.mopedMonthlyMinimum), over: 100)
        for count in [83, 84] {
            #expect(outcome("due") { $0 == .kilometres(count: count, vehicle: .moped) }, "\(count) km")
        }
        #expect(Exact(83) * rate < least && least < Exact(84) * rate)
    }

    @Test func aDebtIsTriedOnItsLastDayAndTheDayAfter() {
        var tried = Set<Int>()
        for line in worked {
            let claimed = line.facts.claimedOn ?? line.knownOn
            if line.trace.isPaid, claimed == CalendarDay(year: line.day.year + 4, month: 12, day: 31) {
                tried.insert(0)
            }
            if case .notDue(.prescribed(let last)) = line.trace.outcome, claimed == last.adding(days: 1) {
                tried.insert(1)
            }
        }

        #expect(tried == [0, 1])
    }

    @Test(arguments: ["2024-02-29", "2026-03-28", "2026-10-24", "2025-12-31", "2019-12-31"])
    func theNightsAndDaysOnWhichCalendarsGoWrongHaveAPaidExample(day: String) {
        #expect(worked.contains { $0.day == CalendarDay(day) && $0.trace.isPaid }, "\(day)")
    }

    @Test func aMissionAcrossMidnightAcrossYearsAndAcrossARateIsTried() {
        let days = Dictionary(grouping: worked) { "\($0.facts.lines.map(\.lineID)) \($0.facts.lines.map(\.day))" }
        let paid = days.values.filter { $0.count > 1 && $0.allSatisfy(\.trace.isPaid) }

        #expect(worked.contains { $0.facts.trip.map { $0.departs.day < $0.returns.day } ?? false && $0.trace.isPaid })
        #expect(paid.contains { Set($0.map(\.day.year)).count > 1 })
        #expect(
            paid.contains { lines in
                let first = lines[0].trace.readings.filter(\.isFigure)
                return lines.contains { line in
                    line.trace.readings.contains { other in
                        first.contains {
                            $0.provision.parameter == other.provision.parameter && $0.value != other.value
                        }
                    }
                }
            })
    }
}
