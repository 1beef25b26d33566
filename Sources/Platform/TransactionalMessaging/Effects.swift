public import Contracts

/// What a decision causes beside its own rows: messages to others, and entries of the audit.
public struct Effects: Sendable, ExpressibleByArrayLiteral {
    /// In the order in which others shall see them.
    public var messages: [any Message]
    public var audit: [AuditEntry]

    public init(messages: [any Message] = [], audit: [AuditEntry] = []) {
        (self.messages, self.audit) = (messages, audit)
    }

    public init(arrayLiteral elements: any Message...) { self.init(messages: elements, audit: []) }

    public static let none = Effects(messages: [], audit: [])

    public static func += (left: inout Effects, right: Effects) {
        left.messages += right.messages
        left.audit += right.audit
    }
}

/// Who did what to what, and why. Append-only; no personal data.
public struct AuditEntry: Sendable, Equatable {
    /// An account id, or the name of the service.
    public let actor: String
    public let action: String
    public let subject: String
    /// JSON.
    public let detail: String

    public init(actor: String, action: String, subject: String, detail: String = "{}") {
        (self.actor, self.action, self.subject, self.detail) = (actor, action, subject, detail)
    }
}
