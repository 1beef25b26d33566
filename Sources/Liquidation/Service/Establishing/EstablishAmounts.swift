import Contracts
import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// Turns certified facts into amounts owed, for many decisions in few statements.
///
/// Locks are taken in one order (claims by identifier, then counters by person and year), so that two batches never
/// wait for each other in a circle; the decisions themselves are worked on in the order in which they came.
struct EstablishAmounts {
    let assess: Assess
    /// Code of the indemnity in the payroll; a setting of the operator.
    let indemnityCode: String
    let now: Date

    /// - Returns: the facts to publish, in the order of their causes.
    /// - Throws: `PayeeMissing` when a person is not yet known; `DecisionRefused` when a decision cannot be liquidated.
    func establish(_ decisions: [FactsCertified], in connection: isolated Connection) throws -> [any Message] {
        for decision in decisions { try check(decision) }
        let payees = try payees(of: decisions, in: connection)
        var claims = try lockClaims(of: decisions, in: connection)
        var counters = try lockCounters(of: decisions, in: connection)
        var travel = try TravelBefore(decisions, in: connection)
        var writing = EstablishedWriting(now: now, indemnityCode: indemnityCode)
        for decision in decisions {
            guard let payee = payees[decision.participantID], var claim = claims[decision.claimID] else {
                throw PayeeMissing(participant: decision.participantID)
            }
            try writing.keep(decision)
            let assessed = try assess(decision, payee, before(decision, payee, counters, travel), [:])
            let held = assessed.open.byTrack(of: decision.lines.map(\.line))
            writing.hold(held, decision)
            let facts = decision.lines.map(\.fact).filter { held[$0.line.track] == nil }
            guard !facts.isEmpty else { continue }
            let liquidation = try liquidate(facts, assessed, &claim)
            count(liquidation, of: payee, &counters)
            travel.add(liquidation.reckoned(decision), of: payee.participantID)
            claims[decision.claimID] = claim
            writing.add(decision, payee, number: claim.liquidations, liquidation)
        }
        try connection.execute(UpdateClaimNumbers(claims: Array(claims.values)))
        if !counters.isEmpty {
            try connection.execute(UpdateCounters(counters: counters.map { ($0.key, $0.value) }))
        }
        return try writing.write(in: connection)
    }

    /// A fact or verdict that this program does not know is never guessed: the message waits for a human.
    private func check(_ decision: FactsCertified) throws {
        for line in decision.lines {
            guard line.verdict.isKnown else {
                throw DecisionRefused(reason: "unknown verdict \(line.verdict.code) on line \(line.line.lineID)")
            }
            if case .unknown(let kind) = line.line.fact, line.verdict != .refused {
                throw DecisionRefused(reason: "unknown kind of fact \(kind) on line \(line.line.lineID)")
            }
        }
        guard decision.mission.exam.isKnown, decision.mission.kind.isKnown, decision.mission.evaluation.isKnown else {
            throw DecisionRefused(reason: "unknown exam, kind of mission or evaluation")
        }
    }

    /// The next liquidation of the claim, of these facts.
    func liquidate(
        _ facts: [CertifiedFact], _ assessed: Assessed, _ claim: inout LockedClaim
    ) throws -> Liquidation {
        let liquidation: Liquidation
        do {
            liquidation = try Liquidation(of: facts, assessed: assessed.amounts, before: claim.lines)
        } catch {
            throw DecisionRefused(reason: "\(error)")
        }
        claim.liquidations += 1
        claim.lines.formUnion(liquidation.lines.map(\.line.lineID))
        return liquidation
    }

    /// The kilometres liquidated before, in the years of the decision, and the travel of the days around.
    func before(
        _ decision: FactsCertified, _ payee: Payee, _ counters: [CounterKey: Int], _ travel: TravelBefore
    ) -> Before {
        let kilometres = Set(decision.travelDays.map(\.year)).map { year in
            (year, counters[CounterKey(participant: payee.participantID, year: year)] ?? 0)
        }
        return Before(
            kilometres: Dictionary(uniqueKeysWithValues: kilometres), lines: travel[payee.participantID])
    }

    func count(_ liquidation: Liquidation, of payee: Payee, _ counters: inout [CounterKey: Int]) {
        let known = counters.filter { $0.key.participant == payee.participantID }
        var counter = KilometreCounter(byYear: Dictionary(uniqueKeysWithValues: known.map { ($0.key.year, $0.value) }))
        counter.count(liquidation)
        for (year, kilometres) in counter.byYear {
            counters[CounterKey(participant: payee.participantID, year: year)] = kilometres
        }
    }

    func payees(
        of decisions: [FactsCertified], in connection: isolated Connection
    ) throws -> [ParticipantID: Payee] {
        let wanted = Set(decisions.map(\.participantID))
        _ = try connection.run(KeepPayees(participants: wanted.sorted()))
        let found = try connection.run(SelectPayees(participants: wanted.sorted()))
        if let missing = wanted.subtracting(found.map(\.participantID)).min() {
            throw PayeeMissing(participant: missing)
        }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.participantID, $0) })
    }

    func lockClaims(
        of decisions: [FactsCertified], in connection: isolated Connection
    ) throws -> [ClaimID: LockedClaim] {
        let owners = Dictionary(
            decisions.map { ($0.claimID, $0.participantID) }, uniquingKeysWith: { first, _ in first })
        let sorted = owners.sorted { $0.key < $1.key }
        try connection.execute(InsertClaims(claims: sorted.map { ($0.key, $0.value) }))
        let locked = try connection.run(LockClaims(claims: sorted.map(\.key)))
        return Dictionary(uniqueKeysWithValues: locked.map { ($0.claimID, $0) })
    }

    /// Taken by every decision with travel, also without kilometres: two decisions of one person and year wait for each
    /// other, so that the later one sees what the earlier one paid.
    func lockCounters(
        of decisions: [FactsCertified], in connection: isolated Connection
    ) throws -> [CounterKey: Int] {
        let keys = Set(
            decisions.flatMap { decision in
                decision.travelDays.map { CounterKey(participant: decision.participantID, year: $0.year) }
            }
        ).sorted()
        guard !keys.isEmpty else { return [:] }
        try connection.execute(InsertCounters(keys: keys))
        return Dictionary(
            uniqueKeysWithValues: try connection.run(LockCounters(keys: keys)).map { ($0.key, $0.kilometres) })
    }
}

/// The person's registration is still on its way: to be tried again.
struct PayeeMissing: Error {
    let participant: ParticipantID
}

/// A decision that can never be liquidated as it is: parked, for a human.
struct DecisionRefused: Error {
    let reason: String
}

extension CertifiedLine {
    /// As the domain sees it. Unknown verdicts were refused before.
    var fact: CertifiedFact {
        let decision: LineDecision =
            switch verdict {
            case .accepted: .accepted
            case .reduced: .reduced
            default: .refused
            }
        return CertifiedFact(line: line, decision: decision, reason: reason)
    }
}
