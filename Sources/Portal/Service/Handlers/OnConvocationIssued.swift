import Contracts
import PortalDomain
import Postgres
import TransactionalMessaging
import Vocabulary
import Web

/// Tells the person where to be, and when; of a new version, what has changed.
struct OnConvocationIssued: MessageHandler {
    let publicOrigin: String
    var organizer = ""

    func handle(_ fact: ConvocationIssued, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        let account = try connection.account(of: fact.participantID)
        let writer = MailWriter(publicOrigin: publicOrigin, now: envelope.time)
        var news = ConvocationNews(fact.mission, name: account.displayName, link: writer.address("/etats-de-frais"))
        news.answerLink = fact.answerPath.map(writer.address)
        let letter =
            fact.changes.map { Letter.amended(news, changes: $0, reason: fact.reason) } ?? .convocation(news)
        let calendar = ConvocationCalendar(organizer: organizer, now: envelope.time)
        try writer.put(
            try calendar.attach(fact, to: letter, in: connection), envelope.id, account, in: connection)
        return .none
    }
}

extension ConvocationNews {
    init(_ mission: MissionDescription, name: String, link: String) {
        self.init(
            name: name, mission: mission.test,
            place: mission.remote ? "à distance" : "\(mission.centreName), \(mission.commune.name)",
            day: mission.slots.first.map { Frenchly.day($0.day.description) } ?? "", link: link)
    }
}
