import Contracts
import Foundation
import Postgres
import ServiceRuntime
import TransactionalMessaging
import Web

/// What a member of staff does with a form: once however often it is sent, in their name, with an audit entry.
struct PaymasterAct {
    let context: ServiceContext
    let person: SignedIn
    let form: Form

    /// What the audit notes: the act, and what it was done to.
    struct Entry {
        let action: String
        let subject: String
    }

    /// - Returns: `location`, or where the same form led before.
    /// - Parameter location: where the person goes afterwards; it also tells the forms of two pages apart.
    func commit(
        _ location: String, _ entry: Entry, _ body: @escaping @Sendable (isolated Connection) throws -> [any Message]
    ) async throws -> String {
        let actor = person.accountID.uuidString.lowercased()
        let name = RememberStaff(account: person.accountID, name: person.displayName)
        let audit = AuditEntry(actor: actor, action: entry.action, subject: entry.subject)
        let key = CommandKey(
            id: form.commandID, actor: actor, bodyHash: form.hash + Array("\(entry.action) \(location)".utf8))
        let answer = try await context.work.commit(key) { connection in
            let messages = try body(connection)
            try connection.execute(name)
            return (location, Effects(messages: messages, audit: [audit]))
        }
        return answer.text
    }
}
