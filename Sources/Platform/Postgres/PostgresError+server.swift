extension PostgresError {
    /// The fields of an error answer of the server that we read.
    struct ServerReport {
        var sqlState: String
        var message: String
        var constraint: String
    }

    /// - Parameter cancelRequested: whether we ourselves asked the server to stop; it uses one code for that and for
    ///   its own timeout.
    init(_ report: ServerReport, statement: String, cancelRequested: Bool) {
        self.init(
            code: Self.code(of: report, cancelRequested: cancelRequested),
            sqlState: report.sqlState,
            statement: statement,
            message: Self.withoutValues(report)
        )
    }

    /// Source: PostgreSQL 15 documentation, appendix A, "PostgreSQL Error Codes".
    private static func code(of report: ServerReport, cancelRequested: Bool) -> Code {
        switch report.sqlState {
        case "23505", "23P01": .unique(constraint: report.constraint)
        case "23503": .foreignKey
        case "23514": .check(constraint: report.constraint)
        case "40001": .serialization
        case "40P01": .deadlock
        case "40003": .commitOutcomeUnknown
        case "55P03": .lockTimeout
        case "57014": cancelRequested || report.message.contains("user request") ? .cancelled : .statementTimeout
        case "25006": .readOnly
        case "42501": .insufficientPrivilege
        // The session is over, whoever ended it.
        case "57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "08000", "08003", "08006", "08001", "08004":
            .connectionLost
        default: .other(sqlstate: report.sqlState)
        }
    }

    /// The primary message names values only for data exceptions (class 22), in quotes; they are blanked.
    private static func withoutValues(_ report: ServerReport) -> String {
        guard report.sqlState.hasPrefix("22") else { return report.message }
        let parts = report.message.split(separator: "\"", omittingEmptySubsequences: false)
        return parts.enumerated().map { $0.offset.isMultiple(of: 2) ? String($0.element) : "?" }
            .joined(separator: "\"")
    }
}
