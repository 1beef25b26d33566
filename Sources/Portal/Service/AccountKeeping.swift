import Contracts
import Foundation
import PortalDomain
import Postgres
import TransactionalMessaging
import Vocabulary
import Web

/// Opens, changes, closes and reopens accounts inside the caller's transaction. What it did stands in the audit.
struct AccountKeeping: Sendable {
    /// An operator's account, or the service that told of a person.
    let actor: String
    let publicOrigin: String
    let now: Date

    /// The account as it stands now, and the link for a first password while it waits for one.
    struct Kept: Sendable {
        var account: Account
        var link: String?
        var audit: [AuditEntry]
        var effects: Effects { Effects(audit: audit) }
    }

    /// Why an account cannot be as wanted; the text is for the operator.
    struct Refused: Error {
        let reason: String
    }

    /// Opens the account, or brings the one of the same login up to date. Its password and its state stay.
    func put(_ wanted: Account, in connection: isolated Connection) throws -> Kept {
        let known = try connection.run(LockAccounts(login: wanted.login, participantID: wanted.participantID))
        if let other = known.first(where: { $0.login != wanted.login }) {
            throw Refused(
                reason: "participantID : cet intervenant a déjà le compte « \(other.login) ». Donnez-lui ces rôles.")
        }
        guard var account = known.first else { return try open(wanted, in: connection) }
        if let held = account.participantID, let asked = wanted.participantID, held != asked {
            throw Refused(reason: "login : « \(account.login) » est le compte d’un autre intervenant.")
        }
        (account.displayName, account.email) = (wanted.displayName, wanted.email)
        account.participantID = wanted.participantID ?? account.participantID
        (account.roles, account.perimeter) = (wanted.roles, wanted.perimeter)
        guard !account.roles.contains(Role.participant.rawValue) || account.participantID != nil else {
            throw Refused(reason: "participantID : nécessaire avec le rôle participant.")
        }
        try connection.execute(UpdateAccount(account: account, now: now))
        let link = account.state == "invited" ? try invite(account, in: connection) : nil
        return Kept(account: account, link: link, audit: [entry("account-changed", account)])
    }

    /// Takes a person over: whoever has an account keeps its login, roles and perimeter, and may now claim.
    func register(_ person: PersonDescription, in connection: isolated Connection) throws -> Kept {
        let (id, login) = (person.participantID.rawValue, person.number.lowercased())
        let known = try connection.run(LockAccounts(login: login, participantID: id))
        guard var account = known.first(where: { $0.participantID == id }) ?? known.first else {
            return try open(
                Account(
                    id: id, login: login, participantID: id, displayName: person.name.full,
                    email: person.email?.lowercased(), roles: [Role.participant.rawValue], perimeter: [],
                    state: "invited"), in: connection)
        }
        guard account.participantID == nil || account.participantID == id else {
            throw Unprocessable("the login of this person is the account of somebody else")
        }
        account.participantID = id
        account.displayName = person.name.full
        account.email = person.email?.lowercased() ?? account.email
        if !account.roles.contains(Role.participant.rawValue) { account.roles.append(Role.participant.rawValue) }
        try connection.execute(UpdateAccount(account: account, now: now))
        return Kept(account: account, link: nil, audit: [entry("account-changed", account)])
    }

    /// Closing twice is closing once. Whoever is signed in with it is signed out.
    func close(_ login: String, in connection: isolated Connection) throws -> Kept? {
        guard let account = try connection.run(CloseAccount(login: login, now: now)).first else { return nil }
        try connection.execute(EndSessionsOfAccount(accountID: account.id, now: now))
        try connection.execute(UseLinks(accountID: account.id, now: now))
        return Kept(account: account, link: nil, audit: [entry("account-closed", account)])
    }

    /// The holder chooses a new password through a link; nil unless there is such an account and it is closed.
    func reopen(_ login: String, in connection: isolated Connection) throws -> Kept? {
        guard let account = try connection.run(ReopenAccount(login: login, now: now)).first else { return nil }
        return Kept(
            account: account, link: try invite(account, in: connection), audit: [entry("account-reopened", account)])
    }

    private func open(_ account: Account, in connection: isolated Connection) throws -> Kept {
        guard try !connection.run(InsertAccount(account: account, now: now)).isEmpty else { throw OpenedMeanwhile() }
        return Kept(
            account: account, link: try invite(account, in: connection), audit: [entry("account-opened", account)])
    }

    private func invite(_ account: Account, in connection: isolated Connection) throws -> String {
        try MailWriter(publicOrigin: publicOrigin, now: now).invite(account, in: connection)
    }

    private func entry(_ action: String, _ account: Account) -> AuditEntry {
        .account(
            action, account.id, by: actor,
            detail: [
                "roles": account.roles.sorted().joined(separator: " "),
                "perimeter": account.perimeter.sorted().joined(separator: " "),
            ])
    }
}

/// Somebody else opened the same account in the same instant: the second try finds it.
struct OpenedMeanwhile: RetryLater {}

extension AuditEntry {
    /// What happened to an account. Without `by`, its holder did it.
    static func account(
        _ action: String, _ account: UUID, by actor: String? = nil, detail: [String: String] = [:]
    ) -> AuditEntry {
        let id = account.uuidString.lowercased()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            let text = String(decoding: try encoder.encode(detail), as: UTF8.self)
            return AuditEntry(actor: actor ?? id, action: action, subject: "account/\(id)", detail: text)
        } catch {
            preconditionFailure("texts cannot be written as JSON: \(error)")
        }
    }
}

extension Portal {
    /// Does something with the accounts for an operator, in one transaction with its audit.
    /// - Throws: `Problem` with what would be right.
    func keep(
        _ person: SignedIn, _ login: String,
        _ body: @escaping @Sendable (AccountKeeping, isolated Connection) throws -> AccountKeeping.Kept?
    ) async throws -> AccountKeeping.Kept {
        let keeping = AccountKeeping(
            actor: person.accountID.uuidString.lowercased(), publicOrigin: settings.publicOrigin, now: clock())
        do {
            let kept = try await work.commit { connection in
                let kept = try body(keeping, connection)
                return (kept, kept?.effects ?? .none)
            }
            guard let kept else { throw Problem.unprocessable("login : aucun compte « \(login) » ne s’y prête.") }
            return kept
        } catch let refused as AccountKeeping.Refused {
            throw Problem.unprocessable(refused.reason)
        } catch is OpenedMeanwhile {
            throw Problem.conflict("Ce compte vient d’être ouvert par ailleurs. Recommencez.")
        }
    }
}
