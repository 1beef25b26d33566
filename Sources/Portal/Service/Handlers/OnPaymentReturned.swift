import Contracts
import PortalDomain
import Postgres
import TransactionalMessaging
import Vocabulary
import Web

/// Tells the person that a payment came back, why, and what to do.
struct OnPaymentReturned: MessageHandler {
    let publicOrigin: String

    func handle(_ fact: PaymentReturned, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        let account = try connection.account(of: fact.payment.participantID)
        let writer = MailWriter(publicOrigin: publicOrigin, now: envelope.time)
        let letter = Letter.bounced(
            name: account.displayName, amount: Frenchly.money(fact.payment.amountCents.cents),
            reason: fact.explanation, link: writer.address("/paiements/mes-coordonnees"))
        try writer.put(letter, envelope.id, account, in: connection)
        return .none
    }
}
