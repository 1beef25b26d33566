import CPostgres

/// An answer that the server owes us.
enum PendingAnswer {
    case prepare(sql: String, statement: any Statement.Type)
    case execute(sql: String, statement: any Statement.Type)
    case sync
}

typealias ResultReader = (OpaquePointer) throws(PostgresError) -> Void

extension Int32 {
    init(rows result: OpaquePointer) { self = PQntuples(result) }
}

extension Connection {
    func usableWire(_ attempt: String) throws(PostgresError) -> Wire {
        guard let wire, !wire.isBroken else {
            throw PostgresError(code: .connectionLost, statement: attempt, message: "the connection is closed")
        }
        return wire
    }

    /// Writes a statement into the send buffer, preceded by its preparation when the session sees it for the first time.
    func send<S: Statement>(_ statement: S) throws(PostgresError) {
        let wire = try usableWire("\(S.self)")
        let buffer = BindingBuffer(statement.bindings)
        guard !buffer.hasNulInText else {
            throw PostgresError(
                code: .other(sqlstate: "22021"), sqlState: "22021", statement: "\(S.self)",
                message: "a text parameter contains NUL")
        }
        if let name = try preparedName(S.self, wire) {
            guard wire.sendExecute(name: name, buffer) else { throw broken(wire.lost("\(S.self)")) }
        } else {
            guard wire.sendUnprepared(sql: S.sql, buffer) else { throw broken(wire.lost("\(S.self)")) }
        }
        pending.append(.execute(sql: S.sql, statement: S.self))
    }

    /// `nil` when the session already holds as many prepared statements as it may.
    private func preparedName<S: Statement>(_: S.Type, _ wire: Wire) throws(PostgresError) -> String? {
        if let name = preparedNames[S.sql] { return name }
        guard preparedNames.count < configuration.preparedStatementLimit else { return nil }
        preparedCount += 1
        let name = "s\(preparedCount)"
        guard wire.sendPrepare(name: name, sql: S.sql) else { throw broken(wire.lost("\(S.self)")) }
        pending.append(.prepare(sql: S.sql, statement: S.self))
        preparedNames[S.sql] = name
        return name
    }

    /// Closes the pipeline by a sync and reads every answer owed. The last statement's rows go to `reader`.
    /// Throws the first error, after everything has been read.
    func settle(_ reader: ResultReader?) throws(PostgresError) {
        let wire = try usableWire("sync")
        guard wire.sendSync() else { throw broken(wire.lost("sync")) }
        pending.append(.sync)
        let answers = pending
        pending.removeAll(keepingCapacity: true)
        var failure: PostgresError?
        for (index, answer) in answers.enumerated() {
            do {
                // The last but one: the last is the sync.
                try read(answer, wire, index == answers.count - 2 ? reader : nil)
            } catch {
                if wire.isBroken || error.code == .connectionLost { throw broken(failure ?? error) }
                if failure == nil, error.sqlState != Self.skipped { failure = error }
            }
        }
        if let failure {
            if transactionFailure == nil, isServerFailure(failure) { transactionFailure = failure }
            throw failure
        }
    }

    private static var skipped: String { "skipped" }

    /// A decoding error is ours: the transaction at the server is whole.
    private func isServerFailure(_ error: PostgresError) -> Bool {
        if case .decoding = error.code { false } else { true }
    }

    private func read(_ answer: PendingAnswer, _ wire: Wire, _ reader: ResultReader?) throws(PostgresError) {
        switch answer {
        case .sync: try readSync(wire)
        case .prepare(let sql, let statement):
            do {
                try readResults(wire, statement, nil)
            } catch {
                preparedNames[sql] = nil
                throw error
            }
        case .execute(let sql, let statement):
            do {
                try readResults(wire, statement, reader)
            } catch {
                // The plan no longer fits its tables, or the server forgot it: prepared anew at the next use.
                if error.sqlState == "0A000" || error.sqlState == "26000" { preparedNames[sql] = nil }
                throw error
            }
        }
    }

    private func readResults(
        _ wire: Wire, _ statement: any Statement.Type, _ reader: ResultReader?
    ) throws(PostgresError) {
        var failure: PostgresError?
        while let result = try wire.nextResult(before: answerDeadline, name(statement)) {
            defer { PQclear(result) }
            if failure != nil { continue }
            do {
                try check(result, statement)
                try reader?(result)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    private func check(_ result: OpaquePointer, _ statement: any Statement.Type) throws(PostgresError) {
        let answer = ServerAnswer(result)
        if let report = answer.report {
            throw PostgresError(report, statement: name(statement), cancelRequested: gate.isRequested)
        }
        if answer.status == PGRES_PIPELINE_ABORTED {
            throw PostgresError(
                code: .other(sqlstate: Self.skipped), sqlState: Self.skipped, statement: name(statement),
                message: "skipped after an earlier failure")
        }
    }

    private func readSync(_ wire: Wire) throws(PostgresError) {
        // libpq may put one empty answer before the sync.
        for _ in 0..<2 {
            guard let result = try wire.nextResult(before: answerDeadline, "sync") else { continue }
            defer { PQclear(result) }
            if PQresultStatus(result) == PGRES_PIPELINE_SYNC { return }
        }
        throw broken(
            PostgresError(code: .connectionLost, statement: "sync", message: "the answers are out of step"))
    }

    /// The server stops a statement by itself; a server that cannot even do that is given up a little later.
    private var answerDeadline: ContinuousClock.Instant? {
        let timeout = configuration.statementTimeout
        return timeout == .zero ? nil : .now + timeout + .seconds(5)
    }

    private func name(_ statement: any Statement.Type) -> String { String(describing: statement) }

    /// Gives the session up; whoever asked gets this error.
    func broken(_ error: PostgresError) -> PostgresError {
        close()
        pending.removeAll()
        preparedNames.removeAll()
        return error
    }
}
