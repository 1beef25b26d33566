import Contracts
import Foundation
import LiquidationDomain
import PlainJSON
import Postgres
import Vocabulary

/// Why a hold is not released.
enum HoldRefusal: Error, Equatable {
    case notFound
    case alreadyReleased
    /// These points are still open, after the answers.
    case stillOpen([OpenPoint])
}

/// Liquidates what was held of a decision, after a person has answered: a further liquidation of the claim.
struct ReleaseHold {
    let establish: EstablishAmounts
    let actor: UUID
    let perimeter: Perimeter

    /// - Parameter answers: the code chosen for each line that has a question; empty to try again as things are now.
    /// - Throws: `HoldRefusal`, and then nothing was changed.
    func release(
        _ key: HoldKey, answers: [LineID: String], in connection: isolated Connection
    ) throws -> [any Message] {
        guard var claim = try connection.run(LockClaims(claims: [key.claimID])).first,
            let hold = try connection.run(LockHold(key: key)).first, perimeter.covers([hold.office])
        else { throw HoldRefusal.notFound }
        guard !hold.released else { throw HoldRefusal.alreadyReleased }
        let decision = try PlainJSON.read(FactsCertified.self, hold.facts)
        guard let payee = try establish.payees(of: [decision], in: connection)[decision.participantID] else {
            throw PayeeMissing(participant: decision.participantID)
        }
        var counters = try establish.lockCounters(of: [decision], in: connection)
        let travel = try TravelBefore([decision], in: connection)
        let known = answers.filter { answer in hold.points.contains { $0.accepts(answer.value, for: answer.key) } }
        let assessed = try establish.assess(
            decision, payee, establish.before(decision, payee, counters, travel), known)
        let open = assessed.open.byTrack(of: decision.lines.map(\.line))[key.track] ?? []
        guard open.isEmpty else { throw HoldRefusal.stillOpen(open) }
        let facts = decision.lines.map(\.fact).filter { $0.line.track == key.track }
        let liquidation = try establish.liquidate(facts, assessed, &claim)
        establish.count(liquidation, of: payee, &counters)
        try connection.execute(UpdateClaimNumbers(claims: [claim]))
        if !counters.isEmpty {
            try connection.execute(UpdateCounters(counters: counters.map { ($0.key, $0.value) }))
        }
        try connection.execute(ReleaseHoldRow(key: key, answers: known, by: actor, now: establish.now))
        var writing = EstablishedWriting(now: establish.now, indemnityCode: establish.indemnityCode)
        writing.add(decision, payee, number: claim.liquidations, liquidation)
        return try writing.write(in: connection)
    }
}

extension OpenPoint {
    func accepts(_ code: String, for line: LineID) -> Bool {
        lineID == line && answers.contains { $0.code == code }
    }
}
