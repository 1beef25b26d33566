/// A time of day at the place of the mission, to the minute. Written `07:45`; `24:00` ends a day.
public struct LocalTime: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    /// 0 to 1440.
    public let minutesSinceMidnight: Int

    /// Nil outside 0…1440.
    public init?(minutesSinceMidnight: Int) {
        guard (0...1440).contains(minutesSinceMidnight) else { return nil }
        self.minutesSinceMidnight = minutesSinceMidnight
    }

    /// Nil for an impossible time.
    public init?(hour: Int, minute: Int) {
        guard (0...24).contains(hour), (0...59).contains(minute) else { return nil }
        self.init(minutesSinceMidnight: hour * 60 + minute)
    }

    /// Reads `07:45`, also the French `7h45` and `7 h`; nil for any other form.
    public init?(_ text: some StringProtocol) {
        if let plain = LocalTime(plain: text) {
            self = plain
            return
        }
        let compact = text.lowercased().filter { !$0.isWhitespace }.replacing("h", with: ":")
        let parts = compact.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let hour = Int(parts[0]), (1...2).contains(parts[0].count) else { return nil }
        if parts[1].isEmpty {
            self.init(hour: hour, minute: 0)
        } else {
            guard parts[1].count == 2, let minute = Int(parts[1]) else { return nil }
            self.init(hour: hour, minute: minute)
        }
    }

    /// Reads `07:45` alone, the form of messages.
    private init?(plain text: some StringProtocol) {
        var digits: [4 of Int] = [0, 0, 0, 0]
        var place = 0
        for unit in text.utf8 {
            if place == 2 {
                guard unit == UInt8(ascii: ":") else { return nil }
            } else {
                guard place < 5, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(unit) else { return nil }
                digits[place < 2 ? place : place - 1] = Int(unit - UInt8(ascii: "0"))
            }
            place += 1
        }
        guard place == 5 else { return nil }
        self.init(hour: digits[0] * 10 + digits[1], minute: digits[2] * 10 + digits[3])
    }

    public static func < (left: LocalTime, right: LocalTime) -> Bool {
        left.minutesSinceMidnight < right.minutesSinceMidnight
    }

    public var hour: Int { minutesSinceMidnight / 60 }
    public var minute: Int { minutesSinceMidnight % 60 }

    public var description: String {
        String(unsafeUninitializedCapacity: 5) { units in
            units.write(twoDigits: hour, at: 0)
            units[2] = UInt8(ascii: ":")
            units.write(twoDigits: minute, at: 3)
            return 5
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let time = LocalTime(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a time as 07:45")
        }
        self = time
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A day and a time of day at the place of the mission. Written `2026-06-18T07:45`.
public struct LocalMoment: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    public let day: CalendarDay
    public let time: LocalTime

    public init(day: CalendarDay, time: LocalTime) {
        (self.day, self.time) = (day, time)
    }

    /// Reads `2026-06-18T07:45`; nil for any other form.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, let day = CalendarDay(parts[0]), let time = LocalTime(parts[1]) else { return nil }
        self.init(day: day, time: time)
    }

    public static func < (left: LocalMoment, right: LocalMoment) -> Bool { left.minuteNumber < right.minuteNumber }

    /// Minutes of local wall time since 1 January 1970, 0 h.
    public var minuteNumber: Int { day.dayNumber * 1440 + time.minutesSinceMidnight }

    public var description: String { "\(day)T\(time)" }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let moment = LocalMoment(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not as 2026-06-18T07:45")
        }
        self = moment
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
