import Contracts
import Foundation
import Postgres
import TransactionalMessaging
import Vocabulary

/// A fact about somebody whose account is still on its way: persons and claims travel through different queues.
struct MissingAccount: RetryLater {}

extension Connection {
    func account(of participant: ParticipantID) throws -> Account {
        guard let account = try run(SelectAccountOfParticipant(participantID: participant.rawValue)).first else {
            throw MissingAccount()
        }
        return account
    }
}
