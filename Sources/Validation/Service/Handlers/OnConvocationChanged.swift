import Contracts
import Foundation
import Postgres
import TransactionalMessaging
import ValidationDomain
import Vocabulary

/// Flags a claim that was sent before its convocation was withdrawn. One that was not sent is cancelled by claim entry.
struct OnConvocationWithdrawn: MessageHandler {
    func handle(
        _ fact: ConvocationWithdrawn, envelope: Envelope, in connection: isolated Connection
    ) throws -> Effects {
        let flag = Attention.convocationWithdrawn(fact.reason)
        return try connection.flag(convocation: fact.convocationID.rawValue, flag)
    }
}

/// Notes that two convocations are one seat. Flags come with the withdrawal, whatever arrives first.
struct OnConvocationSubstituted: MessageHandler {
    func handle(
        _ fact: ConvocationSubstituted, envelope: Envelope, in connection: isolated Connection
    ) throws -> Effects {
        try connection.execute(InsertSubstitution(fact: fact))
        return .none
    }
}

/// Flags a claim that was sent before its convocation was amended. Of one that was not sent, claim entry tells the
/// new version.
struct OnConvocationIssued: MessageHandler {
    func handle(_ fact: ConvocationIssued, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        let convocation = fact.convocationID.rawValue
        guard let changes = fact.changes,
            let state = try connection.run(SelectFileState(convocation: convocation)).first, state != .announced
        else { return .none }
        return try connection.flag(
            convocation: convocation, .convocationAmended(changes.joined(separator: " ; ")))
    }
}

/// Whether the claim was sent before the withdrawal only claim entry knows, and its word is on its way.
struct ClaimStillAwaited: RetryLater, CustomStringConvertible {
    var description: String { "claim entry has not yet said what becomes of the claim" }
}

extension Connection {
    fileprivate func flag(convocation: UUID, _ attention: Attention) throws -> Effects {
        guard let state = try run(SelectFileState(convocation: convocation)).first, state != .announced else {
            throw ClaimStillAwaited()
        }
        if state != .cancelled { try execute(AddAttention(convocation: convocation, attention: attention)) }
        return .none
    }
}
