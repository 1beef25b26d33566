public import Vocabulary

/// A line that the participant must correct, and why.
public struct ReturnedLine: Codable, Hashable, Sendable {
    public let lineID: LineID
    /// In French, as the participant reads it.
    public let reason: String

    public init(lineID: LineID, reason: String) {
        (self.lineID, self.reason) = (lineID, reason)
    }
}

/// Sent by validation when an officer returns named lines to the participant.
/// Claim entry reopens exactly these lines; the others stay as they are.
public struct ClaimReturned: Message {
    public static let type = MessageType(producer: "validation", fact: "claim-returned")
    public var stream: StreamName { StreamName(family: "decision", id: claimID) }

    public let claimID: ClaimID
    public let participantID: ParticipantID
    /// The submission that is returned.
    public let submission: Int
    public let lines: [ReturnedLine]
    public let office: String
    /// Until when an answer is expected.
    public let answerBy: CalendarDay
    public let returnedAt: Instant

    public init(
        claimID: ClaimID, participantID: ParticipantID, submission: Int, lines: [ReturnedLine], office: String,
        answerBy: CalendarDay, returnedAt: Instant
    ) {
        (self.claimID, self.participantID, self.submission) = (claimID, participantID, submission)
        (self.lines, self.office, self.answerBy, self.returnedAt) = (lines, office, answerBy, returnedAt)
    }
}
