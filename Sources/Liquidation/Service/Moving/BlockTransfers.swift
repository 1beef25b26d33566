import Contracts
import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// Takes the transfers of people whose account the bank has refused out of what waits for the next file: they wait for
/// another account, visibly, and `SaveBankDetails` orders them again by itself.
struct BlockTransfers {
    /// An account, or `bank`.
    let actor: String
    let now: Date

    /// To be asked under the lock of these payees; those who have given another account meanwhile are left alone.
    func block(_ people: Set<ParticipantID>, in connection: isolated Connection) throws -> [any Message] {
        guard !people.isEmpty else { return [] }
        let refused = try connection.run(SelectPayees(participants: people.sorted())).filter { $0.accountRefused }
        guard !refused.isEmpty else { return [] }
        let code = "bank-details-refused"
        let waiting = try connection.run(LockOrderedTransfers(participants: refused.map(\.participantID)))
        let explanation = "La banque a refusé le compte ; le virement attend un autre compte."
        return try PaymentMoves(actor: actor, now: now)
            .apply(
                waiting.map { PaymentChange($0, .block, code: code, explanation: explanation) }, in: connection
            )
            .map { $0.blocked(code, at: now) }
    }
}
