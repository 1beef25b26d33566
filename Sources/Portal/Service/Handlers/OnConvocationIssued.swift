import Contracts
import Postgres
import PortalDomain
import TransactionalMessaging
import Vocabulary
import Web

/// Tells the person where to be, and when.
struct OnConvocationIssued: MessageHandler {
    let publicOrigin: String

    func handle(_ fact: ConvocationIssued, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        let account = try connection.account(of: fact.participantID)
        let writer = MailWriter(publicOrigin: publicOrigin, now: envelope.time)
        let mission = fact.mission
        let letter = Letter.convocation(
            name: account.displayName, mission: mission.test,
            place: mission.remote ? "à distance" : "\(mission.centreName), \(mission.commune.name)",
            day: mission.slots.first.map { Frenchly.day($0.day.description) } ?? "",
            link: writer.address("/etats-de-frais"))
        try writer.put(letter, envelope.id, account, in: connection)
        return .none
    }
}
