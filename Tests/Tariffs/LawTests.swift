import Testing
import Vocabulary

@testable import Tariffs

@Suite struct LawTests {
    let law = Tariffs.standard.law
    let always = CalendarDay(dayNumber: .max)

    @Test func everyValueHasASourceAUnitAndAPublication() {
        for provision in law.series.joined() {
            #expect(!provision.text.title.isEmpty, "\(provision.parameter)")
            #expect(!provision.unit.isEmpty, "\(provision.parameter)")
            #expect(provision.from.map { $0 <= (provision.to ?? always) } ?? true, "\(provision.parameter)")
        }
        for payment in law.payment.values.joined() { #expect(!payment.provision.text.title.isEmpty) }
    }

    @Test func onceAValueWasInForceThereIsOneOnEveryLaterDay() {
        for parameter in Parameter.all {
            let history = law.history(of: parameter)
            guard let first = history.first, history.allSatisfy({ $0.to == nil }) else { continue }
            let begins = first.from ?? CalendarDay("2000-01-01")!
            for day in stride(from: begins.dayNumber, through: CalendarDay("2027-01-01")!.dayNumber, by: 1) {
                let day = CalendarDay(dayNumber: day)
                guard law.provision(parameter, on: day, knownOn: always) == nil else { continue }
                Issue.record("\(parameter.code) has no value on \(day)")
                break
            }
        }
    }

    @Test func noTwoValuesKnownTheSameDayBeginTheSameDay() {
        for parameter in Parameter.all {
            let history = law.history(of: parameter)
            let keys = history.map { "\($0.from?.description ?? "")/\($0.published)" }
            #expect(Set(keys).count == keys.count, "\(parameter.code)")
        }
    }

    @Test func everyParameterHasAValueButThoseThatNoTextGives() {
        let absent = Parameter.all.filter { law.history(of: $0).isEmpty }.map(\.code)

        // The tables have no figure there: an oral is not paid at the rate of scripts, only competitions pay files,
        // subjects.
        #expect(
            absent.allSatisfy { $0.hasPrefix("file/") || $0.hasPrefix("subject/") || $0 == "oral/rate-5" },
            "\(absent)")
    }

    @Test func theRatesOf2022WereNotKnownBeforeTheirPublication() {
        func rate(knownOn: String) -> Exact? {
            law.read(.kilometre(.middleCarFirst), on: CalendarDay("2022-02-01")!, knownOn: CalendarDay(knownOn)!)?.value
        }

        #expect(rate(knownOn: "2022-02-15") == Exact("0.37"))
        #expect(rate(knownOn: "2022-03-13") == Exact("0.37"))
        #expect(rate(knownOn: "2022-04-15") == Exact("0.41"))
    }

    @Test func aTraceSaysUntilWhenAValueAppliedAsFarAsWasKnownThen() {
        let day = CalendarDay("2021-12-31")!
        let before = law.read(.kilometre(.middleCarFirst), on: day, knownOn: CalendarDay("2022-02-15")!)
        let after = law.read(.kilometre(.middleCarFirst), on: day, knownOn: CalendarDay("2022-04-15")!)

        #expect(before?.until == nil)
        #expect(after?.until == day)
    }

    @Test func aTextPublishedInMarchAndEffectiveInJanuaryLeavesFebruarysAnswerAsItWas() throws {
        let march = """
            parameter;from;to;value;unit;published;basis;source;article;confidence;comment
            meal/mainland;2027-01-01;;22.00;EUR/repas;2027-03-10;journal;a-2023-09;;quoted;
            """
        let changed = Tariffs(law: try law.adding(parameters: march, file: "march.csv"))
        var facts = claim(.oral, [line(.travel, "2027-01-20", .meal(.noon, place: .ownCost))])
        facts.trip = trip("2027-01-20T08:00", "2027-01-20T20:00")
        func cents(_ known: String) -> Int64 { changed.assess(facts, knownOn: CalendarDay(known)!).travel.cents }

        #expect(cents("2027-02-15") == 2_000)
        #expect(cents("2027-04-15") == 2_200)
    }

    @Test func aWrongRowIsRefusedWithItsPlaceAndWhatWouldBeRight() {
        let wrong = """
            parameter;from;to;value;unit;published;basis;source;article;confidence;comment
            meal/mars;2027-13-01;;dear;EUR;2027-03-10;journal;nowhere;;quoted;
            """
        #expect {
            _ = try law.adding(parameters: wrong, file: "wrong.csv")
        } throws: { error in
            let problems = (error as? TableRefused)?.problems ?? []
            return Set(problems.map(\.column)).isSuperset(of: ["parameter", "value"])
                && problems.allSatisfy { $0.line == 2 && $0.file == "wrong.csv" && !$0.remedy.isEmpty }
        }
    }
}
