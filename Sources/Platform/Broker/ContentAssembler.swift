/// Puts together what arrives in pieces: a method that announces a content, its header, its body frames.
///
/// ```
///  idle ── returned | delivered ──▶ announced ── header(n) ──▶ receiving ── body … until n octets ──▶ idle
/// ```
struct ContentAssembler: Equatable {
    /// What a content turned out to be.
    enum Content: Equatable {
        case returned(code: Int, text: String, messageID: String?)
        case delivered(Delivery)
    }

    /// The peer sent a piece out of its place, or too much of it.
    struct OutOfPlace: Error, Equatable {}

    private enum State: Equatable {
        case idle
        case announced(IncomingFrame)
        case receiving(IncomingFrame, MessageProperties, size: Int, body: [UInt8])
    }

    /// A longer body is not collected: the peer is not one of ours.
    static let bodyLimit: UInt64 = 16 * 1_024 * 1_024

    let generation: Int
    private var state: State = .idle

    init(generation: Int) { self.generation = generation }

    /// Returns a content when the frame completes one.
    mutating func take(_ frame: IncomingFrame) throws(OutOfPlace) -> Content? {
        switch (state, frame) {
        case (.idle, .returned), (.idle, .delivered):
            state = .announced(frame)
            return nil
        case (.announced(let announcement), .header(let size, let properties)):
            guard size <= Self.bodyLimit else { throw OutOfPlace() }
            if size == 0 { return finish(announcement, properties, []) }
            state = .receiving(announcement, properties, size: Int(size), body: [])
            return nil
        case (.receiving(let announcement, let properties, let size, var body), .body(let part)):
            state = .idle  // Gives up the other reference to the body, so that it grows in place.
            if body.isEmpty { body = part } else { body += part }
            guard body.count <= size else { throw OutOfPlace() }
            if body.count == size { return finish(announcement, properties, body) }
            state = .receiving(announcement, properties, size: size, body: body)
            return nil
        default: throw OutOfPlace()
        }
    }

    private mutating func finish(
        _ announcement: IncomingFrame, _ properties: MessageProperties, _ body: [UInt8]
    ) -> Content? {
        state = .idle
        switch announcement {
        case .returned(let code, let text):
            return .returned(code: code, text: text, messageID: properties.messageID)
        case .delivered(let tag, let redelivered, let exchange, let routingKey):
            return .delivered(
                Delivery(
                    tag: DeliveryTag(generation: generation, number: tag), redelivered: redelivered,
                    exchange: exchange, routingKey: routingKey, properties: properties, body: body))
        default: return nil
        }
    }
}
