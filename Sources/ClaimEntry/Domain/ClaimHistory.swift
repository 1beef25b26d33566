public import Vocabulary

/// What the participant sent in one go. Never changes; a correction is a further number.
public struct Submission: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
        case declared(Journey?, lines: [ClaimLine])
        case notPerformed(NotPerformedReason, explanation: String?)
    }

    public let number: Int
    public let content: Content
    public let remark: String?
    public let sentOn: CalendarDay

    public init(number: Int, content: Content, remark: String?, sentOn: CalendarDay) {
        (self.number, self.content, self.remark, self.sentOn) = (number, content, remark, sentOn)
    }

    public var lines: [ClaimLine] {
        if case .declared(_, let lines) = content { lines } else { [] }
    }

    public var journey: Journey? {
        if case .declared(let journey, _) = content { journey } else { nil }
    }
}

/// The trip, and on what ground a car was taken.
public struct Journey: Hashable, Sendable {
    public let trip: Trip
    /// Nil without a car.
    public let carAuthorised: Bool?

    public init(trip: Trip, carAuthorised: Bool?) {
        (self.trip, self.carAuthorised) = (trip, carAuthorised)
    }
}

/// Why a mission was not performed.
public enum NotPerformedReason: String, Hashable, Sendable, CaseIterable {
    case ill
    case replaced
    case noCandidate = "no-candidate"
    case centreClosed = "centre-closed"
    case other

    public var label: String {
        switch self {
        case .ill: "J’étais malade ou empêché(e)"
        case .replaced: "Une autre personne m’a remplacé(e)"
        case .noCandidate: "Aucun candidat ne s’est présenté"
        case .centreClosed: "Le centre était fermé ou l’épreuve annulée"
        case .other: "Autre raison"
        }
    }
}

/// Lines that an officer sent back to be corrected.
public struct ReturnOfLines: Hashable, Sendable {
    public let submission: Int
    /// The reason of each line; empty when the whole claim reopens.
    public let reasons: [LineID: String]
    public let answerBy: CalendarDay
    public let returnedOn: CalendarDay

    public init(submission: Int, reasons: [LineID: String], answerBy: CalendarDay, returnedOn: CalendarDay) {
        (self.submission, self.reasons, self.answerBy, self.returnedOn) = (submission, reasons, answerBy, returnedOn)
    }
}

/// What an officer decided on one line.
public struct DecidedLine: Hashable, Sendable {
    public enum Verdict: Hashable, Sendable {
        case accepted
        case reduced(from: Fact?)
        case refused
        /// A verdict that this program does not know.
        case unknown(String)
    }

    public let line: ClaimLine
    public let verdict: Verdict
    public let reason: String?
    public let decision: Int

    public init(line: ClaimLine, verdict: Verdict, reason: String?, decision: Int) {
        (self.line, self.verdict, self.reason, self.decision) = (line, verdict, reason, decision)
    }
}

/// One decision of an officer on some lines.
public struct Decision: Hashable, Sendable {
    public let number: Int
    public let lines: [DecidedLine]
    public let decidedOn: CalendarDay

    public init(number: Int, lines: [DecidedLine], decidedOn: CalendarDay) {
        (self.number, self.lines, self.decidedOn) = (number, lines, decidedOn)
    }
}

/// The end of a claim without money.
public struct Closure: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable { case notPerformed, cancelled }

    public let outcome: Outcome
    public let reason: String?
    public let closedOn: CalendarDay

    public init(outcome: Outcome, reason: String?, closedOn: CalendarDay) {
        (self.outcome, self.reason, self.closedOn) = (outcome, reason, closedOn)
    }
}

/// The amount fixed for one certified line, and why.
public struct ExplainedAmount: Hashable, Sendable {
    public let lineID: LineID
    public let track: Track
    public let amount: Money
    public let sentence: String

    public init(lineID: LineID, track: Track, amount: Money, sentence: String) {
        (self.lineID, self.track, self.amount, self.sentence) = (lineID, track, amount, sentence)
    }
}

/// What liquidation fixed from certified facts.
public struct EstablishedLiquidation: Hashable, Sendable {
    public let number: Int
    public let lines: [ExplainedAmount]
    public let totals: [Track: Money]
    public let establishedOn: CalendarDay

    public init(number: Int, lines: [ExplainedAmount], totals: [Track: Money], establishedOn: CalendarDay) {
        (self.number, self.lines, self.totals, self.establishedOn) = (number, lines, totals, establishedOn)
    }
}
