import Postgres
import TestServers
import Testing

private let first = Migration(name: "v0001_create_room", sql: "CREATE TABLE migrations.room (id int)")
private let second = Migration(name: "v0002_create_door", sql: "CREATE TABLE migrations.door (id int)")

private func database(_ migrations: [Migration]) async throws -> TestDatabase {
    try await TestDatabase.make(service: "assignment", migrations: migrations)
}

private func migrate(_ database: TestDatabase, _ migrations: [Migration]) async throws -> [String] {
    try await Migrator(url: database.migrateURL, migrations: migrations, ownerRole: "assignment_owner").run()
}

private func check(_ database: TestDatabase, _ migrations: [Migration]) async throws {
    try await database.withPool(size: 1) { pool in
        try await pool.withConnection { try Migrator.check(in: $0, expected: migrations) }
    }
}

@Test func onlyWhatIsMissingIsApplied() async throws {
    let database = try await database([first])

    #expect(try await migrate(database, [first, second]) == [second.name])
    #expect(try await migrate(database, [first, second]).isEmpty)
    try await check(database, [first, second])
}

@Test func anOlderSchemaIsRefusedWithTheNamesOfWhatIsMissing() async throws {
    let database = try await database([first])

    await #expect(throws: MigrationError.missing([second.name])) { try await check(database, [first, second]) }
}

@Test func anAlteredMigrationIsRefused() async throws {
    let database = try await database([first])
    let altered = Migration(name: first.name, sql: first.sql + " ")

    await #expect(throws: MigrationError.altered(first.name)) { try await check(database, [altered]) }
    await #expect(throws: MigrationError.altered(first.name)) { _ = try await migrate(database, [altered]) }
}

@Test func anUnknownMigrationIsRefused() async throws {
    let database = try await database([first, second])

    await #expect(throws: MigrationError.unknown(second.name)) { try await check(database, [first]) }
}

@Test func aMigrationThatFailsLeavesNothingBehindAndKeepsThoseBefore() async throws {
    let database = try await database([])
    let wrong = Migration(name: "v0002_fail", sql: "CREATE TABLE migrations.half (id int); SELECT nothing")

    let error = await #expect(throws: MigrationError.self) { _ = try await migrate(database, [first, wrong]) }

    #expect(error.map { "\($0)".contains("v0002_fail") } == true)
    try await check(database, [first])
}

@Test func twoMigratorsAtOnceApplyEachStepOnce() async throws {
    let database = try await database([])

    async let one = migrate(database, [first, second])
    async let other = migrate(database, [first, second])

    #expect(try await (one + other).sorted() == [first.name, second.name])
}
