import Contracts
import PortalDomain
import Postgres
import TransactionalMessaging
import Vocabulary
import Web

/// Tells the person what is owed.
struct OnAmountsEstablished: MessageHandler {
    let publicOrigin: String

    func handle(_ fact: AmountsEstablished, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        let account = try connection.account(of: fact.participantID)
        let writer = MailWriter(publicOrigin: publicOrigin, now: envelope.time)
        let letter = Letter.established(
            name: account.displayName, indemnity: text(fact.indemnityCents), travel: text(fact.travelCents),
            link: writer.address("/etats-de-frais"))
        try writer.put(letter, envelope.id, account, in: connection)
        return .none
    }

    private func text(_ amount: Money) -> String? { amount.cents == 0 ? nil : Frenchly.money(amount.cents) }
}
