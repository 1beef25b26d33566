public import Contracts
public import Postgres

/// What a service does with one kind of fact: load, decide, return. It never publishes: what it causes is its result.
public protocol MessageHandler: Sendable {
    associatedtype Payload: Message

    func handle(_ payload: Payload, envelope: Envelope, in connection: isolated Connection) throws -> Effects

    /// Several facts of different streams at once, in one transaction. The default handles them one by one.
    func handle(batch: [(Payload, Envelope)], in connection: isolated Connection) throws -> Effects
}

extension MessageHandler {
    public func handle(batch: [(Payload, Envelope)], in connection: isolated Connection) throws -> Effects {
        var effects = Effects.none
        for (payload, envelope) in batch { effects += try handle(payload, envelope: envelope, in: connection) }
        return effects
    }
}

/// Thrown by a handler that lacks something which may still be on its way. The fact is held and tried again.
public protocol RetryLater: Error {}

/// Thrown by a handler that can never do anything with this fact. It is parked, with the reason.
public struct Unprocessable: Error, CustomStringConvertible {
    /// No personal data.
    public let reason: String
    public init(_ reason: String) { self.reason = reason }
    public var description: String { reason }
}

/// One queue and what is done with each type that arrives there.
public struct QueueBinding: Sendable {
    public let queue: String
    /// Whether a fact waits for the one before it in its stream.
    public let isOrdered: Bool
    let handlers: [MessageType: any ErasedHandler]
    let ignored: Set<MessageType>

    /// - Parameters:
    ///   - handlers: one for each type.
    ///   - ignored: types of the followed streams that have no effect here; the inbox still counts them.
    ///   - isOrdered: false where the facts mean the same in any order; such a queue need not hear whole streams.
    public init(
        queue: String, handlers: [any MessageHandler], ignored: [any Message.Type] = [], isOrdered: Bool = true
    ) {
        (self.queue, self.isOrdered) = (queue, isOrdered)
        var byType: [MessageType: any ErasedHandler] = [:]
        for handler in handlers {
            let (type, erased) = Self.erase(handler)
            precondition(byType.updateValue(erased, forKey: type) == nil, "two handlers for \(type)")
        }
        self.handlers = byType
        self.ignored = Set(ignored.map { $0.type })
    }

    /// The types that this queue's consumer knows.
    public var types: Set<MessageType> { ignored.union(handlers.keys) }

    private static func erase<Handler: MessageHandler>(_ handler: Handler) -> (MessageType, any ErasedHandler) {
        (Handler.Payload.type, TypedHandler(handler: handler))
    }
}

/// A decoded fact whose type only its handler knows.
protocol DecodedFact: Sendable {
    var envelope: Envelope { get }
}

extension Event: DecodedFact {}

struct IgnoredFact: DecodedFact {
    let envelope: Envelope
}

protocol ErasedHandler: Sendable {
    func decode(_ body: [UInt8]) throws -> any DecodedFact
    func apply(_ facts: [any DecodedFact], in connection: isolated Connection) throws -> Effects
}

private struct TypedHandler<Handler: MessageHandler>: ErasedHandler {
    let handler: Handler

    func decode(_ body: [UInt8]) throws -> any DecodedFact {
        try BodyReader.decode(Event<Handler.Payload>.self, body)
    }

    func apply(_ facts: [any DecodedFact], in connection: isolated Connection) throws -> Effects {
        let events = facts.compactMap { $0 as? Event<Handler.Payload> }
        precondition(events.count == facts.count, "a fact reached the handler of another type")
        if events.count == 1 {
            return try handler.handle(events[0].data, envelope: events[0].envelope, in: connection)
        }
        return try handler.handle(batch: events.map { ($0.data, $0.envelope) }, in: connection)
    }
}
