/// An enumeration whose list may grow: a value unknown to this program is kept as it came.
public protocol OpenCode: Hashable, Codable, Sendable, CustomStringConvertible {
    /// The values that this program knows.
    static var known: [Self] { get }
    /// A value that it does not know.
    static func unknown(_ code: String) -> Self
    /// What stands on the wire and in tables.
    var code: String { get }
}

extension OpenCode {
    public init(code: String) { self = Self.known.first { $0.code == code } ?? Self.unknown(code) }

    /// Nil for a value that this program does not know.
    public init?(knownCode code: String) {
        guard let value = Self.known.first(where: { $0.code == code }) else { return nil }
        self = value
    }

    public var isKnown: Bool { Self.known.contains(self) }
    public var description: String { code }

    public init(from decoder: any Decoder) throws {
        self.init(code: try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}
