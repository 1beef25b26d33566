import Contracts
import PortalDomain
import Postgres
import TransactionalMessaging

/// Asks the person whether they can replace an absent colleague.
struct OnReplacementOffered: MessageHandler {
    let publicOrigin: String

    func handle(
        _ fact: ReplacementOffered, envelope: Envelope, in connection: isolated Connection
    ) throws -> Effects {
        let account = try connection.account(of: fact.participantID)
        let writer = MailWriter(publicOrigin: publicOrigin, now: envelope.time)
        let news = ConvocationNews(
            fact.mission, name: account.displayName, link: writer.address(fact.answerPath))
        try writer.put(.replacement(news), envelope.id, account, in: connection)
        return .none
    }
}
