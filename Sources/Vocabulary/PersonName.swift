/// How a person is called.
public struct PersonName: Hashable, Codable, Sendable {
    public let family: String
    public let given: String

    public init(family: String, given: String) {
        (self.family, self.given) = (family, given)
    }

    /// `Claire Martin`.
    public var full: String { "\(given) \(family)" }
}
