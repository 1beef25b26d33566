public import Vocabulary

/// Where a claim stands with validation.
public enum FileState: String, Hashable, Sendable, CaseIterable {
    /// Prepared, nothing sent yet.
    case announced
    /// Waits for a decision.
    case submitted
    /// The participant says that the mission was not performed.
    case notPerformed = "not-performed"
    /// Named lines went back to the participant.
    case returned
    case decided
    case closed
    case cancelled

    /// Whether an officer may decide now.
    public var isOpen: Bool { self == .submitted || self == .notPerformed }
}

/// One line as validation knows it.
public struct FileLine: Hashable, Sendable {
    public enum Decision: String, Hashable, Sendable, CaseIterable {
        case open, accepted, reduced, refused, returned
        /// No longer part of the claim since a later submission.
        case removed
    }

    public let line: ClaimLine
    public let decision: Decision
    public let reason: String?

    public init(line: ClaimLine, decision: Decision, reason: String?) {
        (self.line, self.decision, self.reason) = (line, decision, reason)
    }
}

/// What an officer wants to do with one line.
public enum LineChoice: Hashable, Sendable {
    case accept
    /// A smaller quantity, with the reason.
    case reduce(to: Int, reason: String)
    case refuse(reason: String)
    /// Back to the participant, with what is to be corrected; the line stays undecided.
    case giveBack(reason: String)
}

/// A line as decided; `returned` when it goes back to the participant.
public struct DecidedLine: Hashable, Sendable {
    public let line: ClaimLine
    /// Before the reduction; nil unless reduced.
    public let declared: Fact?
    public let decision: FileLine.Decision
    public let reason: String?
}

/// Why a decision is not taken; all grounds are given at once.
public enum DecisionGround: Hashable, Sendable {
    case ownClaim
    case outsidePerimeter
    /// Somebody else has changed the claim since it was shown.
    case changedMeanwhile
    case notOpen(FileState)
    case nothingChosen
    case reasonMissing(LineID)
    /// More than declared, or less than one.
    case notAReduction(LineID, declared: Int)
    /// A line that cannot be reduced, only accepted or refused.
    case notReducible(LineID)
    case unknownLine(LineID)
    /// The tariffs cannot pay this line as it stands; the text says why.
    case notPayable(LineID?, String)
    /// The car was taken for convenience: the cheapest public fare pays it, and nobody has said what it is.
    case fareMissing
    /// Hours of this day and period are certified already.
    case hoursAlreadyEntered(CalendarDay)
    /// The mission does not take place on this day.
    case notADayOfTheMission(CalendarDay)
}
