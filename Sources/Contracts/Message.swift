/// What travels between services: a past fact, as plain data.
///
/// Inside one version only optional fields are added. Anything else is the next version, sent beside the old one
/// until nobody reads it.
public protocol Message: Codable, Hashable, Sendable {
    /// The wire name, which is also the routing key.
    static var type: MessageType { get }
    /// The stream in whose order the fact stands.
    var stream: StreamName { get }
}

/// `service.fact.vN`, for example `assignment.convocation-issued.v1`.
public struct MessageType: Hashable, Sendable, CustomStringConvertible {
    /// The service that sends it, which is also the name of its exchange.
    public let producer: String
    /// The fact, in the past tense.
    public let fact: String
    public let version: Int

    public init(producer: String, fact: String, version: Int = 1) {
        (self.producer, self.fact, self.version) = (producer, fact, version)
    }

    /// Nil when the text has not the form of a type.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2].first == "v", let version = Int(parts[2].dropFirst()), version > 0,
            !parts[0].isEmpty, !parts[1].isEmpty
        else { return nil }
        self.init(producer: String(parts[0]), fact: String(parts[1]), version: version)
    }

    public var description: String { "\(producer).\(fact).v\(version)" }
}

/// `family/id`: one aggregate's facts, numbered 1, 2, 3… without a hole.
public struct StreamName: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let description: String

    public init(family: String, id: some CustomStringConvertible) { description = "\(family)/\(id)" }

    /// Takes a name that came from outside; nil unless it is `family/id` of at most 120 bytes, without blanks and
    /// control characters.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, text.utf8.count <= 120,
            text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F })
        else { return nil }
        description = text
    }

    /// The part before the stroke.
    public var family: Substring { description.prefix { $0 != "/" } }

    public static func < (left: StreamName, right: StreamName) -> Bool { left.description < right.description }
}
