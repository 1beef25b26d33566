import Testing
import Vocabulary

@Suite struct LocalTimeTests {
    @Test(arguments: [("07:45", 465), ("7h45", 465), ("7 h 45", 465), ("18h", 1080), ("00:00", 0), ("24:00", 1440)])
    func timesAreReadAsPeopleTypeThem(_ text: String, _ minutes: Int) {
        #expect(LocalTime(text)?.minutesSinceMidnight == minutes)
    }

    @Test(arguments: ["24:01", "7:5", "12:60", "midi", "-1:00", "", "07:45:00"])
    func whatIsNoTimeIsRefused(_ text: String) {
        #expect(LocalTime(text) == nil)
    }

    @Test func momentsAreOrderedAcrossMidnight() {
        let late = LocalMoment("2026-06-18T23:59")!
        let early = LocalMoment("2026-06-19T00:01")!

        #expect(late < early)
        #expect(early.minuteNumber - late.minuteNumber == 2)
    }
}
