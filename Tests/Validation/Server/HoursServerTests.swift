import Contracts
import Foundation
import TestServers
import Testing
import Vocabulary

@testable import ValidationService

@Suite(.serialized) struct HoursServerTests {
    private func invigilation(_ family: String = "Lefèvre", travel: TrackOpening = .void) -> ClaimStory {
        ClaimStory(
            family: family, kind: .invigilation, indemnity: .enteredByService, travel: travel,
            days: ["2026-06-18", "2026-06-19"])
    }

    @Test func theServiceEntersTheHoursOfOnePerson() async throws {
        try await TestService.validation { service in
            let story = invigilation()
            try await service.deliver(story.registered, story.prepared)
            let officer = try await service.officer()
            let page = try await officer.get(story.path)

            _ = try await officer.post(
                story.path + "/heures",
                ["version": page.version, "jour": "2026-06-18", "heures": "4", "minutes": "30", "periode": "day"])

            let certified = try await service.awaitOutbox(FactsCertified.self)
            #expect(certified.lines.map(\.line.fact) == [.help(minutes: 270, period: .day)])
            #expect(certified.lines[0].line.day == CalendarDay("2026-06-18"))
            #expect(try await service.state(of: story) == "decided")
        }
    }

    @Test func travelThatIsStillToBeDeclaredKeepsTheClaimOpen() async throws {
        try await TestService.validation { service in
            let story = invigilation(travel: .open)
            try await service.deliver(story.registered, story.prepared)
            let officer = try await service.officer()
            let page = try await officer.get(story.path)
            _ = try await officer.post(
                story.path + "/heures",
                ["version": page.version, "jour": "2026-06-18", "heures": "4", "minutes": "0", "periode": "day"])
            _ = try await service.awaitOutbox(FactsCertified.self)

            let toll = ClaimStory.line(.toll(paid: Money(cents: 500)), .travel)
            #expect(try await service.state(of: story) == "announced")
            try await service.deliver(story.submitted([toll]))
            let again = try await officer.get(story.path)
            _ = try await officer.post(
                story.path + "/decision", ["version": again.version, "action": "certifier-tout"])

            let both = try await service.awaitOutbox(FactsCertified.self, count: 2)
            #expect(both.map(\.decision) == [1, 2] && both[1].lines.map(\.line) == [toll])
        }
    }

    @Test(arguments: [
        ("2026-06-20", "4", "n’a pas lieu"), ("2026-06-18", "25", "entre 1 minute et 24 heures"),
        ("2026-06-18", "quatre", "entre 1 minute et 24 heures"), ("", "4", "Choisissez un jour"),
    ])
    func hoursThatCannotBeComeBackWithTheReason(day: String, hours: String, reason: String) async throws {
        try await TestService.validation { service in
            let story = invigilation()
            try await service.deliver(story.registered, story.prepared)
            let officer = try await service.officer()
            let page = try await officer.get(story.path)

            let answer = try await officer.post(
                story.path + "/heures",
                ["version": page.version, "jour": day, "heures": hours, "minutes": "0", "periode": "day"])

            #expect(answer.status == 422 && answer.text.contains(reason))
            #expect(answer.text.contains("value=\"\(hours)\""))
        }
    }

    @Test func theSameHoursAreNotCertifiedTwice() async throws {
        try await TestService.validation { service in
            let story = invigilation()
            try await service.deliver(story.registered, story.prepared)
            let officer = try await service.officer()
            func enter() async throws -> TestAnswer {
                let page = try await officer.get(story.path)
                return try await officer.post(
                    story.path + "/heures",
                    ["version": page.version, "jour": "2026-06-18", "heures": "4", "minutes": "0", "periode": "day"])
            }

            #expect(try await enter().status == 303)
            let again = try await enter()

            #expect(again.status == 422 && again.text.contains("déjà certifiées"))
        }
    }

    @Test func aWholeCentreIsEnteredOnOnePage() async throws {
        try await TestService.validation { service in
            let (one, other) = (invigilation("Aubert"), invigilation("Blanc"))
            for story in [one, other] { try await service.deliver(story.registered, story.prepared) }
            let officer = try await service.officer()
            let sheet = try await officer.get("/verification/heures?centre=0310001A")
            let absent = "\(other.claim).2026-06-19.08:00"
            var fields = sheet.fields
            fields = fields.map { $0.name.hasSuffix(absent) && !$0.name.hasPrefix("periode") ? ($0.name, "0") : $0 }

            let unsigned = try await officer.post("/verification/heures?centre=0310001A", form: fields)
            _ = try await officer.post(
                "/verification/heures?centre=0310001A", form: fields + [("signature", "oui")])

            #expect(unsigned.status == 422 && unsigned.text.contains("Cochez la case"))
            let certified = try await service.awaitOutbox(FactsCertified.self, count: 2)
            let lines = Dictionary(certified.map { ($0.claimID, $0.lines.count) }, uniquingKeysWith: +)
            #expect(lines == [one.claim: 2, other.claim: 1])
            #expect(certified.flatMap(\.lines).allSatisfy { $0.line.fact == .help(minutes: 270, period: .day) })
        }
    }
}

extension TestAnswer {
    /// The sheet's fields as the page fills them in.
    var fields: [(name: String, value: String)] {
        let inputs = text.matches(of: /name="((?:version|heures|minutes)-[^"]+)"[^>]*value="([^"]*)"/)
            .map { (String($0.1), String($0.2)) }
        let periods = text.matches(of: /<select name="(periode-[^"]+)"/).map { (String($0.1), "day") }
        return inputs + periods
    }
}
