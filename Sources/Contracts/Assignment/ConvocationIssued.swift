public import Vocabulary

/// What a person is convened to; enough for every reader to work without asking assignment.
public struct MissionDescription: Codable, Hashable, Sendable {
    public let missionID: MissionID
    /// Session code, for example `2026-06`.
    public let session: String
    public let kind: MissionKind
    public let exam: Exam
    /// The test, in French, for example `Philosophie`.
    public let test: String
    /// Who answers for the mission, for example `DEC1`.
    public let office: String
    public let centreCode: String
    public let centreName: String
    public let commune: CommuneName
    /// A remote mission opens no travel.
    public let remote: Bool
    public let evaluation: Evaluation
    /// In order of time; at least one.
    public let slots: [Slot]
    /// Minutes with each candidate of an oral; absent for other kinds.
    public let minutesPerCandidate: Int?

    public init(
        missionID: MissionID, session: String, kind: MissionKind, exam: Exam, test: String, office: String,
        centreCode: String, centreName: String, commune: CommuneName, remote: Bool, evaluation: Evaluation,
        slots: [Slot], minutesPerCandidate: Int?
    ) {
        (self.missionID, self.session, self.kind, self.exam) = (missionID, session, kind, exam)
        (self.test, self.office, self.centreCode, self.centreName) = (test, office, centreCode, centreName)
        (self.commune, self.remote, self.evaluation) = (commune, remote, evaluation)
        (self.slots, self.minutesPerCandidate) = (slots, minutesPerCandidate)
    }
}

/// Sent by assignment's official run, once for each convened person and mission.
/// A reader may conclude that the person has an order of mission; claim entry prepares exactly one claim.
public struct ConvocationIssued: Message {
    public static let type = MessageType(producer: "assignment", fact: "convocation-issued")
    public var stream: StreamName { StreamName(family: "convocation", id: convocationID) }

    public let convocationID: ConvocationID
    /// 1 for the first; higher versions replace it.
    public let version: Int
    public let participantID: ParticipantID
    public let mission: MissionDescription
    public let issuedAt: Instant
    /// What this version says otherwise than the one before, in French, as the participant reads it; absent for others
    /// than amended ones.
    public let changes: [String]?
    /// Why it was amended, in French, as the participant reads it.
    public let reason: String?
    /// Where the person says, without signing in, that they have read it or cannot come: a path of the public site. Who
    /// has it may answer for the person, so it is told to nobody else.
    public let answerPath: String?

    public init(
        convocationID: ConvocationID, version: Int, participantID: ParticipantID, mission: MissionDescription,
        issuedAt: Instant, changes: [String]? = nil, reason: String? = nil, answerPath: String? = nil
    ) {
        (self.convocationID, self.version, self.participantID) = (convocationID, version, participantID)
        (self.mission, self.issuedAt) = (mission, issuedAt)
        (self.changes, self.reason, self.answerPath) = (changes, reason, answerPath)
    }
}

/// Sent by assignment when a convocation no longer stands.
/// Claim entry cancels an untouched claim; a claim that was already submitted stays with validation.
public struct ConvocationWithdrawn: Message {
    public static let type = MessageType(producer: "assignment", fact: "convocation-withdrawn")
    public var stream: StreamName { StreamName(family: "convocation", id: convocationID) }

    public let convocationID: ConvocationID
    public let participantID: ParticipantID
    /// Why, in French, as the participant reads it.
    public let reason: String
    public let withdrawnAt: Instant
    /// What the person was convened to, as they were last told; absent from programs that did not yet say it.
    public let mission: MissionDescription?

    public init(
        convocationID: ConvocationID, participantID: ParticipantID, reason: String, withdrawnAt: Instant,
        mission: MissionDescription? = nil
    ) {
        (self.convocationID, self.participantID) = (convocationID, participantID)
        (self.reason, self.withdrawnAt, self.mission) = (reason, withdrawnAt, mission)
    }
}
