import Foundation
import Testing
import Vocabulary

@testable import Tariffs

@Suite struct WorkedExamplesTests {
    let examples: [WorkedExample]

    init() throws { examples = try Self.published() }

    /// The table that officers edit.
    static func published() throws -> [WorkedExample] {
        let file = ExplanationTests.examples.deletingLastPathComponent().appendingPathComponent("worked_examples.csv")
        return try WorkedExample.read(try String(contentsOf: file, encoding: .utf8), file: "worked_examples.csv")
    }

    @Test func everyWorkedExampleComesOutToTheCent() {
        #expect(examples.count >= 120)
        for example in examples {
            let assessment = Tariffs.standard.assess(example.facts, knownOn: example.knownOn)
            #expect(
                assessment.lines.map(\.amount) == example.expected,
                "line \(example.line), \(example.name): \(assessment.lines.map(\.sentence))")
        }
    }

    @Test func everyExampleNamesTheTextThatItsFirstLineCites() {
        for example in examples {
            let cited = Tariffs.standard.assess(example.facts, knownOn: example.knownOn).lines[0].source
            #expect(
                example.source.isEmpty ? cited.isEmpty : cited.contains(example.source),
                "line \(example.line), \(example.name): « \(example.source) » is not in « \(cited) »")
        }
    }

    @Test func everyRowOfTheParameterTablesIsReadByAnExample() {
        var read = Set<String>()
        func key(_ provision: Provision) -> String {
            "\(provision.parameter) \(provision.from?.description ?? "") \(provision.published)"
        }
        for example in examples {
            for line in Tariffs.standard.assess(example.facts, knownOn: example.knownOn).lines {
                read.formUnion(line.trace.readings.map { key($0.provision) })
            }
        }
        let rows =
            Tariffs.standard.law.series.joined().map { $0 }
            + Tariffs.standard.law.payment.values.joined().map(\.provision)
        // These do not change an amount; the tests of advances and of documents read them.
        let elsewhere: Set = [
            "rule/advance-share", "rule/documents-threshold", "rule/transport-documents", "rule/lodging-documents",
            "rule/meal-documents", "rule/help-entered-by-service",
        ]
        // No threshold of population was in force before 2019: a large town was paid as any other.
        let unread = "night/large-town  2006-07-03"
        let missing = rows.filter { !elsewhere.contains($0.parameter) }.map(key).filter { !read.contains($0) }
        #expect(missing == [unread], "\(missing.sorted().joined(separator: "\n"))")
    }
}
