import Postgres

/// What an operator decided, in the audit of the service whose message it was.
struct AppendOperatorAudit: Statement {
    static let sql = "SELECT audit.append(ARRAY[$1], ARRAY[$2], ARRAY[$3], ARRAY['{}'])"
    let actor: String
    let action: String
    let subject: String
    var bindings: [SQLValue] { [.text(actor), .text(action), .text(subject)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int64 { try row.int64(0) }
}
