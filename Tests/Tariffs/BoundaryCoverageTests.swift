import Testing
import Vocabulary

@testable import Tariffs

/// The worked examples stand on both sides of every boundary of the law: the tests go through the parameters, so that a
/// new period, rate or window cannot come in without examples of its own.
@Suite struct BoundaryCoverageTests {
    /// One line of an example as it came out.
    struct Worked {
        let facts: ClaimFacts
        let knownOn: CalendarDay
        let trace: Trace

        var day: CalendarDay { trace.line.day }
        var kind: String { trace.line.fact.kind }

        func reads(_ provision: Provision) -> Bool {
            trace.readings.contains {
                $0.provision.parameter == provision.parameter && $0.provision.from == provision.from
                    && $0.provision.published == provision.published
            }
        }
    }

    let worked: [Worked]
    let law = Tariffs.standard.law

    init() throws {
        worked = try WorkedExamplesTests.published().flatMap { example in
            Tariffs.standard.assess(example.facts, knownOn: example.knownOn).lines.map {
                Worked(facts: example.facts, knownOn: example.knownOn, trace: $0.trace)
            }
        }
    }

    /// All periods by parameter, how examinations are paid included, oldest first.
    private var histories: [[Provision]] {
        let exams = law.payment.values.map { $0.map(\.provision) }
        return (law.series + exams).filter { !$0.isEmpty && !Self.elsewhere.contains($0[0].parameter) }
            .map { $0.sorted { ($0.from?.dayNumber ?? .min) < ($1.from?.dayNumber ?? .min) } }
    }

    /// These change no amount: other tests try them.
    private static let elsewhere: Set = [
        "rule/advance-share", "rule/documents-threshold", "rule/transport-documents", "rule/lodging-documents",
        "rule/meal-documents", "rule/help-entered-by-service",
    ]

    @Test func everyPeriodHasAnExampleOnItsFirstDayAndOneOnTheEve() {
        var missing: [String] = []
        for history in histories {
            for (index, provision) in history.enumerated() {
                guard let first = provision.from else { continue }
                let on = worked.filter { $0.day == first && $0.reads(provision) }
                if on.isEmpty { missing.append("\(provision.parameter) on \(first)") }
                let (eve, kinds) = (first.adding(days: -1), Set(on.map(\.kind)))
                // Before the first period nothing is read: a line of the same kind must have been tried.
                let tried = worked.contains { line in
                    line.day == eve
                        && (index > 0
                            ? line.trace.readings.contains { $0.provision.parameter == provision.parameter }
                            : kinds.contains(line.kind))
                }
                // Before 2019 no town was large: nothing then read this rate.
                if !tried, provision.parameter != "night/large-town" {
                    missing.append("\(provision.parameter) on the eve, \(eve)")
                }
            }
        }
        #expect(missing.isEmpty, "\(missing.sorted().joined(separator: "\n"))")
    }

    @Test func everyRetroactiveRateIsTriedOnTheEveOfItsPublicationAndOnTheDay() {
        var missing: [String] = []
        for history in histories {
            for (former, provision) in zip(history, history.dropFirst()) {
                guard let first = provision.from, provision.published > first else { continue }
                let between = worked.filter { $0.day >= first && $0.day < provision.published }
                let eve = provision.published.adding(days: -1)
                if !between.contains(where: { $0.knownOn == eve && $0.reads(former) }) {
                    missing.append("\(provision.parameter) known on \(eve)")
                }
                if !between.contains(where: { $0.knownOn == provision.published && $0.reads(provision) }) {
                    missing.append("\(provision.parameter) known on \(provision.published)")
                }
            }
        }
        #expect(missing.isEmpty, "\(missing.sorted().joined(separator: "\n"))")
    }

