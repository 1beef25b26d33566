/// A message to publish. It is always persistent and mandatory.
public struct OutgoingMessage: Sendable, Equatable {
    public var exchange: String
    public var routingKey: String
    /// Unique within a batch: a returned message is recognised by it.
    public var messageID: String
    public var type: String
    public var contentType: String
    public var headers: [String: HeaderValue]
    public var body: [UInt8]

    public init(exchange: String, routingKey: String, messageID: String, body: [UInt8]) {
        self.exchange = exchange
        self.routingKey = routingKey
        self.messageID = messageID
        self.body = body
        type = routingKey
        contentType = "application/octet-stream"
        headers = [:]
    }
}

/// What became of a published message.
public enum PublishOutcome: Sendable, Equatable {
    /// A majority of the queue's replicas has it, in every queue to which it was routed.
    case confirmed
    /// The broker did not take it; publish it again later.
    case nacked
    /// No queue is bound for it; nobody has it.
    case returned(code: Int, text: String)
    /// Sent, and the connection ended before the answer: it may or may not have arrived.
    case unknown
    /// Never sent, because the broker blocked publishers or the connection ended before its turn.
    case unsent
}

/// Names a delivery on the connection that made it; on any other connection the number means something else.
public struct DeliveryTag: Hashable, Sendable {
    public let generation: Int
    public let number: UInt64

    public init(generation: Int, number: UInt64) {
        self.generation = generation
        self.number = number
    }
}

/// A message as it arrived.
public struct Delivery: Sendable, Equatable {
    public var tag: DeliveryTag
    /// Was perhaps delivered before; a hint only.
    public var redelivered: Bool
    public var exchange: String
    public var routingKey: String
    public var properties: MessageProperties
    public var body: [UInt8]

    public var messageID: String? { properties.messageID }
    public var headers: [String: HeaderValue] { properties.headers }

    public init(
        tag: DeliveryTag, redelivered: Bool = false, exchange: String = "", routingKey: String = "",
        properties: MessageProperties = MessageProperties(), body: [UInt8]
    ) {
        self.tag = tag
        self.redelivered = redelivered
        self.exchange = exchange
        self.routingKey = routingKey
        self.properties = properties
        self.body = body
    }
}

/// What a sender says of a message outside its body.
public struct MessageProperties: Sendable, Equatable {
    public var messageID: String?
    public var type: String?
    public var contentType: String?
    public var headers: [String: HeaderValue]

    public init(
        messageID: String? = nil, type: String? = nil, contentType: String? = nil, headers: [String: HeaderValue] = [:]
    ) {
        self.messageID = messageID
        self.type = type
        self.contentType = contentType
        self.headers = headers
    }
}

/// Deliveries handed over together, in the order of the queue.
public struct Batch: Sendable, Equatable {
    /// Never empty.
    public let deliveries: [Delivery]

    public init(_ deliveries: [Delivery]) {
        precondition(!deliveries.isEmpty, "a batch holds at least one delivery")
        self.deliveries = deliveries
    }

    /// Acknowledging it acknowledges the whole batch.
    public var lastTag: DeliveryTag { deliveries[deliveries.count - 1].tag }
}

/// What the handler of a batch wants done with it.
public enum BatchVerdict: Sendable, Equatable {
    /// All of it is settled on our side.
    case acknowledge
    /// Nothing of it is; the connection is closed and the broker delivers again.
    case redeliver
}
