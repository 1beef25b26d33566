public import Foundation

/// Who sends this request, as the portal's signed token says it. True for at most fifteen minutes.
public struct SignedIn: Sendable, Hashable {
    /// The account and the name that the header shows.
    public struct Account: Sendable, Hashable {
        public let id: UUID
        /// The participant that the account belongs to; `nil` for a member of staff who takes part in no exam.
        public let participantID: UUID?
        public let displayName: String

        public init(id: UUID, participantID: UUID?, displayName: String) {
            self.id = id
            self.participantID = participantID
            self.displayName = displayName
        }
    }

    /// The sign-in at the portal from which the token was minted.
    public struct Session: Sendable, Hashable {
        public let id: UUID
        /// The synchroniser token that every form of this sign-in carries.
        public let formToken: String
        /// When the token ends; the session at the portal may last longer and mint another.
        public let expiresAt: Date

        public init(id: UUID, formToken: String, expiresAt: Date) {
            self.id = id
            self.formToken = formToken
            self.expiresAt = expiresAt
        }
    }

    public let account: Account
    public let roles: Set<String>
    /// Office codes, or `"*"` for all of them.
    public let perimeter: Set<String>
    public let session: Session

    public init(account: Account, roles: Set<String>, perimeter: Set<String>, session: Session) {
        self.account = account
        self.roles = roles
        self.perimeter = perimeter
        self.session = session
    }

    public var accountID: UUID { account.id }
    public var participantID: UUID? { account.participantID }
    public var displayName: String { account.displayName }
    public var sessionID: UUID { session.id }
    public var expiresAt: Date { session.expiresAt }

    public func has(_ role: String) -> Bool { roles.contains(role) }

    /// Whether the perimeter reaches this office.
    public func covers(_ office: String) -> Bool { perimeter.contains("*") || perimeter.contains(office) }
}
