import CPostgres

/// What one result says, apart from its rows.
struct ServerAnswer {
    private let result: OpaquePointer

    init(_ result: OpaquePointer) { self.result = result }

    var status: ExecStatusType { PQresultStatus(result) }

    /// The complaint of the server, if this is one.
    var report: PostgresError.ServerReport? {
        switch status {
        case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE:
            PostgresError.ServerReport(
                sqlState: field(.sqlState) ?? "08000",
                message: field(.primaryMessage) ?? String(cString: PQresultErrorMessage(result)),
                constraint: field(.constraintName) ?? "")
        default: nil
        }
    }

    /// Rows changed, or read for a SELECT.
    var affectedRows: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    /// The server's name of what it has done: a failed transaction answers COMMIT by `ROLLBACK`.
    var commandTag: String { String(cString: PQcmdStatus(result)) }

    enum Field: UnicodeScalar {
        case severity = "V"
        case sqlState = "C"
        case primaryMessage = "M"
        case constraintName = "n"
    }

    func field(_ field: Field) -> String? {
        PQresultErrorField(result, Int32(field.rawValue.value)).map { String(cString: $0) }
    }
}

/// The warnings of a session since they were last forgotten; read around COMMIT only.
final class NoticeLog {
    private(set) var warningStates: [String] = []

    func forget() { warningStates.removeAll(keepingCapacity: true) }

    static let receiver: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?) -> Void = { log, result in
        guard let log, let result else { return }
        let answer = ServerAnswer(result)
        guard answer.field(.severity) == "WARNING", let state = answer.field(.sqlState) else { return }
        let notices = Unmanaged<NoticeLog>.fromOpaque(log).takeUnretainedValue()
        // A session that warns without end must not fill the memory: the first hundred say enough.
        if notices.warningStates.count < 100 { notices.warningStates.append(state) }
    }
}
