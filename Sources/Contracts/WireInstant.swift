public import Foundation

/// Instants on the wire: RFC 3339 in UTC to the millisecond, `2026-06-18T05:45:00.000Z`.
public enum WireInstant {
    private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    private static let wholeSeconds = Date.ISO8601FormatStyle()

    /// Rounds to the nearest millisecond. The style alone cuts off, and would write `.899` for what it read as `.900`.
    public static func format(_ instant: Date) -> String {
        let milliseconds = (instant.timeIntervalSince1970 * 1000).rounded()
        return Date(timeIntervalSince1970: (milliseconds + 0.25) / 1000).formatted(style)
    }

    /// Nil when the text is not an RFC 3339 instant.
    public static func parse(_ text: String) -> Date? {
        if let instant = try? style.parse(text) { return instant }
        return try? wholeSeconds.parse(text)
    }
}

/// An instant inside a message.
public struct Instant: Hashable, Codable, Sendable {
    public let date: Date

    /// Keeps whole milliseconds, which is what the wire carries.
    public init(_ date: Date) {
        self.date = Date(timeIntervalSince1970: (date.timeIntervalSince1970 * 1000).rounded() / 1000)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let date = WireInstant.parse(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an RFC 3339 instant")
        }
        self.init(date)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(WireInstant.format(date))
    }
}
