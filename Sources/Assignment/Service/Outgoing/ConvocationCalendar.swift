import Documents
import Foundation
import Vocabulary

/// The versions of one convocation as a calendar reads them.
enum ConvocationCalendar {
    struct Version: Sendable {
        let number: Int
        let isWithdrawn: Bool
        let detail: ConvocationDetail
    }

    /// - Parameter versions: of one convocation, the oldest first; at least one.
    static func series(_ id: UUID, _ versions: [Version]) -> CalendarSeries {
        guard let last = versions.last else { preconditionFailure("a convocation has a first version") }
        let detail = last.detail
        var series = CalendarSeries(id, sequence: last.number - 1)
        series.title = "Convocation : \(detail.test)"
        series.place = detail.remote ? "À distance" : "\(detail.centreName), \(detail.communeName)"
        series.standing = last.isWithdrawn ? [] : times(last)
        for version in versions {
            let times = times(version)
            series.former = times + series.former.dropFirst(times.count)
        }
        return series
    }

    private static func times(_ version: Version) -> [CalendarSeries.Time] {
        version.detail.slots.compactMap { Slot(written: $0) }.map { slot in
            CalendarSeries.Time(
                day: slot.day.description, beginsMinutes: slot.begins.minutesSinceMidnight,
                endsMinutes: slot.ends.minutesSinceMidnight)
        }
    }
}
