import CPostgres

/// What the server understands of a statement before it runs; for checks of statements against a schema.
package struct StatementShape: Sendable, Equatable {
    /// The type of each parameter, as a name such as `uuid`.
    package let parameters: [String]
    package let columns: [String]
}

extension Connection {
    /// Prepares a statement and says what the server makes of it.
    package func shape(of sql: String) throws(PostgresError) -> StatementShape {
        try flush()
        let types = try usableWire("describe").describe(sql)
        return StatementShape(
            parameters: try run(SelectTypeNames(types: types.parameters)),
            columns: try run(SelectTypeNames(types: types.columns)))
    }
}

extension Wire {
    fileprivate func describe(_ sql: String) throws(PostgresError) -> (parameters: [Oid], columns: [Oid]) {
        try outsidePipeline("describe") { session throws(PostgresError) in
            try answer(PQprepare(session, "", sql, 0, nil)) { _ in }
            var types: (parameters: [Oid], columns: [Oid]) = ([], [])
            try answer(PQdescribePrepared(session, "")) { result in
                types.parameters = (0..<PQnparams(result)).map { PQparamtype(result, $0) }
                types.columns = (0..<PQnfields(result)).map { PQftype(result, $0) }
            }
            return types
        }
    }

    private func answer(_ result: OpaquePointer?, _ read: (OpaquePointer) -> Void) throws(PostgresError) {
        guard let result else { throw lost("describe") }
        defer { PQclear(result) }
        if let report = ServerAnswer(result).report {
            throw PostgresError(report, statement: "describe", cancelRequested: false)
        }
        read(result)
    }
}

private struct SelectTypeNames: Statement {
    static let sql = """
        SELECT format_type(type::oid, NULL) FROM unnest($1::bigint[]) WITH ORDINALITY AS shape (type, place)
         ORDER BY place
        """
    let types: [Oid]
    var bindings: [SQLValue] { [.intArray(types.map(Int64.init))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.text(0) }
}
