internal import CRabbitMQ
import Glibc

/// One connection of librabbitmq from its socket to its end. Belongs to one thread; nothing of it is ever repaired.
final class Session {
    static let channel: amqp_channel_t = 1

    let state: amqp_connection_state_t
    let watchdog: SocketWatchdog
    let node: BrokerConfiguration.Node
    let timeout: Duration
    let pool = WirePool()
    private var isOpen = true

    var socket: Int32 { amqp_get_sockfd(state) }

    /// Connects, signs in and opens the one channel.
    init(_ configuration: BrokerConfiguration, node: BrokerConfiguration.Node) throws(BrokerError) {
        guard let state = amqp_new_connection() else { throw BrokerError(.unreachable, "connect", "out of memory") }
        do {
            try Self.connect(state, configuration, node)
            Self.keepAlive(amqp_get_sockfd(state))
            watchdog = SocketWatchdog(socket: amqp_get_sockfd(state))
            try Self.signIn(state, configuration)
            try Self.openChannel(state, Self.channel)
        } catch {
            amqp_destroy_connection(state)
            throw error
        }
        (self.state, self.node, timeout) = (state, node, configuration.operationTimeout)
    }

    deinit { destroy() }

    /// Ends politely where the broker still answers.
    func close() {
        guard isOpen else { return }
        var patience = timeval(tv_sec: 2, tv_usec: 0)
        amqp_set_rpc_timeout(state, &patience)
        watchdog.within(.seconds(2)) {
            // The answer does not matter: the socket is shut next, and the broker takes back what was unsettled.
            _ = amqp_connection_close(state, AMQP_REPLY_SUCCESS)
        }
        destroy()
    }

    /// Frees everything, without a word to the broker.
    func destroy() {
        guard isOpen else { return }
        isOpen = false
        watchdog.end()
        amqp_destroy_connection(state)
    }

    /// The next frame; nil if none came in time. Also sends and checks heartbeats.
    func nextFrame(within limit: Duration) throws(BrokerError) -> IncomingFrame? {
        precondition(isOpen, "the session has ended")
        var frame = amqp_frame_t()
        var patience = timeval(limit)
        let status = amqp_simple_wait_frame_noblock(state, &frame, &patience)
        if status == AMQP_STATUS_TIMEOUT.rawValue { return nil }
        guard status == AMQP_STATUS_OK.rawValue else { throw BrokerError(status: status, "read") }
        let incoming = IncomingFrame(frame)
        // Everything was copied: without this the library's memory grows with every frame.
        amqp_maybe_release_buffers(state)
        return incoming
    }

    /// Whether the library holds frames that the socket will not announce any more.
    var hasBufferedFrames: Bool { amqp_frames_enqueued(state) != 0 || amqp_data_in_buffer(state) != 0 }
}

extension Session {
    /// The peer's silence ends a connection within about six seconds.
    private static func keepAlive(_ socket: Int32) {
        set(socket, SOL_SOCKET, SO_KEEPALIVE, 1)
        set(socket, Int32(IPPROTO_TCP), TCP_KEEPIDLE, 3)
        set(socket, Int32(IPPROTO_TCP), TCP_KEEPINTVL, 1)
        set(socket, Int32(IPPROTO_TCP), TCP_KEEPCNT, 3)
        set(socket, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, 5_000)
    }

    private static func set(_ socket: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        let done = setsockopt(socket, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
        precondition(done == 0, "the kernel knows keep-alive options")
    }

    private static func connect(
        _ state: amqp_connection_state_t, _ configuration: BrokerConfiguration, _ node: BrokerConfiguration.Node
    ) throws(BrokerError) {
        var patience = timeval(configuration.operationTimeout)
        amqp_set_handshake_timeout(state, &patience)
        amqp_set_rpc_timeout(state, &patience)
        let socket: OpaquePointer?
        if let tls = configuration.tls {
            socket = try secureSocket(state, tls)
        } else {
            socket = amqp_tcp_socket_new(state)
        }
        guard let socket else { throw BrokerError(.unreachable, "connect", "out of memory") }
        let status = amqp_socket_open_noblock(socket, node.host, Int32(node.port), &patience)
        guard status == AMQP_STATUS_OK.rawValue else {
            throw BrokerError(.unreachable, "connect to \(node)", String(cString: amqp_error_string2(status)))
        }
    }

    private static func secureSocket(
        _ state: amqp_connection_state_t, _ tls: TLSSettings
    ) throws(BrokerError) -> OpaquePointer? {
        guard let socket = amqp_ssl_socket_new(state) else { return nil }
        amqp_ssl_socket_set_verify_peer(socket, 1)
        amqp_ssl_socket_set_verify_hostname(socket, 1)
        var status = amqp_ssl_socket_set_ssl_versions(socket, AMQP_TLSv1_2, AMQP_TLSvLATEST)
        if status == AMQP_STATUS_OK.rawValue { status = amqp_ssl_socket_set_cacert(socket, tls.authorityFile) }
        if status == AMQP_STATUS_OK.rawValue, let identity = tls.identity {
            status = amqp_ssl_socket_set_key(socket, identity.certificateFile, identity.keyFile)
        }
        guard status == AMQP_STATUS_OK.rawValue else {
            throw BrokerError(.unreachable, "read the TLS files", String(cString: amqp_error_string2(status)))
        }
        return socket
    }

    /// Announces what `amqp_login` would not: without these the broker sends neither `connection.blocked` nor
    /// `basic.cancel`.
    private static func signIn(
        _ state: amqp_connection_state_t, _ configuration: BrokerConfiguration
    ) throws(BrokerError) {
        let pool = WirePool()
        var properties = pool.table([
            "connection_name": .text(configuration.connectionName),
            "capabilities": .table([
                "connection.blocked": true, "consumer_cancel_notify": true, "publisher_confirms": true,
                "authentication_failure_close": true,
            ]),
        ])
        let reply = exam_amqp_login(
            state, configuration.virtualHost, Int32(configuration.heartbeatSeconds), &properties,
            configuration.user, configuration.password)
        if let error = BrokerError(reply: reply, "sign in") { throw error }
    }

    static func openChannel(
        _ state: amqp_connection_state_t, _ channel: amqp_channel_t
    ) throws(BrokerError) {
        amqp_channel_open(state, channel)
        if let error = BrokerError(reply: amqp_get_rpc_reply(state), "open a channel") { throw error }
    }
}

extension timeval {
    init(_ duration: Duration) {
        let parts = duration.components
        self.init(tv_sec: Int(parts.seconds), tv_usec: Int(parts.attoseconds / 1_000_000_000_000))
    }
}
