import Testing
import Vocabulary

@testable import Tariffs

@Suite struct WorkedExamplesTests {
    @Test func everyWorkedExampleComesOutToTheCent() throws {
        let examples = try WorkedExample.read(WorkedExample.embedded, file: "worked_examples.csv")

        #expect(examples.count >= 120)
        for example in examples {
            let assessment = Tariffs.standard.assess(example.facts, knownOn: example.knownOn)
            #expect(
                assessment.lines.map(\.amount) == example.expected,
                "line \(example.line), \(example.name): \(assessment.lines.map(\.sentence))")
        }
    }
}
