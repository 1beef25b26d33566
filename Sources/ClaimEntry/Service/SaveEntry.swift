import ClaimEntryDomain
import Foundation
import Postgres
import Tariffs
import Vocabulary

/// Keeps what was typed as a draft, right or wrong, while the claim is open.
struct SaveEntry: Sendable {
    let claim: ClaimID
    let participant: UUID
    let typed: TypedEntry
    let now: Date
    let calendar: EntryCalendar
    let tables: OperatorTables

    /// Every ground against typing anything; none means that it is kept. Nil when the participant has no such claim.
    func run(in connection: isolated Connection) throws -> [EntryGround]? {
        try connection.execute(LockClaim(claim: claim))
        let select = SelectClaim(participant: participant, claim: claim)
        guard let read = try ReadClaim.load(select, tables, in: connection).first else { return nil }
        let grounds = read.claim.groundsAgainstEntry(at: LocalClock.moment(now), calendar: calendar)
        guard grounds.isEmpty, !typed.isEmpty else { return grounds }
        try connection.execute(
            UpdateEntry(
                claim: claim, entry: try WireJSON.text(read.typed.overlaid(with: typed)), savedAt: now,
                submission: read.claim.submission?.number ?? 0))
        return grounds
    }
}
