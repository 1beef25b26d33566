import Contracts
import Postgres
import TransactionalMessaging
import ValidationDomain
import Vocabulary

/// Opens a file for a claim that will come.
struct OnClaimPrepared: MessageHandler {
    func handle(_ message: ClaimPrepared, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        try connection.enqueue(InsertClaim(claim: message))
        return .none
    }
}

/// Closes the file of a claim that was never sent.
struct OnClaimCancelled: MessageHandler {
    func handle(_ message: ClaimCancelled, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        try connection.enqueue(
            UpdateState(claim: message.claimID, state: .cancelled, decision: 0, at: message.cancelledAt.date))
        return .none
    }
}

/// Puts a claim into the work list, with its lines as they stand now.
struct OnClaimSubmitted: MessageHandler {
    func handle(_ message: ClaimSubmitted, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        let days = Set(message.lines.map(\.day)).count
        let attention = Attention.find(in: message.lines, days: days, carAuthorised: message.carAuthorised)
        try connection.enqueue(UpdateSubmitted(claim: message, attention: attention.map(\.label)))
        try connection.enqueue(
            RemoveOtherLines(claim: message.claimID, kept: message.lines.map(\.lineID.rawValue)))
        for (place, line) in message.lines.enumerated() {
            try connection.enqueue(UpsertLine(claim: message.claimID, place: place, line: line))
        }
        return .none
    }
}

struct OnMissionDeclaredNotPerformed: MessageHandler {
    func handle(
        _ message: MissionDeclaredNotPerformed, envelope: Envelope, in connection: isolated Connection
    ) throws -> Effects {
        try connection.enqueue(UpdateNotPerformed(message: message))
        return .none
    }
}
