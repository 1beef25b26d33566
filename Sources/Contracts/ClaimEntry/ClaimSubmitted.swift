public import Vocabulary

/// Sent by claim entry when the participant validates the claim globally, also after a return.
/// Carries every declared line: validation decides on these and on nothing else.
public struct ClaimSubmitted: Message {
    public static let type = MessageType(producer: "claim-entry", fact: "claim-submitted")
    public var stream: StreamName { StreamName(family: "claim", id: claimID) }

    public let claimID: ClaimID
    public let participantID: ParticipantID
    /// 1 for the first submission, one more after each return.
    public let submission: Int
    /// The journey; absent when no travel is declared.
    public let trip: Trip?
    /// Whether the car was authorised (constrained) rather than taken for convenience; absent without a car.
    public let carAuthorised: Bool?
    /// All lines as they stand now; a line that was decided before keeps its identifier.
    public let lines: [ClaimLine]
    /// What the participant wrote to the office; absent when nothing.
    public let remark: String?
    public let submittedAt: Instant

    public init(
        claimID: ClaimID, participantID: ParticipantID, submission: Int, trip: Trip?, carAuthorised: Bool?,
        lines: [ClaimLine], remark: String?, submittedAt: Instant
    ) {
        (self.claimID, self.participantID, self.submission) = (claimID, participantID, submission)
        (self.trip, self.carAuthorised, self.lines) = (trip, carAuthorised, lines)
        (self.remark, self.submittedAt) = (remark, submittedAt)
    }
}

/// Sent by claim entry when the participant declares that the mission was not performed.
public struct MissionDeclaredNotPerformed: Message {
    public static let type = MessageType(producer: "claim-entry", fact: "mission-declared-not-performed")
    public var stream: StreamName { StreamName(family: "claim", id: claimID) }

    public let claimID: ClaimID
    public let participantID: ParticipantID
    public let submission: Int
    /// `ill`, `replaced`, `no-candidate`, `centre-closed` or `other`.
    public let reason: String
    public let explanation: String?
    public let declaredAt: Instant

    public init(
        claimID: ClaimID, participantID: ParticipantID, submission: Int, reason: String, explanation: String?,
        declaredAt: Instant
    ) {
        (self.claimID, self.participantID, self.submission) = (claimID, participantID, submission)
        (self.reason, self.explanation, self.declaredAt) = (reason, explanation, declaredAt)
    }
}
