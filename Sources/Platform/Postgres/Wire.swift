import CPostgres
import Foundation
import Glibc

/// One session of libpq, always in pipeline mode and never blocking inside libpq: each wait has a deadline.
///
/// Not `Sendable`: it belongs to the thread of its `Connection`.
final class Wire {
    private let session: OpaquePointer
    let notices = NoticeLog()

    /// Connects and blocks until that has succeeded or failed.
    init(_ configuration: ConnectionConfiguration) throws(PostgresError) {
        let parameters = try configuration.parameters()
        let opened = withCStringArray(parameters.map(\.keyword)) { keywords in
            withCStringArray(parameters.map(\.value)) { values in PQconnectdbParams(keywords, values, 1) }
        }
        guard let opened else {
            throw PostgresError(code: .connectionLost, statement: "connect", message: "libpq has no memory")
        }
        session = opened
        guard PQstatus(session) == CONNECTION_OK else { throw lost("connect") }
        PQsetNoticeReceiver(session, NoticeLog.receiver, Unmanaged.passUnretained(notices).toOpaque())
        try simple(configuration.sessionSettings, "connect")
        guard PQsetnonblocking(session, 1) == 0, PQenterPipelineMode(session) == 1 else { throw lost("connect") }
    }

    deinit { PQfinish(session) }

    func makeCancel() -> OpaquePointer? { PQgetCancel(session) }

    var backendPID: Int32 { PQbackendPID(session) }
    var isBroken: Bool { PQstatus(session) != CONNECTION_OK }
    var isInTransaction: Bool { PQtransactionStatus(session) != PQTRANS_IDLE }

    /// Whether the server has closed an idle session. It says nothing to a session that is not at work, except good-bye;
    /// whatever else could be read there costs no more than a new session.
    func hasEndedWhileIdle() -> Bool {
        guard !isBroken else { return true }
        var socket = pollfd(fd: PQsocket(session), events: Int16(POLLIN), revents: 0)
        return poll(&socket, 1, 0) != 0
    }

    // MARK: Sending

    func sendPrepare(name: String, sql: String) -> Bool { PQsendPrepare(session, name, sql, 0, nil) == 1 }

    /// Results come in binary form.
    func sendExecute(name: String, _ buffer: BindingBuffer) -> Bool {
        buffer.withPointers { PQsendQueryPrepared(session, name, $0, $1, $2, $3, 1) } == 1
    }

    func sendUnprepared(sql: String, _ buffer: BindingBuffer) -> Bool {
        buffer.withPointers { PQsendQueryParams(session, sql, $0, nil, $1, $2, $3, 1) } == 1
    }

    func sendSync() -> Bool { PQpipelineSync(session) == 1 }

    /// Several statements in one text, outside the pipeline; blocks without deadline.
    func script(_ sql: String, _ attempt: String) throws(PostgresError) {
        try outsidePipeline(attempt) { _ throws(PostgresError) in try simple(sql, attempt) }
    }

    func outsidePipeline<T>(
        _ attempt: String, _ body: (OpaquePointer) throws(PostgresError) -> T
    ) throws(PostgresError) -> T {
        guard PQexitPipelineMode(session) == 1, PQsetnonblocking(session, 0) == 0 else { throw lost(attempt) }
        defer {
            _ = PQsetnonblocking(session, 1)
            _ = PQenterPipelineMode(session)
        }
        return try body(session)
    }

    private func simple(_ sql: String, _ attempt: String) throws(PostgresError) {
        guard let result = PQexec(session, sql) else { throw lost(attempt) }
        defer { PQclear(result) }
        if let report = ServerAnswer(result).report {
            throw PostgresError(report, statement: attempt, cancelRequested: false)
        }
        if isBroken { throw lost(attempt) }
    }

    // MARK: Receiving

    /// The next result, or `nil` at the end of the results of one statement. The caller clears it.
    func nextResult(
        before deadline: ContinuousClock.Instant?, _ attempt: String
    ) throws(PostgresError) -> OpaquePointer? {
        while true {
            let unsent = PQflush(session)
            guard unsent >= 0 else { throw lost(attempt) }
            if PQisBusy(session) == 0 { return PQgetResult(session) }
            try wait(forWrite: unsent == 1, before: deadline, attempt)
            guard PQconsumeInput(session) == 1 else { throw lost(attempt) }
        }
    }

    private func wait(
        forWrite: Bool, before deadline: ContinuousClock.Instant?, _ attempt: String
    ) throws(PostgresError) {
        let events = Int16(POLLIN) | (forWrite ? Int16(POLLOUT) : 0)
        var socket = pollfd(fd: PQsocket(session), events: events, revents: 0)
        while true {
            let milliseconds = deadline.map { max(0, ($0 - .now).milliseconds + 1) } ?? -1
            let ready = poll(&socket, 1, Int32(clamping: milliseconds))
            if ready > 0 { return }
            if ready < 0, errno != EINTR { throw lost(attempt) }
            if ready == 0, milliseconds == 0 || deadline.map({ $0 <= .now }) == true {
                throw PostgresError(
                    code: .connectionLost, statement: attempt, message: "the server is silent past the deadline")
            }
        }
    }

    func lost(_ attempt: String) -> PostgresError {
        let message = String(cString: PQerrorMessage(session)).trimmingCharacters(in: .whitespacesAndNewlines)
        return PostgresError(
            code: .connectionLost, statement: attempt, message: message.isEmpty ? "connection lost" : message)
    }
}

private func withCStringArray<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies.map { UnsafePointer($0) } + [nil])
}
