import Contracts
import Postgres
import TransactionalMessaging
import Vocabulary

/// A fact that carries the whole description of a person.
protocol PersonFact: Message {
    var person: PersonDescription { get }
}

extension PersonRegistered: PersonFact {}
extension PersonChanged: PersonFact {}

/// Keeps the latest description. Claims that are prepared keep the rights of their convocation.
struct OnPersonDescribed<Payload: PersonFact>: MessageHandler {
    func handle(_ payload: Payload, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        try handle(batch: [(payload, envelope)], in: connection)
    }

    func handle(batch: [(Payload, Envelope)], in connection: isolated Connection) throws -> Effects {
        var latest: [ParticipantID: (person: PersonDescription, revision: Int64)] = [:]
        for (payload, envelope) in batch {
            let id = payload.person.participantID
            if let other = latest[id], other.revision >= envelope.number { continue }
            latest[id] = (payload.person, envelope.number)
        }
        try connection.execute(UpsertPeople(people: Array(latest.values)))
        return .none
    }
}

/// Keeps whether a person's bank details are complete.
struct OnDossierAssessed: MessageHandler {
    func handle(_ payload: DossierAssessed, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        try connection.execute(UpsertDossier(fact: payload))
        return .none
    }
}
