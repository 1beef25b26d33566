import Testing
import Vocabulary

@Suite struct CalendarDayTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-06-18", 20_622), ("2100-03-01", 47_541),
    ])
    func aDayHasItsNumberAndBack(_ text: String, _ number: Int) throws {
        let day = try #require(CalendarDay(text))

        #expect(day.dayNumber == number)
        #expect(CalendarDay(dayNumber: number).description == text)
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "20260101", "1899-12-31", "2026-04-31", "",
    ])
    func whatIsNoDayIsRefused(_ text: String) {
        #expect(CalendarDay(text) == nil)
    }

    @Test func everyDayOfFourCenturiesComesBackFromItsText() {
        let first = CalendarDay(year: 1900, month: 1, day: 1)!.dayNumber
        let last = CalendarDay(year: 2199, month: 12, day: 31)!.dayNumber

        for number in first...last {
            let day = CalendarDay(dayNumber: number)
            if CalendarDay(year: day.year, month: day.month, day: day.day) != day { Issue.record("\(number)") }
        }
    }

    @Test func weekdaysRunFromMondayToSunday() {
        #expect(CalendarDay("2026-11-23")!.weekday == 1)
        #expect(CalendarDay("2026-11-29")!.weekday == 7)
        #expect(CalendarDay("1969-12-31")!.weekday == 3)
    }
}
