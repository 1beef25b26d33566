public import Vocabulary

/// One claim as it was liquidated: its facts, and the day up to which the law was known then.
public struct LiquidatedClaim: Sendable {
    public let reference: String
    public let facts: ClaimFacts
    public let knownOn: CalendarDay
    /// What the sender calls the person; absent where nobody said.
    public let person: String?

    public init(reference: String, facts: ClaimFacts, knownOn: CalendarDay, person: String? = nil) {
        (self.reference, self.facts, self.knownOn, self.person) = (reference, facts, knownOn, person)
    }
}

/// What a change of law does to one line, with both computations.
public struct LineImpact: Hashable, Sendable {
    public let claim: String
    public let person: String?
    public let before: AssessedLine
    public let after: AssessedLine

    /// What the person gains; negative for a loss.
    public var difference: Money { after.amount - before.amount }
}

/// The same law, or another one, known on another day.
public struct LawChange: Sendable {
    public let tariffs: Tariffs
    /// The law before; it is read as it was known on each claim's day.
    public let former: Tariffs
    /// The day up to which the law is known after the change.
    public let knownOn: CalendarDay

    /// - Parameter former: the law before, when it is not the same with less known of it.
    public init(to tariffs: Tariffs, knownOn: CalendarDay, from former: Tariffs? = nil) {
        (self.tariffs, self.former, self.knownOn) = (tariffs, former ?? tariffs, knownOn)
    }

    /// The lines whose amount or whose openness changes. The day of the claim stays that of its liquidation, so
    /// that no debt dies of the comparison; kilometres counted before the claim stay as they are, because what was
    /// decided is frozen.
    public func impact(on claim: LiquidatedClaim) -> [LineImpact] {
        var facts = claim.facts
        if facts.claimedOn == nil { facts.claimedOn = claim.knownOn }
        let before = former.assess(facts, knownOn: claim.knownOn)
        let after = tariffs.assess(facts, knownOn: knownOn)
        return zip(before.lines, after.lines).compactMap { old, new in
            guard old.amount != new.amount || old.trace.isOpen != new.trace.isOpen else { return nil }
            return LineImpact(claim: claim.reference, person: claim.person, before: old, after: new)
        }
    }
}

/// The sums of a change over many claims: it keeps those of each person and no line.
public struct ImpactTotals: Hashable, Encodable, Sendable {
    /// One person's; a claim that names no person stands for itself.
    public struct Person: Hashable, Encodable, Sendable {
        public let name: String
        public internal(set) var lines = 0
        public internal(set) var beforeCents = Money.zero
        public internal(set) var afterCents = Money.zero
        public internal(set) var gainedCents = Money.zero
        public internal(set) var lostCents = Money.zero

        public var netCents: Money { gainedCents + lostCents }
    }

    public private(set) var claims = 0
    public private(set) var lines = 0
    public private(set) var changedClaims = 0
    public private(set) var changedLines = 0
    /// Sum of the gains, then of the losses, in cents; the losses are negative.
    public private(set) var gainedCents = Money.zero
    public private(set) var lostCents = Money.zero
    /// Lines that became an open question, or ceased to be one.
    public private(set) var openLines = 0
    /// Those for whom anything changes, in the order of the claims.
    public private(set) var people: [Person] = []
    private var places: [String: Int] = [:]

    private enum CodingKeys: String, CodingKey {
        case claims, lines, changedClaims, changedLines, gainedCents, lostCents, openLines, people
    }

    public init() {}

    public mutating func add(_ impacts: [LineImpact], of claim: LiquidatedClaim) {
        claims += 1
        lines += claim.facts.lines.count
        changedClaims += impacts.isEmpty ? 0 : 1
        changedLines += impacts.count
        for impact in impacts {
            if impact.difference > .zero { gainedCents += impact.difference } else { lostCents += impact.difference }
            if impact.before.trace.isOpen != impact.after.trace.isOpen { openLines += 1 }
            add(impact, to: claim.person ?? claim.reference)
        }
    }

    private mutating func add(_ impact: LineImpact, to name: String) {
        let place = places[name] ?? people.count
        if place == people.count { people.append(Person(name: name)) }
        places[name] = place
        people[place].lines += 1
        people[place].beforeCents += impact.before.amount
        people[place].afterCents += impact.after.amount
        if impact.difference > .zero {
            people[place].gainedCents += impact.difference
        } else {
            people[place].lostCents += impact.difference
        }
    }

    /// What the change costs.
    public var netCents: Money { gainedCents + lostCents }
}

extension Trace {
    /// Whether an officer or the author of the facts must still say something.
    var isOpen: Bool {
        switch outcome {
        case .undecided, .impossible: true
        case .due, .reduced, .notDue: false
        }
    }
}