    @Test func everyPowerHasTheLastKilometreOfEachBracketAndTheFirstOfTheNext() {
        var missing: [String] = []
        for rule in [Rule.firstBracketEnds, .secondBracketEnds] {
            for provision in law.history(of: .rule(rule)) {
                let last = Int(provision.value.numerator / provision.value.denominator)
                for power in FiscalPower.allCases {
                    let stretches = worked.compactMap { line -> (from: Int, to: Int)? in
                        guard case .kilometres(let count, .car(power)) = line.trace.line.fact, line.trace.isPaid,
                            case .kilometresBefore(_, let before)? = line.trace.circumstances.first(where: {
                                if case .kilometresBefore = $0 { true } else { false }
                            })
                        else { return nil }
                        return (before, before + count)
                    }
                    if !stretches.contains(where: { $0.to == last }) { missing.append("\(power): \(last) km") }
                    if !stretches.contains(where: { $0.from == last }) { missing.append("\(power): \(last + 1) km") }
                }
            }
        }
        #expect(missing.isEmpty, "\(missing.joined(separator: "\n"))")
    }

    // MARK: Windows

    private enum Margin: CaseIterable { case none, train, plane }

    private func margin(_ facts: ClaimFacts) -> Margin? {
        var found = Set<Margin>()
        for line in facts.lines {
            switch line.fact {
            case .fare(.train, _), .firstClass(.train, _): found.insert(.train)
            case .fare(.plane, _), .fare(.boat, _), .firstClass(.plane, _): found.insert(.plane)
            default: break
            }
        }
        return found.count > 1 ? nil : found.first ?? Margin.none
    }

    /// The window that a line asks for, in minutes; nil for what has none.
    private func window(_ line: ClaimLine) -> (name: String, span: Span)? {
        func span(_ begins: Rule, _ ends: Rule, _ day: CalendarDay) -> Span? {
            guard let from = law.provision(.rule(begins), on: line.day, knownOn: line.day.adding(days: 9_999))?.value,
                let to = law.provision(.rule(ends), on: line.day, knownOn: line.day.adding(days: 9_999))?.value
            else { return nil }
            let midnight = day.dayNumber * 1_440
            return Span(
                fromMinute: midnight + Int(from.numerator / from.denominator),
                toMinute: midnight + Int(to.numerator / to.denominator))
        }
        return switch line.fact {
        case .meal(.noon, _): span(.noonBegins, .noonEnds, line.day).map { ("noon", $0) }
        case .meal(.evening, _): span(.eveningBegins, .eveningEnds, line.day).map { ("evening", $0) }
        case .night: span(.nightBegins, .nightEnds, line.day.adding(days: 1)).map { ("night", $0) }
        default: nil
        }
    }

    @Test func everyWindowIsTriedToTheMinuteAtBothEndsByRoadByTrainAndByPlane() {
        var tried = Set<String>()
        for line in worked {
            guard let (name, window) = window(line.trace.line), let margin = margin(line.facts) else { continue }
            for case .away(let away) in line.trace.circumstances {
                let (late, early) = (
                    away.from.minuteNumber - window.from.minuteNumber, window.to.minuteNumber - away.to.minuteNumber
                )
                if line.trace.isPaid, late == 0 { tried.insert("\(name) \(margin): begins in time") }
                if line.trace.isPaid, early == 0 { tried.insert("\(name) \(margin): ends in time") }
                if !line.trace.isPaid, late == 1, early <= 0 { tried.insert("\(name) \(margin): begins late") }
                if !line.trace.isPaid, early == 1, late <= 0 { tried.insert("\(name) \(margin): ends early") }
            }
        }
        let wanted = ["noon", "evening", "night"].flatMap { name in
            Margin.allCases.flatMap { margin in
                ["begins in time", "ends in time", "begins late", "ends early"].map { "\(name) \(margin): \($0)" }
            }
        }
        let missing = wanted.filter { !tried.contains($0) }
        #expect(missing.isEmpty, "\(missing.joined(separator: "\n"))")
    }

    @Test func taxisAreTriedOnTheMinuteOfEachLimit() {
        for (rule, free) in [(Rule.taxiMorning, -1), (.taxiEvening, 1)] {
            for provision in law.history(of: .rule(rule)) {
                let limit = Int(provision.value.numerator / provision.value.denominator)
                let lines = worked.filter { $0.reads(provision) }.compactMap { line -> (Int, Bool)? in
                    guard case .taxi(let time, _) = line.trace.line.fact else { return nil }
                    return (time.minutesSinceMidnight, line.trace.isPaid)
                }
                #expect(lines.contains { $0 == (limit, false) }, "\(provision.parameter) at the limit")
                #expect(lines.contains { $0 == (limit + free, true) }, "\(provision.parameter) beyond it")
            }
        }
    }
}
