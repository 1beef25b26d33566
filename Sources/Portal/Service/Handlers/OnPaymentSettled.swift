import Contracts
import PortalDomain
import Postgres
import TransactionalMessaging
import Vocabulary
import Web

/// Tells the person that the money is there.
struct OnPaymentSettled: MessageHandler {
    let publicOrigin: String

    func handle(_ fact: PaymentSettled, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        let account = try connection.account(of: fact.payment.participantID)
        let writer = MailWriter(publicOrigin: publicOrigin, now: envelope.time)
        let letter = Letter.settled(
            name: account.displayName, amount: Frenchly.money(fact.payment.amountCents.cents),
            what: fact.payment.track == .indemnity ? "Indemnité, avec votre paye" : "Frais de déplacement",
            day: Frenchly.shortDay(fact.settledOn.description), link: writer.address("/etats-de-frais"))
        try writer.put(letter, envelope.id, account, in: connection)
        return .none
    }
}
