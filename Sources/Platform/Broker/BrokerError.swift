internal import CRabbitMQ

/// Why an exchange with the broker failed. After any of these the connection was destroyed; the next call makes a new one.
public struct BrokerError: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Code: Equatable, Sendable {
        /// No connection could be made.
        case unreachable
        /// The broker knows neither us nor the virtual host, or forbids the operation.
        case refused
        /// The broker closed the connection or the channel, with its reply code.
        case closedByBroker(replyCode: Int)
        /// The socket failed.
        case connectionLost
        case heartbeatMissed
        case timedOut
        /// The queue of the consumer went away.
        case consumerCancelled
        /// The peer sent what the protocol forbids; or the library could not read it.
        case protocolViolation
        /// The broker accepts no messages at the moment; nothing was sent.
        case blocked
        /// The consumer's handler asked for redelivery, or the queue had stalled.
        case abandoned
        /// `close()` was called.
        case closed
    }

    public let code: Code
    /// What was attempted, for example `publish`.
    public let operation: String
    /// The library's or the broker's words.
    public let reason: String

    public var description: String { "\(operation): \(code): \(reason)" }

    init(_ code: Code, _ operation: String, _ reason: String) {
        self.code = code
        self.operation = operation
        self.reason = reason
    }
}

extension BrokerError {
    /// From a status of librabbitmq.
    init(status: Int32, _ operation: String) {
        let code: Code =
            switch amqp_status_enum_(rawValue: status) {
            case AMQP_STATUS_HEARTBEAT_TIMEOUT: .heartbeatMissed
            case AMQP_STATUS_TIMEOUT: .timedOut
            case AMQP_STATUS_BAD_AMQP_DATA, AMQP_STATUS_UNKNOWN_CLASS, AMQP_STATUS_UNKNOWN_METHOD,
                AMQP_STATUS_WRONG_METHOD, AMQP_STATUS_UNEXPECTED_STATE:
                .protocolViolation
            default: .connectionLost
            }
        self.init(code, operation, String(cString: amqp_error_string2(status)))
    }

    /// From the answer to a call; nil if it succeeded.
    init?(reply: amqp_rpc_reply_t, _ operation: String) {
        switch reply.reply_type {
        case AMQP_RESPONSE_NORMAL: return nil
        case AMQP_RESPONSE_LIBRARY_EXCEPTION: self.init(status: reply.library_error, operation)
        case AMQP_RESPONSE_SERVER_EXCEPTION: self.init(closing: reply.reply, operation)
        default: self.init(.connectionLost, operation, "no answer")
        }
    }

    /// From a `connection.close` or `channel.close` of the broker.
    init(closing method: amqp_method_t, _ operation: String) {
        var (replyCode, text) = (0, "closed")
        if method.id == AMQP_CONNECTION_CLOSE_METHOD {
            let close = method.decoded.load(as: amqp_connection_close_t.self)
            (replyCode, text) = (Int(close.reply_code), String(close.reply_text))
        } else if method.id == AMQP_CHANNEL_CLOSE_METHOD {
            let close = method.decoded.load(as: amqp_channel_close_t.self)
            (replyCode, text) = (Int(close.reply_code), String(close.reply_text))
        }
        self.init(BrokerError.code(ofReply: replyCode), operation, text)
    }

    /// 403 access refused, 530 not allowed (unknown virtual host): trying again does not help.
    static func code(ofReply replyCode: Int) -> Code {
        replyCode == 403 || replyCode == 530 ? .refused : .closedByBroker(replyCode: replyCode)
    }
}
