public import Vocabulary

/// One line of a liquidation: what is owed for one certified fact, and why.
public struct EstablishedLine: Codable, Hashable, Sendable {
    public let lineID: LineID
    public let track: Track
    public let amountCents: Money
    /// One plain French sentence with quantity, rate, legal text and date.
    public let sentence: String
    /// The legal text alone, for example `arrêté du 13 avril 2012`.
    public let source: String

    public init(lineID: LineID, track: Track, amountCents: Money, sentence: String, source: String) {
        (self.lineID, self.track, self.amountCents) = (lineID, track, amountCents)
        (self.sentence, self.source) = (sentence, source)
    }
}

/// Sent by liquidation when certified facts have been turned into amounts owed.
/// An established liquidation never changes; a correction is a further number.
public struct AmountsEstablished: Message {
    public static let type = MessageType(producer: "liquidation", fact: "amounts-established")
    public var stream: StreamName { StreamName(family: "liquidation", id: claimID) }

    public let claimID: ClaimID
    public let participantID: ParticipantID
    /// 1 for the first liquidation of the claim.
    public let liquidation: Int
    public let lines: [EstablishedLine]
    public let indemnityCents: Money
    public let travelCents: Money
    public let establishedAt: Instant

    public init(
        claimID: ClaimID, participantID: ParticipantID, liquidation: Int, lines: [EstablishedLine],
        indemnityCents: Money, travelCents: Money, establishedAt: Instant
    ) {
        (self.claimID, self.participantID, self.liquidation) = (claimID, participantID, liquidation)
        (self.lines, self.indemnityCents, self.travelCents) = (lines, indemnityCents, travelCents)
        self.establishedAt = establishedAt
    }
}
