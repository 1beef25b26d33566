import Contracts
import PortalDomain
import Postgres
import TransactionalMessaging
import Vocabulary
import Web

/// Tells the person what to correct, and until when.
struct OnClaimReturned: MessageHandler {
    let publicOrigin: String

    func handle(_ fact: ClaimReturned, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        let account = try connection.account(of: fact.participantID)
        let writer = MailWriter(publicOrigin: publicOrigin, now: envelope.time)
        let letter = Letter.returned(
            name: account.displayName, lines: fact.lines.count, until: Frenchly.shortDay(fact.answerBy.description),
            link: writer.address("/etats-de-frais"))
        try writer.put(letter, envelope.id, account, in: connection)
        return .none
    }
}
