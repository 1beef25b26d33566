public import Vocabulary

/// What one claim is worth, line by line, and why.
public struct Assessment: Sendable {
    /// One for each line of the claim, in its order.
    public let lines: [AssessedLine]
    /// Facts that cannot be; their lines are worth nothing until corrected.
    public let problems: [FactProblem]
    /// Questions that an officer must decide; their lines are worth nothing until then.
    public let ambiguities: [Ambiguity]
    public let indemnity: Money
    public let travel: Money
}

/// An open question of one line.
public struct Ambiguity: Hashable, Codable, Sendable {
    public let lineID: LineID
    public let question: OpenQuestion
}

/// One line and its amount; every text about it comes from the trace.
public struct AssessedLine: Hashable, Sendable {
    public let trace: Trace

    public var lineID: LineID { trace.line.lineID }
    public var track: Track { trace.line.track }
    public var amount: Money { trace.amount }
    /// One plain French sentence with quantity, rate, legal text and date.
    public var sentence: String { trace.sentence }
    /// The legal texts alone.
    public var source: String { trace.citations.joined(separator: "; ") }
    /// What would make it due, in French; absent when nothing would, or when it is due.
    public var remedy: String? { trace.remedy }
}

/// What one line is worth, without the reasons.
public struct LineAmount: Hashable, Sendable {
    public let lineID: LineID
    public let track: Track
    public let amount: Money
}

/// What a claim's track is open to.
public enum TrackRight: Hashable, Sendable {
    case open
    /// The service enters it itself.
    case enteredByService
    /// Nothing can be entered; the reason is in French.
    case void(reason: String)
}

/// A document that a claim needs, in French.
public struct RequiredDocument: Hashable, Sendable {
    /// The line that it proves; absent when it belongs to the whole claim.
    public let lineID: LineID?
    public let label: String
    public let why: String
    /// True when it goes with the claim; false when it is kept and shown on request.
    public let mustBeSent: Bool

    public init(lineID: LineID?, label: String, why: String, mustBeSent: Bool) {
        (self.lineID, self.label, self.why, self.mustBeSent) = (lineID, label, why, mustBeSent)
    }
}
