import Foundation
import Testing
import Vocabulary

@Suite struct UUIDTextTests {
    @Test func textAndOrderAreThoseOfFoundation() {
        var ids = (0..<500).map { _ in UUID() }
        for id in ids {
            #expect(id.text == id.uuidString.lowercased())
            #expect(UUID(text: id.uuidString) == id)
            #expect(UUID(text: id.text) == id)
        }
        ids.sort { $0.precedes($1) }
        #expect(ids.map(\.text) == ids.map(\.text).sorted())
    }

    @Test(arguments: [
        "", "6f0c5c1e-2f0a-5d7b-9c43-7a1d2e9b8c1", "6f0c5c1e-2f0a-5d7b-9c43-7a1d2e9b8c100",
        "6f0c5c1e-2f0a-5d7b-9c43-7a1d2e9b8c1g", "6f0c5c1e02f0a-5d7b-9c43-7a1d2e9b8c10",
        "{6f0c5c1e-2f0a-5d7b-9c43-7a1d2e9b8c}", "6f0c5c1e-2f0a-5d7b-9c43-7a1d2e9bé10",
    ])
    func nothingElseIsRead(text: String) { #expect(UUID(text: text) == nil) }
}
