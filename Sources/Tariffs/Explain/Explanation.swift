public import Vocabulary

/// What a claim is worth and why, as JSON says it; `contracts/tariffs` has the schema. Amounts are cents.
public struct Explanation: Encodable, Sendable {
    public struct Line: Encodable, Sendable {
        public let lineID: LineID
        public let track: Track
        public let day: CalendarDay
        public let amountCents: Money
        /// `due`, `reduced`, `not-due`, `undecided` or `impossible`.
        public let outcome: String
        public let sentence: String
        public let source: String
        public let remedy: String?
        /// What would make it due or worth more, and how much.
        public let advice: String?
        public let adviceCents: Money?
        public let trace: Trace
    }

    public let reference: String?
    public let knownOn: CalendarDay
    public let lines: [Line]
    public let indemnityCents: Money
    public let travelCents: Money
    public let problems: [FactProblem]
    public let ambiguities: [Ambiguity]

    /// Same facts, law and day, same explanation.
    public init(reference: String?, _ facts: ClaimFacts, by tariffs: Tariffs, knownOn: CalendarDay) {
        let assessment = tariffs.assess(facts, knownOn: knownOn)
        let advice = Dictionary(
            tariffs.advice(facts, knownOn: knownOn).map { ($0.lineID, $0) }, uniquingKeysWith: { first, _ in first })
        self.reference = reference
        self.knownOn = knownOn
        lines = assessment.lines.map { line in
            Line(
                lineID: line.lineID, track: line.track, day: line.trace.line.day, amountCents: line.amount,
                outcome: line.trace.outcome.code, sentence: line.sentence, source: line.source, remedy: line.remedy,
                advice: advice[line.lineID]?.sentence(facts.trip), adviceCents: advice[line.lineID]?.amount,
                trace: line.trace)
        }
        (indemnityCents, travelCents) = (assessment.indemnity, assessment.travel)
        (problems, ambiguities) = (assessment.problems, assessment.ambiguities)
    }
}

extension Outcome {
    /// What JSON and tables call it.
    public var code: String {
        switch self {
        case .due: "due"
        case .reduced: "reduced"
        case .notDue: "not-due"
        case .undecided: "undecided"
        case .impossible: "impossible"
        }
    }
}
