import Tariffs
public import Vocabulary

/// What declared lines would be worth by today's law, line by line, and the documents that they need.
///
/// An estimate binds nobody: validation decides the facts, liquidation the amounts.
public struct Estimate: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public let line: ClaimLine
        public let amount: Money
        /// One French sentence: quantity, rate, text and date, or why nothing is due.
        public let sentence: String
        /// What would make it due, in French; absent when nothing would.
        public let remedy: String?
    }

    /// A document that proves one of the lines.
    public struct Document: Hashable, Sendable {
        public let line: ClaimLine?
        public let label: String
        public let why: String
        /// True when it goes with the claim; false when it is kept and shown on request.
        public let mustBeSent: Bool
    }

    /// In the order of the declaration.
    public let lines: [Line]
    public let documents: [Document]
    public let indemnity: Money
    public let travel: Money

    public init(_ lines: [ClaimLine], _ journey: Journey?, about subject: EntrySubject, knownOn: CalendarDay) {
        var facts = subject.facts(lines, journey)
        facts.claimedOn = knownOn
        if let before = subject.before { facts.follow(before.reckoning, as: before.claim) }
        let assessed = Tariffs.standard.assess(facts, knownOn: knownOn)
        self.lines = zip(lines, assessed.lines).map { line, said in
            Line(line: line, amount: said.amount, sentence: said.sentence, remedy: said.remedy)
        }
        documents = Tariffs.standard.requiredDocuments(facts).map { document in
            Document(
                line: lines.first { $0.lineID == document.lineID }, label: document.label, why: document.why,
                mustBeSent: document.mustBeSent)
        }
        (indemnity, travel) = (assessed.indemnity, assessed.travel)
    }

    public var total: Money { indemnity + travel }
    public var isEmpty: Bool { lines.isEmpty }

    public subscript(_ id: LineID) -> Line? { lines.first { $0.line.lineID == id } }
}
