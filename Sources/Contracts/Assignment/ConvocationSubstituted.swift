public import Vocabulary

/// Sent by assignment when somebody has taken the place of an absent colleague, in the same transaction as the
/// `ConvocationWithdrawn` of the absent person and the `ConvocationIssued` of the new one.
///
/// It links these two and has no effect of its own on a claim: whoever reads only them has acted completely. A reader may
/// conclude that the two convocations are one seat, so that the work is done, claimed and paid once. The facts stand in
/// three streams and may arrive in any order.
public struct ConvocationSubstituted: Message {
    public static let type = MessageType(producer: "assignment", fact: "convocation-substituted")
    public var stream: StreamName { StreamName(family: "substitution", id: substitutionID) }

    /// One convocation and whom it convenes.
    public struct Side: Codable, Hashable, Sendable {
        public let convocationID: ConvocationID
        /// The version that withdrew it, or by which it was issued.
        public let version: Int
        public let participantID: ParticipantID

        public init(convocationID: ConvocationID, version: Int, participantID: ParticipantID) {
            (self.convocationID, self.version, self.participantID) = (convocationID, version, participantID)
        }
    }

    public let substitutionID: SubstitutionID
    public let mission: MissionDescription
    public let withdrawn: Side
    public let issued: Side
    public let substitutedAt: Instant
    /// The account that asked for the replacement and may be told; absent when nobody waits.
    public let requestedBy: AccountID?

    public init(
        substitutionID: SubstitutionID, mission: MissionDescription, withdrawn: Side, issued: Side,
        substitutedAt: Instant, requestedBy: AccountID? = nil
    ) {
        (self.substitutionID, self.mission) = (substitutionID, mission)
        (self.withdrawn, self.issued) = (withdrawn, issued)
        (self.substitutedAt, self.requestedBy) = (substitutedAt, requestedBy)
    }
}
