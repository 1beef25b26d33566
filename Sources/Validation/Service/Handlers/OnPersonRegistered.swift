import Contracts
import Postgres
import TransactionalMessaging

/// Keeps the names that the work list shows.
struct OnPersonRegistered: MessageHandler {
    func handle(_ message: PersonRegistered, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        try connection.enqueue(UpsertPerson(person: message.person))
        return .none
    }
}

struct OnPersonChanged: MessageHandler {
    func handle(_ message: PersonChanged, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        try connection.enqueue(UpsertPerson(person: message.person))
        return .none
    }
}
