import Foundation
import Testing
import Vocabulary

@testable import Tariffs

/// What holds for generated claims, each property on `PropertyCases.count` of them in four sequences.
@Suite struct GeneratedClaimsTests {
    static let known = CalendarDay("2026-12-31")!

    static let cases = PropertyCases.count / 4

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func totalsAreSumsAndEveryLineSaysWhyAndTheSameFactsGiveTheSameTrace(seed: UInt64) {
        var generated = GeneratedClaims(seed: seed)
        for number in 0..<Self.cases {
            let facts = generated.claim()
            let first = Tariffs.standard.assess(facts, knownOn: Self.known)
            let second = Tariffs.standard.assess(facts, knownOn: Self.known)
            let amounts = Tariffs.standard.amounts(facts, knownOn: Self.known)

            let sound =
                first.lines == second.lines && first.lines.map(\.amount) == amounts.map(\.amount)
                && first.lines.map(\.lineID) == facts.lines.map(\.lineID)
                && first.indemnity + first.travel == first.lines.map(\.amount).total()
                && first.lines.allSatisfy { $0.amount >= .zero && ($0.amount > .zero) == $0.trace.isPaid }
            if !sound { Issue.record("claim \(number) of seed \(seed): \(first.lines.map(\.sentence))") }
        }
    }

    @Test(arguments: 5...8 as ClosedRange<UInt64>)
    func theFiguresOfAPrintedExplanationGiveTheAmountBack(seed: UInt64) {
        var generated = GeneratedClaims(seed: seed)
        var (read, claims) = (0, 0)
        while read < Self.cases, claims < 4 * Self.cases {
            claims += 1
            let facts = generated.claim()
            for line in Tariffs.standard.assess(facts, knownOn: Self.known).lines where line.trace.isPaid {
                read += 1
                let figures = PrintedFigures(line.sentence)
                let recomputed = figures.map { facts.settings.rounding.cents($0.computed) - $0.less }
                if recomputed != line.amount || figures?.printed != line.amount {
                    Issue.record("seed \(seed): \(line.sentence) gives \(String(describing: figures))")
                }
            }
        }

        #expect(read >= Self.cases)
    }

    @Test func traceAndSentenceSurviveTheWayThroughJSON() throws {
        var generated = GeneratedClaims(seed: 9)
        for _ in 0..<500 {
            for line in Tariffs.standard.assess(generated.claim(), knownOn: Self.known).lines {
                let copy = try JSONCopy.of(line.trace)
                if copy != line.trace || copy.sentence != line.sentence { Issue.record("\(line.sentence)") }
            }
        }
    }
}

extension Trace {
    /// Whether something is due.
    var isPaid: Bool {
        switch outcome {
        case .due, .reduced: amount > .zero
        case .notDue, .undecided, .impossible: false
        }
    }
}
