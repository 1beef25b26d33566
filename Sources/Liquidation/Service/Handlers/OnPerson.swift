import Contracts
import Foundation
import Postgres
import TransactionalMessaging

/// A person may be paid from now on.
struct OnPersonRegistered: MessageHandler {
    func handle(
        _ registered: PersonRegistered, envelope: Envelope, in connection: isolated Connection
    ) throws -> Effects {
        _ = try connection.run(
            UpsertPayee(person: registered.person, revision: envelope.number, now: envelope.time))
        return .none
    }
}

/// The whole new description; an older one never replaces it.
struct OnPersonChanged: MessageHandler {
    func handle(
        _ changed: PersonChanged, envelope: Envelope, in connection: isolated Connection
    ) throws -> Effects {
        _ = try connection.run(UpsertPayee(person: changed.person, revision: envelope.number, now: envelope.time))
        return .none
    }
}
