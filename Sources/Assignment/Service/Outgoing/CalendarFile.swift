import Foundation
import Vocabulary

/// The half-days of one convocation as calendars read them (RFC 5545). Each keeps its identity from version to version
/// and its sequence rises, so that a calendar moves what has moved and takes out what is withdrawn.
struct CalendarFile {
    struct Version: Sendable {
        let number: Int
        let isWithdrawn: Bool
        let detail: ConvocationDetail
    }

    let text: String

    /// - Parameter versions: of one convocation, the oldest first; at least one.
    init(_ id: UUID, _ versions: [Version], at now: Date) {
        guard let last = versions.last else { preconditionFailure("a convocation has a first version") }
        let standing = last.isWithdrawn ? [] : Self.slots(last)
        let most = versions.map { Self.slots($0).count }.max() ?? 0
        var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//imagin//convocations//FR", "METHOD:PUBLISH"]
        for place in 0..<most {
            // What this place held last, when it holds nothing now.
            let former = versions.compactMap { Self.slots($0).dropFirst(place).first }.last
            guard let slot = standing.dropFirst(place).first ?? former else { continue }
            let isGone = place >= standing.count
            let (detail, title) = (last.detail, "\(last.detail.test) (\(MissionKind(code: last.detail.kind).french))")
            lines += [
                "BEGIN:VEVENT", "UID:\(id.uuidString.lowercased())-\(place + 1)@imagin",
                "SEQUENCE:\(last.number - 1)", "DTSTAMP:\(Self.utc(now))", "DTSTART:\(Self.utc(slot.day, slot.begins))",
                "DTEND:\(Self.utc(slot.day, slot.ends))", "SUMMARY:\(Self.escaped(title))",
                "LOCATION:\(Self.escaped(detail.remote ? "À distance" : "\(detail.centreName), \(detail.communeName)"))",
                "STATUS:\(isGone ? "CANCELLED" : "CONFIRMED")", "END:VEVENT",
            ]
        }
        lines.append("END:VCALENDAR")
        text = lines.flatMap(Self.folded).map { $0 + "\r\n" }.joined()
    }

    private static func slots(_ version: Version) -> [Slot] {
        version.detail.slots.compactMap { Slot(written: $0) }
    }

    /// Times of the place of the mission, in universal time.
    private static func utc(_ day: CalendarDay, _ time: LocalTime) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Paris") ?? .gmt
        let midnight = DateComponents(
            year: day.year, month: day.month, day: day.day, hour: time.minutesSinceMidnight / 60,
            minute: time.minutesSinceMidnight % 60)
        return utc(calendar.date(from: midnight) ?? Date(timeIntervalSince1970: 0))
    }

    private static func utc(_ date: Date) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = .gmt
        formatter.dateFormat = "yyyyMMdd'T'HHmmss'Z'"
        return formatter.string(from: date)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,")
            .replacing("\n", with: "\\n")
    }

    /// Lines of at most 75 bytes; what follows begins with a blank. No character is cut.
    private static func folded(_ line: String) -> [String] {
        var pieces = [""]
        for character in line {
            let room = pieces.count == 1 ? 75 : 74
            if pieces[pieces.count - 1].utf8.count + String(character).utf8.count > room { pieces.append("") }
            pieces[pieces.count - 1].append(character)
        }
        return pieces.enumerated().map { $0.offset == 0 ? $0.element : " \($0.element)" }
    }
}
