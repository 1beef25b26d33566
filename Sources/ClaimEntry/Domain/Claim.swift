public import Vocabulary

/// An *état de frais*: one convocation of one person, what was declared, decided, fixed and paid.
///
/// States are derived from these facts and never stored beside them, so they cannot disagree with them.
public struct Claim: Hashable, Sendable {
    public let id: ClaimID
    public let participantID: ParticipantID
    public let mission: ConvenedMission
    public let openings: [Track: Opening]

    /// The withdrawal of the convocation: why, and when.
    public var withdrawn: Withdrawal?
    /// What the latest version of the convocation changed, and when.
    public var amended: Amendment?
    /// What was sent last.
    public var submission: Submission?
    /// What came back from that submission.
    public var returns: [ReturnOfLines] = []
    /// In order of number.
    public var decisions: [Decision] = []
    public var closure: Closure?
    /// In order of number.
    public var liquidations: [EstablishedLiquidation] = []
    /// In the order in which liquidation said them.
    public var payments: [PaymentStep] = []

    public init(id: ClaimID, participantID: ParticipantID, mission: ConvenedMission, openings: [Track: Opening]) {
        (self.id, self.participantID, self.mission, self.openings) = (id, participantID, mission, openings)
    }

    public struct Withdrawal: Hashable, Sendable {
        public let reason: String
        public let day: CalendarDay

        public init(reason: String, day: CalendarDay) {
            (self.reason, self.day) = (reason, day)
        }
    }

    public struct Amendment: Hashable, Sendable {
        /// In French, as the participant reads them.
        public let changes: [String]
        public let day: CalendarDay

        public init(changes: [String], day: CalendarDay) {
            (self.changes, self.day) = (changes, day)
        }
    }

    public func opening(of track: Track) -> Opening { openings[track] ?? .void(reason: "") }

    /// Whether the participant has anything to enter.
    public var isForParticipant: Bool { openings.values.contains(.open) }

    /// The convocation was withdrawn before anything was sent.
    public var isCancelled: Bool { withdrawn != nil && submission == nil }

    /// The return that waits for the participant's answer.
    public var openReturn: ReturnOfLines? {
        guard let submission, closure == nil else { return nil }
        return returns.last { $0.submission == submission.number }
    }

    /// All decided lines; a line that was decided twice counts with its last decision.
    public var decidedLines: [LineID: DecidedLine] {
        decisions.flatMap(\.lines).reduce(into: [:]) { $0[$1.line.lineID] = $1 }
    }

    /// Which lines can be entered now; nil when all can.
    public var reopened: Set<LineID>? {
        guard let openReturn, !openReturn.reasons.isEmpty else { return nil }
        return Set(openReturn.reasons.keys)
    }

    /// The sum of the money that was paid, by track.
    public func paid(_ track: Track) -> Money { lastSteps(track).filter { $0.event == .settled }.map(\.amount).total() }

    /// The last step of each liquidation of a track, in order of liquidation.
    public func lastSteps(_ track: Track) -> [PaymentStep] {
        let last = payments.filter { $0.track == track }.reduce(into: [Int: PaymentStep]()) { $0[$1.liquidation] = $1 }
        return last.values.sorted { $0.liquidation < $1.liquidation }
    }

    /// Money that was fixed and is not paid yet, by track.
    public func underWay(_ track: Track) -> Money {
        let fixed = liquidations.compactMap { $0.totals[track] }.total()
        let outstanding = fixed - paid(track)
        return max(outstanding, .zero)
    }
}
