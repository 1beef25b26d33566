public import Vocabulary

/// Sent by assignment to each person who may replace an absent colleague. A reader may tell the person; the first who
/// accepts gets a convocation, and the others learn it when they answer.
public struct ReplacementOffered: Message {
    public static let type = MessageType(producer: "assignment", fact: "replacement-offered")
    public var stream: StreamName { StreamName(family: "replacement-offer", id: offerID) }

    public let offerID: OfferID
    public let participantID: ParticipantID
    public let mission: MissionDescription
    /// Where the person accepts or declines, without signing in: a path of the public site. Who has it may answer for
    /// the person, so it is told to nobody else.
    public let answerPath: String
    public let offeredAt: Instant

    public init(
        offerID: OfferID, participantID: ParticipantID, mission: MissionDescription, answerPath: String,
        offeredAt: Instant
    ) {
        (self.offerID, self.participantID, self.mission) = (offerID, participantID, mission)
        (self.answerPath, self.offeredAt) = (answerPath, offeredAt)
    }
}
