internal import PinnedThread

/// A connection to the broker, on a thread of its own.
///
/// Opens itself when it is used, and is destroyed whole by any error: the next use makes a new one, at the next node of
/// the list, under the next generation number. A connection either publishes or consumes, because the broker's flow
/// control stops publishers, and acknowledgements must not wait behind them.
public actor BrokerConnection {
    public nonisolated let configuration: BrokerConfiguration
    nonisolated let thread: PinnedThread
    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Counts the connections made; a delivery tag belongs to one of them.
    public private(set) var generation = 0
    /// Why the broker accepts no messages, while it does not.
    public private(set) var blockedReason: String?

    private var session: Session?
    private var nodes: [BrokerConfiguration.Node]
    private var isClosed = false
    var assembler = ContentAssembler(generation: 0)
    var confirms: ConfirmState?
    var nextPublishTag: UInt64 = 1
    var subscription: Subscription?

    public init(_ configuration: BrokerConfiguration) {
        self.configuration = configuration
        thread = PinnedThread(name: configuration.connectionName)
        nodes = configuration.nodes.shuffled()
    }

    var isOpen: Bool { session != nil }
    var openSession: Session? { session }

    /// Makes a connection if there is none. One node is tried; the next call tries the next one.
    func opened() throws(BrokerError) -> Session {
        if let session { return session }
        guard !isClosed else { throw BrokerError(.closed, "connect", "closed by us") }
        let node = nodes.removeFirst()
        nodes.append(node)
        let session: Session
        do {
            session = try Session(configuration, node: node)
        } catch {
            configuration.tell(.disconnected(error))
            throw error
        }
        self.session = session
        generation += 1
        assembler = ContentAssembler(generation: generation)
        nextPublishTag = 1
        let watchdog = session.watchdog
        // Off this thread, whose hung calls it is there to end.
        Task { @concurrent in await watchdog.run() }
        watchSocket(session)
        configuration.tell(.connected(node))
        return session
    }

    /// Makes a connection if there is none, and notices when one has ended meanwhile.
    func assureOpen() throws(BrokerError) { _ = try openedForPublishing() }

    /// Destroys the connection and everything that belonged to it.
    func discard(_ error: BrokerError) {
        guard let session else { return }
        thread.unwatch()
        session.destroy()
        forget(error)
        configuration.tell(.disconnected(error))
    }

    /// Ends for good.
    public func close() {
        isClosed = true
        guard let session else { return }
        thread.unwatch()
        session.close()
        forget(BrokerError(.closed, "close", "closed by us"))
    }

    private func forget(_ error: BrokerError) {
        session = nil
        confirms = nil
        if blockedReason != nil { configuration.tell(.unblocked) }
        blockedReason = nil
        subscription?.end(error)
        subscription = nil
    }
}

// MARK: - Reading

extension BrokerConnection {
    /// Wakes for the socket, for the heartbeat, and for a batch that has waited long enough.
    func watchSocket(_ session: Session) {
        let beat = Int32(configuration.heartbeatSeconds * 500)
        let idle = subscription.map { min(beat, $0.idleMilliseconds) } ?? beat
        thread.watch(socket: session.socket, idleMilliseconds: idle) { [weak self] in
            self?.assumeIsolated { $0.drain() } ?? false
        }
    }

    /// Reads what is there. Returns whether there was anything.
    private func drain() -> Bool {
        guard let session else { return false }
        do {
            let count = try pump(session)
            try subscription?.checkStall(session, configuration.tell)
            subscription?.deliver()
            // The idle time follows the batch that waits.
            if subscription != nil { watchSocket(session) }
            return count > 0 || session.hasBufferedFrames
        } catch {
            discard(error)
            return false
        }
    }

    /// Handles every frame that is already there; returns their number.
    @discardableResult
    func pump(_ session: Session) throws(BrokerError) -> Int {
        var count = 0
        while let frame = try session.nextFrame(within: .zero) {
            try handle(frame)
            count += 1
        }
        return count
    }

    func handle(_ frame: IncomingFrame) throws(BrokerError) {
        switch frame {
        case .acknowledged(let tag, let multiple): try settle(tag, multiple, confirmed: true)
        case .rejected(let tag, let multiple): try settle(tag, multiple, confirmed: false)
        case .blocked(let reason):
            blockedReason = reason
            configuration.tell(.blocked(reason: reason))
        case .unblocked:
            blockedReason = nil
            configuration.tell(.unblocked)
        case .consumerCancelled: throw BrokerError(.consumerCancelled, "consume", "the queue went away")
        case .closed(let error): throw error
        case .returned, .delivered, .header, .body: try assemble(frame)
        case .other: break
        }
    }

    private func settle(_ tag: UInt64, _ multiple: Bool, confirmed: Bool) throws(BrokerError) {
        guard confirms?.settle(tag: tag, multiple: multiple, confirmed: confirmed) == true else {
            throw BrokerError(.protocolViolation, "publish", "the broker settled what was not published")
        }
    }

    private func assemble(_ frame: IncomingFrame) throws(BrokerError) {
        let content: ContentAssembler.Content?
        do {
            content = try assembler.take(frame)
        } catch {
            throw BrokerError(.protocolViolation, "read", "a piece of content out of its place")
        }
        switch content {
        case .returned(let code, let text, let messageID):
            guard confirms?.giveBack(messageID: messageID, code: code, text: text) == true else {
                throw BrokerError(.protocolViolation, "publish", "the broker returned what was not published")
            }
        case .delivered(let delivery): subscription?.append(delivery)
        case nil: break
        }
    }
}
