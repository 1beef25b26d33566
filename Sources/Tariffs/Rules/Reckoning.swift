public import Vocabulary

/// The claims of one person, followed in the order of their decisions: what each one leaves to those after it.
public struct Reckoning: Sendable {
    public private(set) var lines: [ReckonedLine] = []
    /// Kilometres that were paid by the kilometre, those of a journey once, by calendar year.
    public private(set) var kilometres: [Int: Int] = [:]

    public init() {}

    /// Follows one more decision.
    public mutating func add(_ facts: ClaimFacts, of claim: ClaimID, knownOn: CalendarDay, by tariffs: Tariffs) {
        var facts = facts
        facts.follow(self, as: claim)
        for line in tariffs.assess(facts, knownOn: knownOn).lines where line.track == .travel {
            let reckoned = ReckonedLine(claim: claim, line: line.trace.line, facts: facts, trace: line.trace)
            lines.append(reckoned)
            let counted = reckoned.countedKilometres
            if counted > 0 { kilometres[reckoned.line.day.year, default: 0] += counted }
        }
    }
}

extension ClaimFacts {
    /// Lets this claim follow the decisions of a reckoning.
    public mutating func follow(_ reckoning: Reckoning, as claim: ClaimID) {
        follow(reckoning.lines, as: claim)
        for (year, count) in reckoning.kilometres { kilometresBefore[year, default: 0] += count }
    }
}
