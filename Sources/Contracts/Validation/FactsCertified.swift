public import Vocabulary

/// What an officer decided on one line.
public enum LineVerdict: OpenCode {
    case accepted
    /// Certified with a smaller quantity.
    case reduced
    case refused
    case unknown(String)

    public static let known: [LineVerdict] = [.accepted, .reduced, .refused]

    public var code: String {
        switch self {
        case .accepted: "accepted"
        case .reduced: "reduced"
        case .refused: "refused"
        case .unknown(let code): code
        }
    }
}

/// One decided line. A refused line keeps what was declared in `line` and opens no money.
public struct CertifiedLine: Codable, Hashable, Sendable {
    /// The fact as certified; as declared when refused.
    public let line: ClaimLine
    public let verdict: LineVerdict
    /// The fact as declared, when it was reduced.
    public let declared: Fact?
    /// Why, in French, as the participant reads it; present unless accepted.
    public let reason: String?

    public init(line: ClaimLine, verdict: LineVerdict, declared: Fact?, reason: String?) {
        (self.line, self.verdict, self.declared, self.reason) = (line, verdict, declared, reason)
    }
}

/// Sent by validation when an officer has decided the open lines of a claim.
/// Liquidation fixes the amounts from these facts; decided lines never change.
public struct FactsCertified: Message {
    public static let type = MessageType(producer: "validation", fact: "facts-certified")
    public var stream: StreamName { StreamName(family: "decision", id: claimID) }

    public let claimID: ClaimID
    public let participantID: ParticipantID
    public let convocationID: ConvocationID
    /// 1 for the first decision on the claim.
    public let decision: Int
    public let mission: MissionDescription
    public let trip: Trip?
    public let carAuthorised: Bool?
    /// The lines decided by this decision, not those of earlier ones.
    public let lines: [CertifiedLine]
    /// The office that decided, for example `DEC1`.
    public let office: String
    public let decidedAt: Instant
    /// The cheapest public fare there and back, as the officer looked it up: it pays a car that was taken for
    /// convenience. Absent when nobody had to.
    public let cheapestFareCents: Money?
    /// The day on which the participant first sent the claim: by it the four years of prescription are judged. Absent
    /// for what the service entered itself.
    public let claimedOn: CalendarDay?

    public init(
        claimID: ClaimID, participantID: ParticipantID, convocationID: ConvocationID, decision: Int,
        mission: MissionDescription, trip: Trip?, carAuthorised: Bool?, lines: [CertifiedLine], office: String,
        decidedAt: Instant, cheapestFareCents: Money? = nil, claimedOn: CalendarDay? = nil
    ) {
        (self.claimID, self.participantID, self.convocationID) = (claimID, participantID, convocationID)
        (self.decision, self.mission, self.trip, self.carAuthorised) = (decision, mission, trip, carAuthorised)
        (self.lines, self.office, self.decidedAt) = (lines, office, decidedAt)
        (self.cheapestFareCents, self.claimedOn) = (cheapestFareCents, claimedOn)
    }
}

/// Sent by validation when a claim is closed without money: the mission was not performed, or all was withdrawn.
public struct ClaimClosed: Message {
    public static let type = MessageType(producer: "validation", fact: "claim-closed")
    public var stream: StreamName { StreamName(family: "decision", id: claimID) }

    public let claimID: ClaimID
    public let participantID: ParticipantID
    /// `not-performed` or `cancelled`.
    public let outcome: String
    public let reason: String?
    public let closedAt: Instant

    public init(claimID: ClaimID, participantID: ParticipantID, outcome: String, reason: String?, closedAt: Instant) {
        (self.claimID, self.participantID, self.outcome) = (claimID, participantID, outcome)
        (self.reason, self.closedAt) = (reason, closedAt)
    }
}
