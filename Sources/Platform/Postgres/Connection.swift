import PinnedThread

/// A session of PostgreSQL on its own OS thread. Its methods are synchronous and block that thread only.
///
/// After a lost connection, or an answer that is not understood, it is broken for good: its owner makes another.
public actor Connection {
    private let thread: PinnedThread
    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    let configuration: ConnectionConfiguration
    nonisolated let gate = CancellationGate()
    var wire: Wire?
    var preparedNames: [String: String] = [:]
    var preparedCount = 0
    /// What was sent and not yet answered, in order.
    var pending: [PendingAnswer] = []
    /// The first failure of the current transaction: it can no longer be committed.
    var transactionFailure: PostgresError?

    private init(_ configuration: ConnectionConfiguration) {
        self.configuration = configuration
        thread = PinnedThread(name: "pg \(configuration.applicationName)")
    }

    /// Connects, on the new connection's thread. Blocks it for at most the connect timeout of each host.
    public static func open(_ configuration: ConnectionConfiguration) async throws(PostgresError) -> Connection {
        let connection = Connection(configuration)
        try await connection.connect()
        return connection
    }

    private func connect() throws(PostgresError) {
        let wire = try Wire(configuration)
        self.wire = wire
        gate.open { nil }
        openGate(wire)
    }

    private func openGate(_ wire: Wire) { gate.open(wire.makeCancel) }

    /// Ends the session; what was not committed has no effect.
    public func close() { wire = nil }

    public var isBroken: Bool { wire?.isBroken ?? true }

    /// The process of the server, for `pg_terminate_backend` and for logs.
    public var backendPID: Int { Int(wire?.backendPID ?? 0) }

    // MARK: Statements

    /// Runs a statement and decodes all its rows.
    @discardableResult
    public func run<S: Statement>(_ statement: S) throws(PostgresError) -> [S.Output] {
        try send(statement)
        var outputs: [S.Output] = []
        try settle { result throws(PostgresError) in
            let count = CInt(rows: result)
            outputs.reserveCapacity(Int(count))
            for index in 0..<count {
                outputs.append(try S.decode(Row(result: result, index: index, statement: S.self)))
            }
        }
        return outputs
    }

    /// Runs a statement without decoding, and returns how many rows it changed.
    @discardableResult
    public func execute<S: Statement>(_ statement: S) throws(PostgresError) -> Int {
        try send(statement)
        var affected = 0
        try settle { result in affected = ServerAnswer(result).affectedRows }
        return affected
    }

    /// Sends a statement without waiting. Its error, if any, is thrown by the next `run`, `execute`, `flush` or by
    /// the commit; outside a transaction, what is enqueued between two of these takes effect as a whole or not at all.
    public func enqueue<S: Statement>(_ statement: S) throws(PostgresError) {
        try send(statement)
        // Bounds what the server must remember of us, and what both sides must buffer.
        if pending.count >= 400 { try flush() }
    }

    /// Waits for everything enqueued.
    public func flush() throws(PostgresError) {
        if !pending.isEmpty { try settle(nil) }
    }

    /// Several statements in one text, without parameters or rows; for migrations only.
    public func script(_ sql: String) throws(PostgresError) {
        try flush()
        try usableWire("script").script(sql, "script")
    }
}
