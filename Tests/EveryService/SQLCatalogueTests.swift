import Postgres
import ServiceRuntime
import TestServers
import Testing
import TransactionalMessaging

/// Every statement of every service against the schema that its migrations make: it is understood, it binds what it
/// names, it decodes what it gets, and the service's role may run it.
struct SQLCatalogueTests {
    private static let folders: [(service: ServiceUnderTest, folder: String)] = [
        (Services.assignment, "Sources/Assignment/Service"), (Services.claimEntry, "Sources/ClaimEntry/Service"),
        (Services.validation, "Sources/Validation/Service"), (Services.liquidation, "Sources/Liquidation/Service"),
        (Services.portal, "Sources/Portal/Service"),
        (Services.validation, "Sources/Platform/TransactionalMessaging"),
    ]

    @Test(arguments: folders.indices) func everyStatementFitsItsSchemaAndItsRights(_ index: Int) async throws {
        let (service, folder) = Self.folders[index]
        let statements = try WrittenStatement.all(in: folder)
        let written = try SourceText.files(below: folder).joined().matches(of: /static let sql =/).count
        let database = try await TestDatabase.make(
            service: service.assembly.database, migrations: MessagingMigrations.all + service.assembly.migrations)
        let connection = try await database.connect()

        #expect(statements.count == written && written > 5, "a statement of \(folder) is not found by this test")
        for statement in statements {
            for fault in await faults(of: statement, on: connection) {
                Issue.record("\(folder), \(statement): \(fault)")
            }
        }
    }

    @Test func aStatementThatDoesNotFitIsCaught() async throws {
        let database = try await TestDatabase.make(service: "validation", migrations: MessagingMigrations.all)
        let connection = try await database.connect()
        let spoiled = [
            "SELECT no_such_column FROM msg.held": "no_such_column", "DELETE FROM msg.inbox": "permission denied",
            "SELECT queue FROM msg.held WHERE number = $1": "binds 0 of 1",
        ]

        for (sql, complaint) in spoiled {
            let statement = WrittenStatement(name: "Spoiled", sql: sql, bindings: 0, reads: [])
            let faults = await faults(of: statement, on: connection)
            #expect(faults.contains { $0.contains(complaint) }, "\(sql): \(faults)")
        }
        let misread = WrittenStatement(
            name: "Misread", sql: "SELECT queue FROM msg.held", bindings: 0,
            reads: [.init(kind: "int64", column: 0), .init(kind: "text", column: 1)])
        #expect(await faults(of: misread, on: connection).count == 2)
    }

    private func faults(of statement: WrittenStatement, on connection: Connection) async -> [String] {
        do {
            let shape = try await connection.shape(of: statement.sql)
            var faults = statement.reads.compactMap { $0.fault(shape.columns) }
            if let bindings = statement.bindings, bindings != shape.parameters.count {
                faults.append("binds \(bindings) of \(shape.parameters.count) parameters")
            }
            try await explain(statement.sql, shape, on: connection)
            return faults
        } catch {
            return ["\(error)"]
        }
    }

    /// The server checks the rights when it would begin to run the statement, which it then does not.
    private func explain(_ sql: String, _ shape: StatementShape, on connection: Connection) async throws {
        let values = shape.parameters.map { "NULL::\($0)" }.joined(separator: ", ")
        try await connection.script("PREPARE checked AS \(sql)")
        let run = shape.parameters.isEmpty ? "checked" : "checked (\(values))"
        let explained = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains {
            sql.drop { $0.isWhitespace }.uppercased().hasPrefix($0)
        }
        do {
            if explained { try await connection.script("EXPLAIN EXECUTE \(run)") }
            try await connection.script("DEALLOCATE checked")
        } catch {
            try await connection.script("DEALLOCATE checked")
            throw error
        }
    }
}
