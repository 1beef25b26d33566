import Postgres
import TestServers
import Testing
import TransactionalMessaging

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

/// The platform's steps and the service's own grow apart from each other: a database in use gets both.
@Test func aLaterStepOfThePlatformFollowsTheServicesOwn() async throws {
    let platform = Migration(name: "m0001_create_wall", sql: "CREATE TABLE migrations.wall (id int)")
    let database = try await database([platform, first])
    let later = Migration(name: "m0002_create_roof", sql: "CREATE TABLE migrations.roof (id int)")

    #expect(try await migrate(database, [platform, later, first, second]) == [later.name, second.name])
    try await check(database, [platform, later, first, second])
    // Within one series nothing comes between.
    let between = Migration(name: "v0001b_create_floor", sql: "CREATE TABLE migrations.floor (id int)")
    await #expect(throws: MigrationError.outOfOrder(second.name)) {
        _ = try await migrate(database, [platform, later, first, between, second])
    }
}

/// A message that waited when the outbox was taken apart still waits; one that was confirmed is not sent again.
@Test func messagesOnTheirWayOutliveTheMigrationOfTheOutbox() async throws {
    let all = MessagingMigrations.all
    let database = try await database(all.filter { $0.name < "m0003" })
    let administrator = try await database.administrator()
    try await administrator.script(
        """
        INSERT INTO msg.outbox (message_id, stream, number, type, body, body_sha256, state, attempts)
        SELECT gen_random_uuid(), 'claim/x', n, 'a.b.v1', '', decode(repeat('00', 32), 'hex'), state, n
          FROM (VALUES (1, 'confirmed'), (2, 'pending'), (3, 'confirmed')) AS facts (n, state)
        """)

    _ = try await migrate(database, all)

    #expect(try await administrator.run(SelectWaitingNumbers()) == [2])
    await administrator.close()
}

private struct SelectWaitingNumbers: Statement {
    static let sql = """
        SELECT number FROM msg.unconfirmed JOIN msg.outbox USING (position) WHERE attempts = number ORDER BY number
        """
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int64 { try row.int64(0) }
}
