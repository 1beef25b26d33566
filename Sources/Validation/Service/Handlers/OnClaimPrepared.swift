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

struct OnMissionDeclaredNotPerformed: MessageHandler {
    func handle(
        _ message: MissionDeclaredNotPerformed, envelope: Envelope, in connection: isolated Connection
    ) throws -> Effects {
        try connection.enqueue(UpdateNotPerformed(message: message))
        try connection.enqueue(RemoveOtherLines(claims: [message.claimID], kept: []))
        return .none
    }
}
