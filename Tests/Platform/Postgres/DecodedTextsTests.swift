import Postgres
import Testing

@Suite struct DecodedTextsTests {
    private struct Named: Codable, Sendable, Equatable { let name: String }

    @Test func everyTextHasItsOwnValueAlsoWhenMoreComeThanAreKept() throws {
        let texts = DecodedTexts<Named>(capacity: 3)
        for turn in 0..<3 {
            for number in 0..<7 {
                #expect(try texts.value(of: "{\"name\":\"\(number)\"}") == Named(name: "\(number)"), "turn \(turn)")
            }
        }
    }

    @Test func whatCannotBeReadStaysSo() throws {
        let texts = DecodedTexts<Named>(capacity: 3)
        for _ in 0..<2 { #expect(throws: DecodingError.self) { try texts.value(of: "{\"nom\":\"x\"}") } }
    }
}
