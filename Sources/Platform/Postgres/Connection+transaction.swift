struct Begin: Command { static let sql = "BEGIN" }
struct Commit: Command { static let sql = "COMMIT" }
struct Rollback: Command { static let sql = "ROLLBACK" }

/// The server closed the session while nobody used it; nothing was sent, so another connection may take over.
struct StaleConnection: Error {}

extension Connection {
    /// BEGIN, `body`, COMMIT; if `body` throws, ROLLBACK and the same error. BEGIN travels with the first statement,
    /// and COMMIT with the last ones enqueued.
    public func transaction<T: Sendable>(_ body: @Sendable (isolated Connection) throws -> T) throws -> T {
        transactionFailure = nil
        try send(Begin())
        let value: T
        do {
            value = try body(self)
        } catch {
            rollBack()
            throw error
        }
        try commit()
        return value
    }

    /// One lease of the pool: refuses a stale session before anything is sent, and leaves no transaction open.
    func lease<T: Sendable>(
        _ number: UInt64, inTransaction: Bool, _ body: @Sendable (isolated Connection) throws -> T
    ) throws -> T {
        guard let wire, !wire.hasEndedWhileIdle() else {
            close()
            throw StaleConnection()
        }
        gate.begin(number)
        defer { gate.end() }
        if inTransaction { return try transaction(body) }
        let value = try body(self)
        try flush()
        return value
    }

    /// Whether the next lease finds the session as a new one: whole, and outside any transaction.
    var isReusable: Bool {
        guard let wire else { return false }
        return !wire.isBroken && !wire.isInTransaction && pending.isEmpty
    }

    private func commit() throws(PostgresError) {
        if let failure = transactionFailure {
            rollBack()
            throw failure
        }
        guard gate.enterCommit() else {
            rollBack()
            throw PostgresError(code: .cancelled, statement: "COMMIT", message: "cancelled before its commit")
        }
        let wire = try usableWire("COMMIT")
        wire.notices.forget()
        var tag = ""
        do {
            try send(Commit())
            try settle { result in tag = ServerAnswer(result).commandTag }
        } catch {
            if self.wire == nil { throw outcomeUnknown(error.message) }
            rollBack()
            throw error
        }
        try checkCommitted(tag, wire)
    }

    private func checkCommitted(_ tag: String, _ wire: Wire) throws(PostgresError) {
        guard tag == "COMMIT" else {
            throw PostgresError(
                code: .other(sqlstate: "25P02"), sqlState: "25P02", statement: "COMMIT",
                message: "the server rolled back: \(tag)")
        }
        // A wait for the synchronous standby that was broken off answers success, with a warning: the commit may yet
        // be lost by a failover.
        if wire.notices.warningStates.contains(where: { $0 == "01000" || $0.hasPrefix("57") }) {
            throw outcomeUnknown("the server warned at the commit")
        }
    }

    private func outcomeUnknown(_ reason: String) -> PostgresError {
        PostgresError(code: .commitOutcomeUnknown, statement: "COMMIT", message: reason)
    }

    /// Never throws: a rollback that fails breaks the connection, and the server forgets the transaction with it.
    private func rollBack() {
        guard let wire, !wire.isBroken else { return close() }
        do {
            try discardPending()
            guard wire.isInTransaction else { return }
            try send(Rollback())
            try settle(nil)
        } catch {
            close()
        }
    }

    /// Errors of what was enqueued no longer matter: its effects go with the transaction.
    private func discardPending() throws(PostgresError) {
        do {
            try flush()
        } catch  where !isBroken {
            return
        }
    }
}
