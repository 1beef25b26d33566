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

    /// Whoever adds a rate to the parameters finds here that the page does not tell it.
    @Test func everyRateInForceStandsOnThePage() {
        let (law, page) = (Tariffs.standard.law, Tariffs.standard.guidePage)
        for (parameter, reading) in law.inForce(on: law.lastChange, knownOn: law.lastChange)
        where reading.provision.unit.hasPrefix("EUR") {
            #expect(page.contains("\(French.rate(reading.value))\(French.thin)€"), "\(parameter.code)")
        }
    }

    @Test(arguments: [
        "Surveillance et aide au déroulement", "Validation des acquis", "Examens de l’enseignement supérieur",
        "Concours de recrutement", "15,00\u{202F}€ par heure", "30,00\u{202F}€ par heure", "25,00\u{202F}€ par heure",
        "12,02\u{202F}€ depuis le 1er janvier 2026", "de 4,80\u{202F}€ à 28,80\u{202F}€ par demande",
        "265,00\u{202F}€ au plus par candidat", "de 50 à 99 : 4\u{202F}000,00\u{202F}€",
    ])
    func thePageHelpsWithWorkOfEveryKind(_ said: String) {
        #expect(Tariffs.standard.guidePage.contains(said))
    }

    @Test func thePageHasTheRatesOfTheDay() {
        let page = Tariffs.standard.guidePage

        for figure in ["5,00", "9,60", "0,75", "4,11", "0,41", "0,51", "20,00", "90,00", "140,00", "75"] {
            #expect(page.contains(figure), "\(figure)")
        }
    }
}
