import Contracts
import Foundation
import Postgres
import Tariffs
import TransactionalMessaging
import ValidationDomain
import Vocabulary

/// An officer's one gesture for everything that is in order: any number of claims in the same few statements.
struct BulkCertification {
    let officer: Officer
    let at: Date
    let tables: OperatorTables

    /// Certifies those claims that still are as they were shown; the others are left in the list.
    func certify(
        _ claims: [ClaimID], sentBefore sent: Date, in connection: isolated Connection
    ) throws -> (count: Int, effects: Effects) {
        // In the order of their identifiers, so that two officers never wait for each other in a circle.
        try connection.enqueue(LockClaims(claims: claims.sorted()))
        let files = try connection.run(SelectClaim(claims: claims)).filter { file in
            file.state == .submitted && file.attention.isEmpty && file.since <= sent
        }
        guard !files.isEmpty else { return (0, .none) }
        let lines = Dictionary(
            grouping: try connection.run(SelectOpenLines(claims: files.map(\.claimID))), by: \.claim)
        var travel = Dictionary(
            grouping: try connection.run(SelectCertifiedTravel(participants: files.map(\.participantID))),
            by: \.participant)
        var (accepted, effects) = ([AcceptedClaim](), Effects.none)
        for file in files {
            let deciding = Deciding(file: file, officer: officer, at: at, tables: tables)
            let open = (lines[file.claimID] ?? []).map(\.line)
            guard let decided = deciding.accepting(open, after: travel[file.participantID] ?? []) else { continue }
            let number = file.decision + 1
            accepted.append(AcceptedClaim(claim: file.claimID, decision: number))
            effects += deciding.certification(decided, number)
            // The same person's next claim goes on from this one.
            if let certified = CertifiedTravel(file, decided, at: at) {
                travel[file.participantID, default: []].append(certified)
            }
        }
        try connection.enqueue(AcceptLines(claims: accepted))
        try connection.enqueue(UpdateAccepted(claims: accepted, at: at))
        try connection.enqueue(InsertAcceptances(claims: accepted, officer: officer, at: at))
        return (accepted.count, effects)
    }
}

extension CertifiedTravel {
    /// The travel of a decision that is just being taken; nil without any.
    fileprivate init?(_ file: ClaimFile, _ decided: [DecidedLine], at: Date) {
        let lines = decided.map(\.line).filter { $0.track == .travel }
        guard !lines.isEmpty else { return nil }
        self.init(
            participant: file.participantID, claim: file.claimID, mission: file.mission, trip: file.trip,
            carAuthorised: file.carAuthorised, cheapestFare: file.cheapestFare, claimedOn: file.claimedOn,
            decidedAt: at, lines: lines)
    }
}
