import ClaimEntryDomain
import Foundation
import Hummingbird
import Postgres
import ServiceRuntime
import Tariffs
import TransactionalMessaging
import Vocabulary
import Web

/// What every page of claim entry works with: the claims of whoever is signed in, and today.
struct ClaimDesk: Sendable {
    let context: ServiceContext
    let calendar: EntryCalendar
    let offices: OfficeAddresses
    let tables: OperatorTables

    var site: Site { context.site }
    var now: LocalMoment { LocalClock.moment(context.clock()) }

    /// One claim and the others of the same person.
    struct Desk: Sendable {
        let read: ReadClaim
        let others: [ReadClaim]
    }

    func claimID(_ web: WebContext) throws -> ClaimID {
        guard let text = web.parameters.get("claim"), let id = ClaimID(text) else { throw Problem.notFound }
        return id
    }

    /// Nil for somebody who works here without ever being convened.
    func participant(_ web: WebContext) throws -> UUID {
        guard let participant = try web.person().participantID else { throw Problem.notFound }
        return participant
    }

    func all(_ web: WebContext) async throws -> [ReadClaim] {
        guard let participant = try web.person().participantID else { return [] }
        return try await context.pool.withConnection {
            try ReadClaim.load(SelectClaims(participant: participant), tables, in: $0)
        }
    }

    /// Somebody else's claim is not found: its existence is nobody's business.
    func desk(_ web: WebContext) async throws -> Desk {
        let id = try claimID(web)
        let claims = try await all(web)
        guard var read = claims.first(where: { $0.claim.id == id }) else { throw Problem.notFound }
        let others = claims.filter { $0.claim.id != id }
        read.today = now.day
        read.others = others.map { ($0.claim, $0.subject) }
        return Desk(read: read, others: others)
    }

    /// Whether liquidation has the bank details of this person.
    func hasBankDetails(_ web: WebContext) async throws -> Bool {
        let participant = try participant(web)
        return try await context.pool.withConnection {
            try $0.run(SelectDossier(participant: participant)).first ?? false
        }
    }

    /// When the holder of the claim took the place of somebody absent.
    func replacedSince(_ claim: ClaimID) async throws -> CalendarDay? {
        try await context.pool.withConnection { try $0.run(SelectReplacedSince(claim: claim)).first ?? nil }
            .map(LocalClock.day)
    }

    func submissions(of claim: ClaimID) async throws -> [Submission] {
        try await context.pool.withConnection { try $0.run(SelectSubmissions(claim: claim)) }
            .map(ReadClaim.submission)
    }
}

extension ClaimDesk.Desk {
    /// What the screens show before and after somebody types: what is known, what is deduced, what was typed.
    var entry: TypedEntry {
        let past = others.filter { !$0.typed.isEmpty }
            .sorted { $0.claim.mission.firstDay > $1.claim.mission.firstDay }
            .map { PastEntry(commune: $0.claim.mission.commune.code, typed: $0.typed) }
        return ProposedEntry(for: read.subject, past: past).typed.overlaid(with: read.typed)
    }

    /// Whether another mission of the same days can carry the journey.
    var sharesDays: Bool {
        let days = Set(read.claim.mission.days)
        return others.contains { !$0.claim.isCancelled && !days.isDisjoint(with: $0.claim.mission.days) }
    }
}

extension Form {
    /// The fields of the declaration, exactly as typed.
    var typed: TypedEntry {
        TypedEntry(values: Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }))
    }
}
