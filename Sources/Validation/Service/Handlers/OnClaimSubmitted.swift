import Contracts
import Foundation
import Postgres
import Tariffs
import TransactionalMessaging
import ValidationDomain
import Vocabulary

/// Puts claims into the work list, with their lines as they stand now and what deserves a look.
/// A batch is one reading and three writings, however many claims it holds.
struct OnClaimSubmitted: MessageHandler {
    let tables: OperatorTables

    func handle(_ message: ClaimSubmitted, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        try handle(batch: [(message, envelope)], in: connection)
    }

    func handle(batch: [(ClaimSubmitted, Envelope)], in connection: isolated Connection) throws -> Effects {
        let messages = batch.map(\.0)
        let awaited = Dictionary(
            try connection.run(SelectAwaitedClaims(claims: messages.map(\.claimID))).map { ($0.claim, $0) },
            uniquingKeysWith: { first, _ in first })
        let certified = Dictionary(
            grouping: try connection.run(SelectCertifiedTravel(participants: messages.map(\.participantID))),
            by: \.participant)
        let claims = try messages.map { message in
            guard let claim = awaited[message.claimID] else {
                throw Unprocessable("validation was never told of this claim")
            }
            return submitted(message, claim, certified[message.participantID] ?? [])
        }
        let lines = messages.flatMap { message in
            message.lines.enumerated().map { place, line in
                SubmittedLine(claim: message.claimID.rawValue, line: line.lineID.rawValue, place: place, body: line)
            }
        }
        try connection.enqueue(UpdateSubmitted(claims: claims))
        try connection.enqueue(RemoveOtherLines(claims: messages.map(\.claimID), kept: lines.map(\.line)))
        try connection.enqueue(UpsertLines(lines: lines))
        return .none
    }

    private func submitted(
        _ message: ClaimSubmitted, _ claim: AwaitedClaim, _ certified: [CertifiedTravel]
    ) -> SubmittedClaim {
        let days = Set(message.lines.map(\.day)).count
        var attention = Attention.find(in: message.lines, days: days, carAuthorised: message.carAuthorised)
        let estimate = claim.person.map { person in
            var facts = EstimateBasis(
                mission: claim.mission, person: person, trip: message.trip, carAuthorised: message.carAuthorised,
                tables: tables
            ).facts(message.lines)
            facts.follow(certified.before(message.lines).reckoning(of: person, by: tables), as: message.claimID)
            return Estimate(facts, knownOn: EstimateBasis.day(of: message.submittedAt.date))
        }
        // A fare that is to be looked up is said already: the car was taken for convenience.
        let troubles = (estimate?.troubles ?? []).filter { !$0.asksFare }
        for trouble in troubles where !attention.contains(.notPayable(trouble.text)) {
            attention.append(.notPayable(trouble.text))
        }
        return SubmittedClaim(message, attention, estimate)
    }
}
