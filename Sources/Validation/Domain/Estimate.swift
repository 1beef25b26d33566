public import Tariffs
public import Vocabulary

/// What lines would be worth by the tariffs, and why: shown to the officer who decides, owed to nobody.
/// Liquidation asks the same functions after the decision.
public struct Estimate: Sendable {
    public struct Line: Hashable, Sendable {
        public let amount: Money
        /// One French sentence with quantity, rate, legal text and date.
        public let sentence: String
    }

    /// What keeps the tariffs from answering for a line; certified so, it could never be paid.
    public struct Trouble: Hashable, Sendable {
        /// Absent when it lies in the whole claim.
        public let line: LineID?
        /// Whether the cheapest public fare would answer: the officer may look it up.
        public let asksFare: Bool
        /// French: what is wrong, and what would be right.
        public let text: String
    }

    public let lines: [LineID: Line]
    public let indemnity: Money
    public let travel: Money
    public let troubles: [Trouble]

    public var total: Money { indemnity + travel }

    public init(_ facts: ClaimFacts, knownOn day: CalendarDay, by tariffs: Tariffs = .standard) {
        let assessment = tariffs.assess(facts, knownOn: day)
        lines = Dictionary(
            assessment.lines.map { ($0.lineID, Line(amount: $0.amount, sentence: $0.sentence)) },
            uniquingKeysWith: { first, _ in first })
        (indemnity, travel) = (assessment.indemnity, assessment.travel)
        troubles =
            (tariffs.contradictions(facts, knownOn: day) + assessment.problems).map { problem in
                Trouble(
                    line: problem.lineID, asksFare: false,
                    text: Self.sentence("\(problem.message) : \(problem.remedy)"))
            }
            + assessment.ambiguities.map { ambiguity in
                Trouble(
                    line: ambiguity.lineID, asksFare: ambiguity.question.code == "cheapest-fare",
                    text: Self.sentence(ambiguity.question.question))
            }
    }

    private static func sentence(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst() + "."
    }
}
