import Foundation
import PortalDomain
import Postgres
import Web

/// Writes mails and the one-time links that they carry into the outbox, inside the caller's transaction.
struct MailWriter: Sendable {
    static let activationSeconds: Double = 30 * 24 * 3600
    static let recoveryMinutes = 60

    let publicOrigin: String
    let now: Date

    /// A link for a first password. The link is returned for those who have no address.
    @discardableResult
    func invite(_ account: Account, in connection: isolated Connection) throws -> String {
        let until = now.addingTimeInterval(Self.activationSeconds)
        let link = try makeLink(account, "activation", until: until, in: connection)
        let day = Frenchly.shortDay(of: until)
        try put(
            .activation(name: account.displayName, login: account.login, link: link, until: day), UUID(), account,
            in: connection)
        return link
    }

    func recover(_ account: Account, in connection: isolated Connection) throws {
        let until = now.addingTimeInterval(Double(Self.recoveryMinutes) * 60)
        let link = try makeLink(account, "recovery", until: until, in: connection)
        try put(
            .recovery(name: account.displayName, link: link, minutes: Self.recoveryMinutes), UUID(), account,
            in: connection)
    }

    /// - Parameter id: the id of the fact that the mail tells, so that a fact seen twice is told once.
    func put(_ letter: Letter, _ id: UUID, _ account: Account, in connection: isolated Connection) throws {
        guard let recipient = account.email else { return }
        let mail = Mail(
            id: id, accountID: account.id, kind: letter.kind, recipient: recipient, subject: letter.subject,
            body: letter.body, calendar: letter.calendar)
        _ = try connection.execute(InsertMail(mail: mail, now: now))
    }

    func address(_ path: String) -> String { publicOrigin + path }

    private func makeLink(
        _ account: Account, _ purpose: String, until: Date, in connection: isolated Connection
    ) throws -> String {
        let token = Randomness.text(bytes: 32)
        _ = try connection.execute(
            InsertLink(tokenHash: Portal.hash(token), accountID: account.id, purpose: purpose, expiresAt: until))
        return address("/portail/activation?lien=\(token)")
    }
}
