public import Foundation

/// Times that belong together, as calendars read them (RFC 5545, RFC 5546). Each place in the series keeps its identity
/// from version to version and its sequence rises, so that a calendar moves what has moved and takes out what is gone.
public struct CalendarSeries: Sendable {
    /// Within one day, at the place where it happens.
    public struct Time: Sendable, Equatable {
        /// As `2026-06-18`.
        public var day: String
        public var beginsMinutes: Int
        public var endsMinutes: Int
        public init(day: String, beginsMinutes: Int, endsMinutes: Int) {
            (self.day, self.beginsMinutes, self.endsMinutes) = (day, beginsMinutes, endsMinutes)
        }
    }

    public let id: UUID
    /// 0 for the first version.
    public let sequence: Int
    public var title = ""
    public var place = ""
    /// What stands now; empty when all of it is taken back.
    public var standing: [Time] = []
    /// What each place held last, standing or not.
    public var former: [Time] = []

    public init(_ id: UUID, sequence: Int) { (self.id, self.sequence) = (id, sequence) }
}

/// An iCalendar file.
public struct CalendarFile: Sendable {
    public static let timeZone = TimeZone(identifier: "Europe/Paris") ?? .gmt

    public let text: String
    /// What a calendar is to do with it: `PUBLISH` or `CANCEL`, the word of the mail's content type too.
    public let method: String

    /// - Parameter organizer: a mail address; empty if there is none to name.
    public init(_ series: CalendarSeries, organizer: String, at now: Date) {
        method = series.standing.isEmpty ? "CANCEL" : "PUBLISH"
        var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//imagin//convocations//FR", "METHOD:\(method)"]
        for place in 0..<max(series.standing.count, series.former.count) {
            let isGone = place >= series.standing.count
            let time = isGone ? series.former[place] : series.standing[place]
            lines += [
                "BEGIN:VEVENT", "UID:\(series.id.uuidString.lowercased())-\(place + 1)@imagin",
                "SEQUENCE:\(series.sequence)", "DTSTAMP:\(Self.utc(now))",
                "DTSTART:\(Self.utc(time.day, time.beginsMinutes))", "DTEND:\(Self.utc(time.day, time.endsMinutes))",
                "SUMMARY:\(Self.escaped(series.title))", "LOCATION:\(Self.escaped(series.place))",
            ]
            if !organizer.isEmpty { lines.append("ORGANIZER:mailto:\(organizer)") }
            lines += ["STATUS:\(isGone ? "CANCELLED" : "CONFIRMED")", "END:VEVENT"]
        }
        lines.append("END:VCALENDAR")
        text = lines.flatMap(Self.folded).map { $0 + "\r\n" }.joined()
    }

    /// By counting: formatters of dates are slow, and a run writes thousands of files.
    private static func utc(_ day: String, _ minutes: Int) -> String {
        let parts = day.split(separator: "-").compactMap { Int($0) }
        precondition(parts.count == 3, "a day is written as 2026-06-18")
        let local = days(parts[0], parts[1], parts[2]) * 86_400 + minutes * 60
        let offset = timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local)))
        return utc(Date(timeIntervalSince1970: Double(local - offset)))
    }

    /// Days since 1970-01-01 in the Gregorian calendar, whose years are counted from March.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let (year, month) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719_469
    }

    private static func utc(_ date: Date) -> String {
        var time = time_t(date.timeIntervalSince1970)
        var parts = tm()
        gmtime_r(&time, &parts)
        let numbers = [parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec].map {
            $0 < 10 ? "0\($0)" : "\($0)"
        }
        return "\(parts.tm_year + 1900)\(numbers[0])\(numbers[1])T\(numbers[2])\(numbers[3])\(numbers[4])Z"
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
