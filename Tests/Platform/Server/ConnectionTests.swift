import Postgres
import TestServers
import Testing

struct SelectNumber: Statement {
    static let sql = "SELECT $1::bigint + 1"
    let number: Int64
    var bindings: [SQLValue] { [.int(number)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

@Test func aStatementReturnsItsRows() async throws {
    let database = try await TestDatabase.make(service: "claim_entry", migrations: [])
    let connection = try await database.connect()

    let rows = try await connection.run(SelectNumber(number: 41))

    #expect(rows == [42])
}
