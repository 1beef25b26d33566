import Contracts
import Foundation
import Postgres
import TransactionalMessaging
import Vocabulary

/// Opens the person's account and writes to them how to activate it.
struct OnPersonRegistered: MessageHandler {
    let publicOrigin: String

    func handle(_ fact: PersonRegistered, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        let person = fact.person
        var account = Account(
            id: person.participantID.rawValue, login: person.number.lowercased(),
            participantID: person.participantID.rawValue, displayName: person.name.full,
            email: person.email?.lowercased(), roles: ["participant"], perimeter: [], state: "invited")
        guard let (id, invited) = try connection.run(UpsertAccount(account: account, now: envelope.time)).first else {
            throw Unprocessable("the account was not written")
        }
        account.id = id
        if invited, account.email != nil {
            try MailWriter(publicOrigin: publicOrigin, now: envelope.time).invite(account, in: connection)
        }
        return .none
    }
}
