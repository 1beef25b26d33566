import Foundation
import Hummingbird
import PortalDomain
import Postgres
import TransactionalMessaging
import Web

/// Opens, renews and ends sign-ins.
struct SignInSession {
    /// The portal's own cookie: an opaque secret, sent to the portal's paths only.
    static let cookie = "imagin_session"

    let portal: Portal

    /// A fresh sign-in: a secret for the portal's cookie, and a first token.
    func open(_ account: Account) async throws -> Opened {
        let secret = Randomness.text(bytes: 32)
        let formToken = Randomness.text(bytes: 32)
        let now = portal.clock()
        let id = UUID()
        try await portal.work.commit { connection in
            _ = try connection.execute(
                InsertSession(
                    id: id, secretHash: Portal.hash(secret), accountID: account.id, formToken: formToken, now: now))
            let detail = ["session": id.uuidString.lowercased()]
            return ((), Effects(audit: [.account("signed-in", account.id, detail: detail)]))
        }
        let person = Self.person(account, session: id, formToken: formToken, startedAt: now, now: now)
        return Opened(secret: secret, person: person, token: try await portal.issuer.sign(person, at: now))
    }

    /// A new token for a sign-in that still lives, with the roles of this moment; nil when it is over.
    func renew(_ request: Request) async throws -> Opened? {
        guard let secret = request.cookies[Self.cookie]?.value else { return nil }
        let now = portal.clock()
        let found: (SelectSession.Session, Account)? = try await portal.pool.transaction { connection in
            guard let session = try connection.run(SelectSession(secretHash: Portal.hash(secret))).first,
                let account = try connection.run(SelectAccount(id: session.accountID)).first,
                SessionRule.isAlive(startedAt: session.startedAt, lastSeenAt: session.lastSeenAt, now: now)
            else { return nil }
            _ = try connection.execute(TouchSession(id: session.id, now: now))
            return (session, account)
        }
        guard let (session, account) = found else { return nil }
        let person = Self.person(
            account, session: session.id, formToken: session.formToken, startedAt: session.startedAt, now: now)
        return Opened(secret: secret, person: person, token: try await portal.issuer.sign(person, at: now))
    }

    struct Opened: Sendable {
        let secret: String
        let person: SignedIn
        let token: String
    }

    /// Gives the browser both cookies.
    func set(_ opened: Opened, on response: inout Response) {
        portal.site.set(SetCookie(Self.cookie, opened.secret, path: "/portail"), on: &response)
        portal.site.set(SetCookie(Site.tokenCookie, opened.token), on: &response)
    }

    func clear(on response: inout Response) {
        portal.site.set(SetCookie(Self.cookie, "", path: "/portail", maxAgeSeconds: 0), on: &response)
        portal.site.set(SetCookie(Site.tokenCookie, "", maxAgeSeconds: 0), on: &response)
    }

    private static func person(
        _ account: Account, session: UUID, formToken: String, startedAt: Date, now: Date
    ) -> SignedIn {
        let end = SessionRule.tokenEnd(startedAt: startedAt, now: now, lifetimeSeconds: TokenIssuer.lifetimeSeconds)
        return SignedIn(
            account: .init(id: account.id, participantID: account.participantID, displayName: account.displayName),
            roles: Set(account.roles), perimeter: Set(account.perimeter),
            session: .init(id: session, formToken: formToken, expiresAt: end))
    }
}
