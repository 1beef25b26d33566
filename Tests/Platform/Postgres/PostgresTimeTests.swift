import Foundation
import Testing

@testable import Postgres

private let days: [(Int64, String)] = [
    (0, "2000-01-01"), (59, "2000-02-29"), (-1, "1999-12-31"), (9670, "2026-06-23"), (8825, "2024-02-29"),
]

@Test(arguments: days)
func aNumberOfDaysIsADay(_ days: Int64, _ day: String) {
    #expect(PostgresTime.day(days) == day)
}

@Test func aTimestampIsWrittenWithMicrosecondsInUTC() {
    #expect(PostgresTime.text(microseconds: 0) == "2000-01-01 00:00:00.000000+00")
    #expect(PostgresTime.text(microseconds: -1) == "1999-12-31 23:59:59.999999+00")
}

@Test func microsecondsSurviveTheWayThroughDate() {
    for microseconds in [0, 1, -1, 836_034_300_123_456, -315_619_200_000_001] as [Int64] {
        #expect(PostgresTime.microseconds(of: PostgresTime.date(microseconds: microseconds)) == microseconds)
    }
}
