import Contracts
import Postgres
import TransactionalMessaging
import Vocabulary

/// Cancels an untouched claim; one that was sent stays with validation, and shows the withdrawal.
struct OnConvocationWithdrawn: MessageHandler {
    func handle(
        _ payload: ConvocationWithdrawn, envelope: Envelope, in connection: isolated Connection
    ) throws -> Effects {
        let claim = ClaimID(of: payload.convocationID)
        guard let submissions = try connection.run(WithdrawConvocation(claim: claim, fact: payload)).first else {
            throw Unprocessable("claim entry has never prepared a claim for this convocation")
        }
        guard submissions == 0 else { return .none }
        return [ClaimCancelled(claimID: claim, reason: payload.reason, cancelledAt: payload.withdrawnAt)]
    }
}
