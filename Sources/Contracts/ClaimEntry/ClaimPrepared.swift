public import Vocabulary

/// What a track of a claim is open to.
public enum TrackOpening: OpenCode {
    /// The participant enters it.
    case open
    /// The service enters it itself (invigilation).
    case enteredByService
    /// No right: nothing can be entered (*sans objet*).
    case void
    case unknown(String)

    public static let known: [TrackOpening] = [.open, .enteredByService, .void]

    public var code: String {
        switch self {
        case .open: "open"
        case .enteredByService: "entered-by-service"
        case .void: "void"
        case .unknown(let code): code
        }
    }
}

/// Sent by claim entry when a convocation has got its claim.
/// Validation may conclude that a claim will come, or, for a track that the service enters, that it must enter it.
public struct ClaimPrepared: Message {
    public static let type = MessageType(producer: "claim-entry", fact: "claim-prepared")
    public var stream: StreamName { StreamName(family: "claim", id: claimID) }

    public let claimID: ClaimID
    public let convocationID: ConvocationID
    public let participantID: ParticipantID
    public let mission: MissionDescription
    public let indemnity: TrackOpening
    public let travel: TrackOpening

    public init(
        claimID: ClaimID, convocationID: ConvocationID, participantID: ParticipantID, mission: MissionDescription,
        indemnity: TrackOpening, travel: TrackOpening
    ) {
        (self.claimID, self.convocationID, self.participantID) = (claimID, convocationID, participantID)
        (self.mission, self.indemnity, self.travel) = (mission, indemnity, travel)
    }
}

/// Sent by claim entry when a claim is closed before anything was submitted, because its convocation was withdrawn.
public struct ClaimCancelled: Message {
    public static let type = MessageType(producer: "claim-entry", fact: "claim-cancelled")
    public var stream: StreamName { StreamName(family: "claim", id: claimID) }

    public let claimID: ClaimID
    public let reason: String
    public let cancelledAt: Instant

    public init(claimID: ClaimID, reason: String, cancelledAt: Instant) {
        (self.claimID, self.reason, self.cancelledAt) = (claimID, reason, cancelledAt)
    }
}
