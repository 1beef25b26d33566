internal import CRabbitMQ

/// What the broker sends on its own account, as values.
enum IncomingFrame: Equatable {
    case acknowledged(tag: UInt64, multiple: Bool)
    case rejected(tag: UInt64, multiple: Bool)
    /// A content follows.
    case returned(code: Int, text: String)
    /// A content follows.
    case delivered(tag: UInt64, redelivered: Bool, exchange: String, routingKey: String)
    case header(bodySize: UInt64, MessageProperties)
    case body([UInt8])
    case blocked(reason: String)
    case unblocked
    case consumerCancelled
    case closed(BrokerError)
    /// Answers to calls that nobody waits for any more.
    case other(method: UInt32)

    init(_ frame: amqp_frame_t) {
        switch Int32(frame.frame_type) {
        case AMQP_FRAME_METHOD: self.init(method: frame.payload.method)
        case AMQP_FRAME_HEADER:
            let header = frame.payload.properties
            self = .header(bodySize: header.body_size, MessageProperties(decoded: header.decoded))
        case AMQP_FRAME_BODY: self = .body([UInt8](frame.payload.body_fragment))
        default: self = .other(method: 0)
        }
    }

    private init(method: amqp_method_t) {
        switch method.id {
        case AMQP_BASIC_ACK_METHOD:
            let ack = method.decoded.load(as: amqp_basic_ack_t.self)
            self = .acknowledged(tag: ack.delivery_tag, multiple: ack.multiple != 0)
        case AMQP_BASIC_NACK_METHOD:
            let nack = method.decoded.load(as: amqp_basic_nack_t.self)
            self = .rejected(tag: nack.delivery_tag, multiple: nack.multiple != 0)
        case AMQP_BASIC_RETURN_METHOD:
            let returned = method.decoded.load(as: amqp_basic_return_t.self)
            self = .returned(code: Int(returned.reply_code), text: String(returned.reply_text))
        case AMQP_BASIC_DELIVER_METHOD:
            let delivery = method.decoded.load(as: amqp_basic_deliver_t.self)
            self = .delivered(
                tag: delivery.delivery_tag, redelivered: delivery.redelivered != 0,
                exchange: String(delivery.exchange), routingKey: String(delivery.routing_key))
        case AMQP_CONNECTION_BLOCKED_METHOD:
            self = .blocked(reason: String(method.decoded.load(as: amqp_connection_blocked_t.self).reason))
        case AMQP_CONNECTION_UNBLOCKED_METHOD: self = .unblocked
        case AMQP_BASIC_CANCEL_METHOD: self = .consumerCancelled
        case AMQP_CONNECTION_CLOSE_METHOD, AMQP_CHANNEL_CLOSE_METHOD:
            self = .closed(BrokerError(closing: method, "read"))
        default: self = .other(method: method.id)
        }
    }
}

extension MessageProperties {
    fileprivate init(decoded: UnsafeMutableRawPointer?) {
        self.init()
        guard let decoded else { return }
        let properties = decoded.load(as: amqp_basic_properties_t.self)
        func has(_ flag: Int32) -> Bool { properties._flags & UInt32(flag) != 0 }
        if has(AMQP_BASIC_MESSAGE_ID_FLAG) { messageID = String(properties.message_id) }
        if has(AMQP_BASIC_TYPE_FLAG) { type = String(properties.type) }
        if has(AMQP_BASIC_CONTENT_TYPE_FLAG) { contentType = String(properties.content_type) }
        if has(AMQP_BASIC_HEADERS_FLAG) { headers = [String: HeaderValue](properties.headers) }
    }
}
