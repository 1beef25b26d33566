import Foundation
import Postgres
import TestServers
import Testing

/// One database for the tests of this file, with a table to write to.
let noteSchema = [
    Migration(
        name: "v0001_create_note",
        sql: """
            CREATE SCHEMA claim_entry;
            CREATE TABLE claim_entry.note (
                id bigint PRIMARY KEY,
                body text NOT NULL CONSTRAINT note_short CHECK (length(body) < 50)
            );
            GRANT USAGE ON SCHEMA claim_entry TO service_app;
            GRANT SELECT, INSERT ON claim_entry.note TO service_app;
            """)
]

struct SelectNumber: Statement {
    static let sql = "SELECT $1::bigint + 1"
    let number: Int64
    var bindings: [SQLValue] { [.int(number)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

struct InsertNote: Command {
    static let sql = "INSERT INTO claim_entry.note (id, body) VALUES ($1, $2)"
    let id: Int64
    var body = "a note"
    var bindings: [SQLValue] { [.int(id), .text(body)] }
}

struct CountNotes: Statement {
    static let sql = "SELECT count(*) FROM claim_entry.note"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

struct Sleep: Command {
    static let sql = "SELECT pg_sleep($1)"
    let seconds: Double
    var bindings: [SQLValue] { [.double(seconds)] }
}

struct EndBackend: Command {
    static let sql = "SELECT pg_terminate_backend($1)"
    let backend: Int
    var bindings: [SQLValue] { [.int(Int64(backend))] }
}

struct CountBackends: Statement {
    static let sql = "SELECT count(*) FROM pg_stat_activity WHERE pid = $1"
    let backend: Int
    var bindings: [SQLValue] { [.int(Int64(backend))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

private func database() async throws -> TestDatabase {
    try await TestDatabase.make(service: "claim_entry", migrations: noteSchema)
}

@Test func aStatementReturnsItsRows() async throws {
    let connection = try await database().connect()

    #expect(try await connection.run(SelectNumber(number: 41)) == [42])
}

@Test func aStatementIsPreparedOnceAndRunsAgain() async throws {
    let connection = try await database().connect()

    for number in 0..<20 { #expect(try await connection.run(SelectNumber(number: Int64(number))) == [number + 1]) }
}

private struct EveryType: Statement {
    static let sql = """
        SELECT $1::boolean, $2::bigint, $3::float8, $4::text, $5::bytea, $6::uuid, $7::timestamptz, $8::date, $9::jsonb,
               $10::text[], $11::bigint[], $12::uuid[], $13::bytea[] = ARRAY['\\x00ff'::bytea, '\\x'],
               $14::boolean[] = ARRAY[true, false], $15::timestamptz[] = ARRAY[$7::timestamptz], $16::text
        """
    let bindings: [SQLValue]

    static func decode(_ row: borrowing Row) throws(PostgresError) -> [SQLValue] {
        [
            .bool(try row.bool(0)), .int(try row.int64(1)), .double(try row.double(2)), .text(try row.text(3)),
            .bytes(try row.bytes(4)), .uuid(try row.uuid(5)), .timestamp(try row.timestamp(6)),
            .date(try row.date(7)), .json(try row.json(8)), .textArray(try row.textArray(9)),
            .intArray(try row.intArray(10)), .uuidArray(try row.uuidArray(11)), .bool(try row.bool(12)),
            .bool(try row.bool(13)), .bool(try row.bool(14)), .optional(try row.optionalText(15)) { .text($0) },
        ]
    }
}

@Test func everyTypeGoesThereAndComesBack() async throws {
    let connection = try await database().connect()
    let (id, instant) = (UUID(), Date(timeIntervalSince1970: 1_782_200_700.123456))
    let sent: [SQLValue] = [
        .bool(true), .int(.min), .double(-0.5), .text("é\"\\'{},€"), .bytes([0, 1, 255]), .uuid(id),
        .timestamp(instant), .date("2024-02-29"), .json(#"{"a": 1}"#), .textArray(["", "a,b", "\"\\", "NULL"]),
        .intArray([1, -2, .max]), .uuidArray([id]),
    ]

    let rows = try await connection.run(
        EveryType(
            bindings: sent + [
                .bytesArray([[0, 255], []]), .boolArray([true, false]), .timestampArray([instant]), .null,
            ]))

    #expect(rows == [sent + [.bool(true), .bool(true), .bool(true), .null]])
}

private struct SelectSum: Statement {
    static let sql = "SELECT sum(n) FROM unnest($1::bigint[]) AS n"
    let numbers: [Int64]
    var bindings: [SQLValue] { [.intArray(numbers)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

private let sums: [[Int64]] = [[10_000], [100_000_000], [1, -3], [123_456_789_012, 1], [0]]

@Test(arguments: sums)
func aSumOfBigintsIsReadAsAnInteger(_ numbers: [Int64]) async throws {
    let connection = try await database().connect()

    #expect(try await connection.run(SelectSum(numbers: numbers)) == [Int(numbers.reduce(0, +))])
}

private struct SelectTextAsNumber: Statement {
    static let sql = "SELECT 'x'::text"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

@Test func aWrongTypeNamesTheStatementAndTheColumn() async throws {
    let connection = try await database().connect()

    let error = await #expect(throws: PostgresError.self) { try await connection.run(SelectTextAsNumber()) }

    #expect(error?.code == .decoding(column: 0, expected: "integer"))
    #expect(error?.statement == "SelectTextAsNumber")
    #expect(try await connection.run(SelectNumber(number: 1)) == [2])
}

@Test func constraintsAreNamedAndValuesAreNot() async throws {
    let database = try await database()
    let connection = try await database.connect()
    try await connection.run(InsertNote(id: 1))

    let twice = await #expect(throws: PostgresError.self) { try await connection.run(InsertNote(id: 1)) }
    let long = await #expect(throws: PostgresError.self) {
        try await connection.run(InsertNote(id: 2, body: String(repeating: "s", count: 60)))
    }

    #expect(twice?.code == .unique(constraint: "note_pkey"))
    #expect(long?.code == .check(constraint: "note_short"))
    #expect(long?.description.contains("ssss") == false)
}

@Test func aTextWithNulIsRefusedBeforeItIsSent() async throws {
    let connection = try await database().connect()

    let error = await #expect(throws: PostgresError.self) {
        try await connection.run(InsertNote(id: 1, body: "a\0b"))
    }

    #expect(error?.code == .other(sqlstate: "22021"))
}

@Test func aSlowStatementIsStoppedByItsTimeout() async throws {
    let connection = try await database().connect { $0.statementTimeout = .milliseconds(100) }

    let error = await #expect(throws: PostgresError.self) { try await connection.run(Sleep(seconds: 30)) }

    #expect(error?.code == .statementTimeout)
    #expect(try await connection.run(SelectNumber(number: 1)) == [2])
}

@Test func theRoleOfAServiceMayDoOnlyWhatIsGranted() async throws {
    let connection = try await database().connect()
    struct DeleteNotes: Command { static let sql = "DELETE FROM claim_entry.note" }

    let error = await #expect(throws: PostgresError.self) { try await connection.run(DeleteNotes()) }

    #expect(error?.code == .insufficientPrivilege)
}

@Test func theRoleOfAServiceIsRefusedInTheDatabaseOfAnother() async throws {
    let own = try await database()
    let other = try await TestDatabase.make(service: "validation", migrations: [])
    let url = own.appURL.replacingOccurrences(of: own.name, with: other.name)

    let error = await #expect(throws: PostgresError.self) {
        _ = try await Connection.open(ConnectionConfiguration(url: url))
    }

    #expect(error?.message.contains("permission denied for database") == true)
}

@Test func theSecondHostIsUsedWhenTheFirstDoesNotAnswer() async throws {
    let database = try await database()
    let url = database.appURL.replacingOccurrences(of: "@127.0.0.1:", with: "@127.0.0.1:1,127.0.0.1:")

    let connection = try await Connection.open(ConnectionConfiguration(url: url))

    #expect(try await connection.run(SelectNumber(number: 1)) == [2])
}

@Test func anEnqueuedErrorSurfacesAtTheNextRead() async throws {
    let connection = try await database().connect()
    try await connection.enqueue(InsertNote(id: 1))
    try await connection.enqueue(InsertNote(id: 1))

    let error = await #expect(throws: PostgresError.self) { try await connection.run(CountNotes()) }

    #expect(error?.code == .unique(constraint: "note_pkey"))
    #expect(error?.statement == "InsertNote")
    #expect(try await connection.run(CountNotes()) == [0])
}

@Test func thousandsOfEnqueuedStatementsTakeEffect() async throws {
    let connection = try await database().connect()

    try await connection.transaction { connection in
        for id in 0..<3000 { try connection.enqueue(InsertNote(id: Int64(id))) }
    }

    #expect(try await connection.run(CountNotes()) == [3000])
}

@Test func aTransactionThatThrowsKeepsNothing() async throws {
    let connection = try await database().connect()
    struct Refused: Error {}

    await #expect(throws: Refused.self) {
        try await connection.transaction { connection in
            try connection.run(InsertNote(id: 1))
            throw Refused()
        }
    }

    #expect(try await connection.run(CountNotes()) == [0])
}

@Test func aTransactionWhoseFailureWasSwallowedIsNotCommitted() async throws {
    let connection = try await database().connect()

    let error = await #expect(throws: PostgresError.self) {
        try await connection.transaction { connection in
            try connection.run(InsertNote(id: 1))
            do { try connection.run(InsertNote(id: 1)) } catch is PostgresError { return }
        }
    }

    #expect(error?.code == .unique(constraint: "note_pkey"))
    #expect(try await connection.run(CountNotes()) == [0])
}
