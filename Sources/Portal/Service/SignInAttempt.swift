import Foundation
import PortalDomain
import Postgres
import TransactionalMessaging
import Web

/// One try of a name and a password. A name without account costs as much time and locks as soon as any other.
struct SignInAttempt {
    enum Outcome: Sendable {
        case accepted(Account)
        case refused
        case locked(seconds: Int)
    }

    let portal: Portal
    let typed: String
    let address: String

    func run(password: String) async throws -> Outcome {
        let now = portal.clock()
        let (typed, subjects) = (typed, [loginSubject, addressSubject])
        let (lock, account) = try await portal.pool.withConnection { connection in
            let lock = try connection.run(SelectLock(subjects: subjects, now: now)).first ?? nil
            return (lock, try connection.run(SelectAccountByLogin(typed: typed)).first)
        }
        if let lock { return .locked(seconds: max(1, Int(lock.timeIntervalSince(now).rounded(.up)))) }
        let usable = account.flatMap { $0.state == "active" ? $0 : nil }
        let right = try await portal.passwords.matches(password, stored: usable?.password)
        guard right, let usable else { return try await refuse(now, account?.id) }
        try await accept(usable, password: password, now: now)
        return .accepted(usable)
    }

    private var loginSubject: [UInt8] { Portal.hash("login:\(typed.lowercased())") }
    private var addressSubject: [UInt8] { Portal.hash("address:\(address)") }

    /// A name that is locked stands in the audit, with its account when there is one.
    private func refuse(_ now: Date, _ account: UUID?) async throws -> Outcome {
        let counted = [(LockOut.Subject.login, loginSubject), (.address, addressSubject)]
            .sorted { $0.1.lexicographicallyPrecedes($1.1) }  // One order for all, against deadlocks.
        let old = now.addingTimeInterval(-Double(LockOut.forgottenAfterSeconds))
        let longest = try await portal.work.commit { connection in
            var longest = 0
            for (subject, hash) in counted {
                let count = try connection.run(CountFailure(subject: hash, now: now, forgottenBefore: old)).first ?? 1
                let delay = LockOut.delaySeconds(after: count, of: subject)
                longest = max(longest, delay)
                if delay > 0 {
                    let until = now.addingTimeInterval(Double(delay))
                    _ = try connection.execute(LockSubject(subject: hash, until: until))
                }
            }
            let locked = longest > 0 ? account : nil
            let detail = ["seconds": String(longest)]
            let audit = locked.map { [AuditEntry.account("sign-in-locked", $0, by: "portal", detail: detail)] } ?? []
            return (longest, Effects(audit: audit))
        }
        return longest > 0 ? .locked(seconds: longest) : .refused
    }

    /// Forgets the failures of the name, and takes the occasion to store the password at today's cost.
    private func accept(_ account: Account, password: String, now: Date) async throws {
        let outdated = account.password.map(portal.passwords.isOutdated) ?? false
        let fresh = outdated ? try await portal.passwords.hash(password) : nil
        let subject = loginSubject
        try await portal.pool.transaction { connection in
            _ = try connection.execute(DeleteFailures(subject: subject))
            if let fresh { _ = try connection.execute(UpdatePassword(id: account.id, password: fresh, now: now)) }
        }
    }
}
