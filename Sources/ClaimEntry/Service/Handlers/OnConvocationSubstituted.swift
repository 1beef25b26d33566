import Contracts
import Postgres
import TransactionalMessaging

/// Notes that two convocations are one seat. The claims follow the convocations themselves, so this may come before or
/// after them.
struct OnConvocationSubstituted: MessageHandler {
    func handle(
        _ payload: ConvocationSubstituted, envelope: Envelope, in connection: isolated Connection
    ) throws -> Effects {
        try connection.execute(InsertSubstitution(fact: payload))
        return .none
    }
}
