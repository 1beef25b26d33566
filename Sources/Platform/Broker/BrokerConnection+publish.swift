extension BrokerConnection {
    /// How many messages are sent before the socket is read again.
    private static let stride = 32

    /// Publishes in order and waits until every message is settled, or the operation timeout has passed.
    ///
    /// Throws only if nothing was sent: no connection could be made, or the broker has blocked publishers.
    /// Otherwise what is not known is in the outcomes, and the connection was destroyed.
    func publish(
        _ batch: [OutgoingMessage], window: ConfirmState.Window
    ) throws(BrokerError) -> [PublishOutcome] {
        guard !batch.isEmpty else { return [] }
        let session = try openedForPublishing()
        if let blockedReason { throw BrokerError(.blocked, "publish", blockedReason) }
        confirms = ConfirmState(firstTag: nextPublishTag, messageIDs: batch.map(\.messageID), window: window)
        let limit = configuration.operationTimeout
        let deadline = ContinuousClock.now.advanced(by: limit)
        do {
            // The margin lets the orderly deadline win; the watchdog is for a send that hangs.
            try session.watchdog.within(limit + .seconds(2)) { () throws(BrokerError) in
                try send(batch, on: session, until: deadline)
                try awaitConfirms(on: session, until: deadline)
            }
            nextPublishTag += UInt64(confirms?.publishedCount ?? 0)
        } catch {
            let outcomes = confirms?.outcomes()
            discard(error)
            return outcomes ?? batch.map { _ in .unknown }
        }
        defer { confirms = nil }
        return confirms?.outcomes() ?? []
    }

    func openedForPublishing() throws(BrokerError) -> Session {
        let isNew = !isOpen
        let session = try opened()
        do {
            if isNew { try session.selectConfirms() }
            // Notices what came since: a missed heartbeat here costs an error, inside a send it would cost a hang.
            try pump(session)
        } catch {
            discard(error)
            throw error
        }
        return session
    }

    private func send(
        _ batch: [OutgoingMessage], on session: Session, until deadline: ContinuousClock.Instant
    ) throws(BrokerError) {
        for (index, message) in batch.enumerated() {
            if index % Self.stride == Self.stride - 1 { try pump(session) }
            while confirms?.admits(bytes: message.body.count) == false {
                try takeFrame(session, until: deadline)
            }
            if blockedReason != nil { return }
            confirms?.publish(bytes: message.body.count)
            try session.publish(message)
        }
    }

    private func awaitConfirms(
        on session: Session, until deadline: ContinuousClock.Instant
    ) throws(BrokerError) {
        while let confirms, confirms.openCount > 0 { try takeFrame(session, until: deadline) }
    }

    /// Waits for one frame and handles it and what came with it.
    private func takeFrame(_ session: Session, until deadline: ContinuousClock.Instant) throws(BrokerError) {
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero, let frame = try session.nextFrame(within: left) else {
            throw BrokerError(.timedOut, "publish", "no confirm in time")
        }
        try handle(frame)
    }
}
