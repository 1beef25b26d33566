import Tariffs
public import Vocabulary

extension Claim {
    /// What stands of the declared lines: as certified where they are decided, as declared elsewhere, without those
    /// that were refused; and the lines that the service entered.
    public var standingLines: [ClaimLine] {
        let (sent, decided) = (submission?.lines ?? [], decidedLines)
        let entered = decided.values.map(\.line).filter { line in !sent.contains { $0.lineID == line.lineID } }
        let all = sent + entered.sorted { ($0.day, $0.lineID.description) < ($1.day, $1.lineID.description) }
        return all.compactMap { line in
            guard let decision = decided[line.lineID] else { return line }
            return decision.verdict == .refused ? nil : decision.line
        }
    }

    /// Whether another claim of the same person counts before this one: it has amounts, or was sent earlier.
    public func follows(_ other: Claim) -> Bool {
        guard other.id != id, let sent = other.submission, liquidations.isEmpty else { return false }
        if !other.liquidations.isEmpty { return true }
        guard other.closure == nil, !other.isCancelled else { return false }
        guard let own = submission else { return true }
        return (sent.sentOn, other.id.description) < (own.sentOn, id.description)
    }

    /// The day by which the amounts are or will be fixed, as far as it is known.
    fileprivate var fixedOn: CalendarDay? {
        liquidations.first?.establishedOn ?? decisions.first?.decidedOn ?? submission?.sentOn
    }
}

extension EntrySubject {
    /// Lets the estimates of a claim follow the other claims of the same person, so that a meal, a night or a
    /// kilometre of a shared journey is counted once, and the brackets of the year go on where those ended.
    public mutating func follow(_ others: [(claim: Claim, subject: EntrySubject)], as own: Claim) {
        let earlier = others.filter { own.follows($0.claim) }.sorted { left, right in
            func place(_ claim: Claim) -> (Int, CalendarDay, String) {
                (claim.liquidations.isEmpty ? 1 : 0, claim.fixedOn ?? claim.mission.lastDay, claim.id.description)
            }
            return place(left.claim) < place(right.claim)
        }
        var reckoning = Reckoning()
        for (claim, subject) in earlier {
            let facts = subject.facts(claim.standingLines, claim.submission?.journey)
            reckoning.add(facts, of: claim.id, knownOn: claim.fixedOn ?? claim.mission.lastDay, by: .standard)
        }
        before = (own.id, reckoning)
    }
}
