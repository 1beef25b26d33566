import Contracts
import PortalDomain
import Postgres
import TransactionalMessaging
import Vocabulary

/// Tells whoever asked for a replacement that somebody has accepted. The two people concerned are told by the messages
/// of their convocations.
struct OnConvocationSubstituted: MessageHandler {
    let publicOrigin: String

    func handle(
        _ fact: ConvocationSubstituted, envelope: Envelope, in connection: isolated Connection
    ) throws -> Effects {
        guard let asked = fact.requestedBy,
            let account = try connection.run(SelectAccount(id: asked.rawValue)).first
        else { return .none }
        let absent = try connection.account(of: fact.withdrawn.participantID)
        let present = try connection.account(of: fact.issued.participantID)
        let writer = MailWriter(publicOrigin: publicOrigin, now: envelope.time)
        let news = ConvocationNews(
            fact.mission, name: account.displayName,
            link: writer.address("/affectation/sessions/\(fact.mission.session)/affectations"))
        try writer.put(
            .replaced(news, absent: absent.displayName, by: present.displayName), envelope.id, account, in: connection)
        return .none
    }
}
