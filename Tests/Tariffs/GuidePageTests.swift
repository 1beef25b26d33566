import Foundation
import Testing

@testable import Tariffs

@Suite struct GuidePageTests {
    @Test func thePageOfTheGuideIsWhatTheParametersSay() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = root.appendingPathComponent("Sources/GuideTexts/Pages/combien.md")
        if ProcessInfo.processInfo.environment["WRITE_EXPLANATIONS"] != nil {
            try Tariffs.standard.guidePage.write(to: page, atomically: true, encoding: .utf8)
        }
        let written = try String(contentsOf: page, encoding: .utf8)

        #expect(written == Tariffs.standard.guidePage, "write it anew: imagin tariffs guide > \(page.path)")
    }

    @Test func thePageHasTheRatesOfTheDay() {
        let page = Tariffs.standard.guidePage

        for figure in ["5,00", "9,60", "0,75", "4,11", "0,41", "0,51", "20,00", "90,00", "140,00", "75"] {
            #expect(page.contains(figure), "\(figure)")
        }
    }
}
