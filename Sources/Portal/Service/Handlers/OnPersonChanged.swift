import Contracts
import Postgres
import TransactionalMessaging
import Vocabulary

/// Takes over a new name or address.
struct OnPersonChanged: MessageHandler {
    func handle(_ fact: PersonChanged, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        let person = fact.person
        try connection.execute(
            UpdatePerson(
                participantID: person.participantID.rawValue, displayName: person.name.full,
                email: person.email?.lowercased(), now: envelope.time))
        return .none
    }
}
