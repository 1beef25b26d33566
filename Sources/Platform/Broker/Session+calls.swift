internal import CRabbitMQ

extension Session {
    /// From here on the broker answers each message with an ack or a nack.
    func selectConfirms() throws(BrokerError) {
        try call("select confirms") { amqp_confirm_select(state, Session.channel) }
    }

    /// At most `prefetch` unacknowledged deliveries are under way.
    func consume(queue: String, prefetch: Int) throws(BrokerError) {
        try call("set the prefetch") { amqp_basic_qos(state, Session.channel, 0, UInt16(prefetch), 0) }
        try call("consume \(queue)") {
            amqp_basic_consume(state, Session.channel, pool.bytes(queue), amqp_empty_bytes, 0, 0, 0, amqp_empty_table)
        }
    }

    /// How many messages wait in the queue. Throws `.closedByBroker(404)` if there is no such queue, after which only
    /// the given channel is gone.
    func messageCount(queue: String, channel: amqp_channel_t) throws(BrokerError) -> Int {
        try onChannel(channel, "look at queue \(queue)") {
            let answer = amqp_queue_declare(
                state, channel, pool.bytes(queue), 1, 0, 0, 0, amqp_empty_table)
            return answer.map { Int($0.pointee.message_count) } ?? 0
        }
    }

    /// Throws `.closedByBroker(404)` if there is no such exchange, after which only the given channel is gone.
    func checkExchange(_ exchange: String, channel: amqp_channel_t) throws(BrokerError) {
        try onChannel(channel, "look at exchange \(exchange)") {
            _ = amqp_exchange_declare(
                state, channel, pool.bytes(exchange), pool.bytes("topic"), 1, 0, 0, 0, amqp_empty_table)
        }
    }

    func publish(_ message: OutgoingMessage) throws(BrokerError) {
        defer { pool.recycle() }
        var properties = amqp_basic_properties_t()
        properties._flags = UInt32(
            AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_MESSAGE_ID_FLAG | AMQP_BASIC_TYPE_FLAG
                | AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_HEADERS_FLAG)
        properties.delivery_mode = UInt8(AMQP_DELIVERY_PERSISTENT.rawValue)
        properties.message_id = pool.bytes(message.messageID)
        properties.type = pool.bytes(message.type)
        properties.content_type = pool.bytes(message.contentType)
        properties.headers = pool.table(message.headers)
        let (exchange, routingKey) = (pool.bytes(message.exchange), pool.bytes(message.routingKey))
        let status = message.body.withUnsafeBytes { octets in
            let body = amqp_bytes_t(len: octets.count, bytes: UnsafeMutableRawPointer(mutating: octets.baseAddress))
            return amqp_basic_publish(state, Session.channel, exchange, routingKey, 1, 0, &properties, body)
        }
        guard status == AMQP_STATUS_OK.rawValue else { throw BrokerError(status: status, "publish") }
    }

    /// Settles this delivery and all before it.
    func acknowledge(upTo tag: UInt64) throws(BrokerError) {
        let status = watchdog.within(timeout) { amqp_basic_ack(state, Session.channel, tag, 1) }
        guard status == AMQP_STATUS_OK.rawValue else { throw BrokerError(status: status, "acknowledge") }
    }

    private func onChannel<T>(
        _ channel: amqp_channel_t, _ operation: String, _ body: () -> T
    ) throws(BrokerError) -> T {
        try watchdog.within(timeout) { () throws(BrokerError) in try Session.openChannel(state, channel) }
        let answer: T
        do {
            answer = try call(operation, body)
        } catch {
            if case .closedByBroker = error.code { closeOk(channel) }
            throw error
        }
        let closing = watchdog.within(timeout) { amqp_channel_close(state, channel, AMQP_REPLY_SUCCESS) }
        if let error = BrokerError(reply: closing, "close a channel") { throw error }
        return answer
    }

    /// The broker closed the channel and waits for our word. A failure shows at the next call on the connection.
    private func closeOk(_ channel: amqp_channel_t) {
        var answer = amqp_channel_close_ok_t()
        _ = amqp_send_method(state, channel, amqp_method_number_t(AMQP_CHANNEL_CLOSE_OK_METHOD), &answer)
    }

    @discardableResult
    private func call<T>(_ operation: String, _ body: () -> T) throws(BrokerError) -> T {
        defer { pool.recycle() }
        let answer = watchdog.within(timeout) { body() }
        if let error = BrokerError(reply: amqp_get_rpc_reply(state), operation) { throw error }
        return answer
    }
}
