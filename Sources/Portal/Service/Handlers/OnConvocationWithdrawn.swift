import Contracts
import PortalDomain
import Postgres
import TransactionalMessaging

/// Tells the person that they need not come.
struct OnConvocationWithdrawn: MessageHandler {
    let publicOrigin: String
    var organizer = ""

    func handle(
        _ fact: ConvocationWithdrawn, envelope: Envelope, in connection: isolated Connection
    ) throws -> Effects {
        let account = try connection.account(of: fact.participantID)
        let writer = MailWriter(publicOrigin: publicOrigin, now: envelope.time)
        let link = writer.address("/etats-de-frais")
        let unsaid = ConvocationNews(
            name: account.displayName, mission: "une de vos missions", place: "voyez vos missions",
            day: "voyez vos missions", link: link)
        let news = fact.mission.map { ConvocationNews($0, name: account.displayName, link: link) } ?? unsaid
        let calendar = ConvocationCalendar(organizer: organizer, now: envelope.time)
        let letter = try calendar.attach(fact, to: .withdrawn(news, reason: fact.reason), in: connection)
        try writer.put(letter, envelope.id, account, in: connection)
        return .none
    }
}
