import Contracts
import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// What the tariffs in force say of each payable line of a decision.
/// - Parameters: the decision, the payee, and the kilometres liquidated before by calendar year.
typealias Assess = @Sendable (FactsCertified, Payee, [Int: Int]) throws -> [LineID: AssessedFact]

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
        var writing = EstablishedWriting(now: now, indemnityCode: indemnityCode)
        for decision in decisions {
            guard let payee = payees[decision.participantID], var claim = claims[decision.claimID] else {
                throw PayeeMissing(participant: decision.participantID)
            }
            let liquidation = try liquidate(decision, payee, claim, &counters)
            claim.liquidations += 1
            claim.lines.formUnion(liquidation.lines.map(\.line.lineID))
            claims[decision.claimID] = claim
            try writing.add(decision, payee, number: claim.liquidations, liquidation)
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

    private func liquidate(
        _ decision: FactsCertified, _ payee: Payee, _ claim: LockedClaim, _ counters: inout [CounterKey: Int]
    ) throws -> Liquidation {
        let years = Set(decision.kilometreYears)
        let before = Dictionary(
            uniqueKeysWithValues: years.map { year in
                (year, counters[CounterKey(participant: payee.participantID, year: year)] ?? 0)
            })
        let assessed = try assess(decision, payee, before)
        let liquidation: Liquidation
        do {
            liquidation = try Liquidation(of: decision.lines.map(\.fact), assessed: assessed, before: claim.lines)
        } catch {
            throw DecisionRefused(reason: "\(error)")
        }
        var counter = KilometreCounter(byYear: before)
        counter.count(liquidation)
        for (year, kilometres) in counter.byYear {
            counters[CounterKey(participant: payee.participantID, year: year)] = kilometres
        }
        return liquidation
    }

    private func payees(
        of decisions: [FactsCertified], in connection: isolated Connection
    ) throws -> [ParticipantID: Payee] {
        let wanted = Set(decisions.map(\.participantID))
        let found = try connection.run(SelectPayees(participants: wanted.sorted()))
        if let missing = wanted.subtracting(found.map(\.participantID)).min() {
            throw PayeeMissing(participant: missing)
        }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.participantID, $0) })
    }

    private func lockClaims(
        of decisions: [FactsCertified], in connection: isolated Connection
    ) throws -> [ClaimID: LockedClaim] {
        let owners = Dictionary(
            decisions.map { ($0.claimID, $0.participantID) }, uniquingKeysWith: { first, _ in first })
        let sorted = owners.sorted { $0.key < $1.key }
        try connection.execute(InsertClaims(claims: sorted.map { ($0.key, $0.value) }))
        let locked = try connection.run(LockClaims(claims: sorted.map(\.key)))
        return Dictionary(uniqueKeysWithValues: locked.map { ($0.claimID, $0) })
    }

    private func lockCounters(
        of decisions: [FactsCertified], in connection: isolated Connection
    ) throws -> [CounterKey: Int] {
        let keys = Set(
            decisions.flatMap { decision in
                decision.kilometreYears.map { CounterKey(participant: decision.participantID, year: $0) }
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

extension FactsCertified {
    /// The years in which certified kilometres lie.
    var kilometreYears: [Int] {
        lines.compactMap { line in
            guard case .kilometres = line.line.fact, line.verdict != .refused else { return nil }
            return line.line.day.year
        }
    }
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
