import Contracts
import Postgres
import TransactionalMessaging

/// Opens the person's account and writes to them how to activate it; whoever has one already keeps it as it is.
struct OnPersonRegistered: MessageHandler {
    let publicOrigin: String

    func handle(_ fact: PersonRegistered, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        let keeping = AccountKeeping(actor: "assignment", publicOrigin: publicOrigin, now: envelope.time)
        return try keeping.register(fact.person, in: connection).effects
    }
}
