import Contracts
import Foundation
import Postgres
import TransactionalMessaging

/// Certified facts become amounts owed and payment orders.
struct OnFactsCertified: MessageHandler {
    let assess: Assess
    let indemnityCode: String
    let clock: @Sendable () -> Date

    func handle(
        _ certified: FactsCertified, envelope: Envelope, in connection: isolated Connection
    ) throws -> Effects {
        try handle(batch: [(certified, envelope)], in: connection)
    }

    func handle(batch: [(FactsCertified, Envelope)], in connection: isolated Connection) throws -> Effects {
        let act = EstablishAmounts(assess: assess, indemnityCode: indemnityCode, now: clock())
        do {
            return Effects(messages: try act.establish(batch.map(\.0), in: connection))
        } catch let refused as DecisionRefused {
            throw Unprocessable(refused.reason)
        }
    }
}

/// A claim that goes back to the participant opens no money.
struct OnClaimReturned: MessageHandler {
    func handle(
        _ returned: ClaimReturned, envelope: Envelope, in connection: isolated Connection
    ) throws -> Effects { .none }
}

/// A claim that is closed without money; what was liquidated before stands.
struct OnClaimClosed: MessageHandler {
    func handle(_ closed: ClaimClosed, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        guard ["not-performed", "cancelled"].contains(closed.outcome) else {
            throw Unprocessable("unknown outcome \(closed.outcome.prefix(40))")
        }
        try connection.execute(
            CloseClaim(claim: closed.claimID, participant: closed.participantID, outcome: closed.outcome))
        return .none
    }
}

extension PayeeMissing: RetryLater {}
