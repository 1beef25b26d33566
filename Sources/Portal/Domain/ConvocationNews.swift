/// What a mail about a convocation says of it, in French.
public struct ConvocationNews: Sendable, Equatable {
    public let name: String
    public let mission: String
    public let place: String
    /// The first day, in full.
    public let day: String
    public let link: String
    /// Where the person answers without signing in.
    public var answerLink: String?

    public init(name: String, mission: String, place: String, day: String, link: String) {
        (self.name, self.mission, self.place, self.day, self.link) = (name, mission, place, day, link)
    }
}
