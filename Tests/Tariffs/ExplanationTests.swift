import Foundation
import Testing
import Vocabulary

@testable import Tariffs

/// The published examples of `contracts/tariffs`, computed anew.
@Suite struct ExplanationTests {
    static let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("contracts/tariffs/examples")

    @Test(arguments: ["oral-two-days", "help-at-night", "every-kind-of-fact"])
    func theAnswerToAnExampleIsThePublishedOne(name: String) throws {
        let claim = try FactsReader.read(
            try Data(contentsOf: Self.examples.appendingPathComponent("\(name).json")))
        let explanation = Explanation(
            reference: claim.reference, claim.facts, by: .standard, knownOn: try #require(claim.knownOn))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        let json = String(decoding: try encoder.encode(explanation), as: UTF8.self) + "\n"
        let published = Self.examples.appendingPathComponent("\(name).explanation.json")
        if let folder = ProcessInfo.processInfo.environment["WRITE_EXPLANATIONS"] {
            let copy = URL(fileURLWithPath: folder).appendingPathComponent(published.lastPathComponent)
            try json.write(to: copy, atomically: true, encoding: .utf8)
        }

        #expect(json == (try String(contentsOf: published, encoding: .utf8)), "\(name)")
    }

    @Test func theMinimalExampleIsEnough() throws {
        let claim = try FactsReader.read(
            try Data(contentsOf: Self.examples.appendingPathComponent("minimal.json")))

        #expect(
            Tariffs.standard.assess(claim.facts, knownOn: CalendarDay("2026-07-01")!).indemnity == Money(cents: 17_500))
    }

    @Test func theStreamOf2022GainsTheDifferenceOfTheRates() throws {
        let stream = try String(
            contentsOf: Self.examples.appendingPathComponent("liquidated-in-march-2022.jsonl"), encoding: .utf8)
        let change = LawChange(to: .standard, knownOn: CalendarDay("2022-04-15")!)
        var totals = ImpactTotals()
        for line in stream.split(separator: "\n") {
            let claim = try FactsReader.read(Data(line.utf8))
            let liquidated = LiquidatedClaim(
                reference: claim.reference ?? "", facts: claim.facts, knownOn: try #require(claim.knownOn))
            totals.add(change.impact(on: liquidated), of: liquidated)
        }

        // 100 × 0,04 + 50 × 0,03 + 50 × 0,04 + 250 × 0,01 = 4,00 + 3,50 + 2,50.
        #expect(totals.gainedCents == Money(cents: 1_000))
        #expect(totals.changedClaims == 3)
        #expect(totals.claims == 4)
    }

    @Test func theTableHasTheFactsTheParametersWithPeriodAndSourceTheStepsAndTheResult() throws {
        let claim = try FactsReader.read(
            try Data(contentsOf: Self.examples.appendingPathComponent("oral-two-days.json")))
        let table = Tariffs.standard.assess(claim.facts, knownOn: try #require(claim.knownOn)).table

        for word in [
            "fait", "circonstance", "paramètre", "calcul", "résultat", "depuis le 22 septembre 2023", "art. 9",
        ] {
            #expect(table.contains(word), "\(word)")
        }
    }

    @Test func theLawOfADayIsATableWithSources() {
        let table = Tariffs.standard.law.table(
            on: CalendarDay("2025-06-18")!, knownOn: CalendarDay("2026-07-01")!)

        #expect(table.contains("BUDB0620005A") || table.contains("TFPF2206232A"))
        #expect(table.contains("20 EUR/repas"))
        #expect(table.contains("exam/bac-general"))
        #expect(table.split(separator: "\n").count > 100)
    }
}
