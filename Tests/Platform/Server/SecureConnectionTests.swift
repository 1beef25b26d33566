import Postgres
import TestServers
import Testing

/// A cluster of our own, because the one that the environment names may not be encrypted.
private enum Secure {
    static let starting = Task { try await PostgresCluster(port: try FreePorts.find(1)[0]) }

    static func configuration(_ parameters: String, host: String = "localhost") async throws -> ConnectionConfiguration
    {
        let url = try await starting.value.adminURL.replacing("127.0.0.1", with: host)
        return ConnectionConfiguration(url: "\(url)?\(parameters)", applicationName: "secure")
    }

    static func authority() async throws -> String { try #require(await starting.value.authority).file }
}

private struct SelectIsEncrypted: Statement {
    static let sql = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Bool { try row.bool(0) }
}

@Test func aVerifiedConnectionIsEncrypted() async throws {
    let parameters = "sslmode=verify-full&sslrootcert=\(try await Secure.authority())"

    let connection = try await Connection.open(try await Secure.configuration(parameters))

    #expect(try await connection.run(SelectIsEncrypted()) == [true])
}

@Test func aServerOfAnotherAuthorityIsRefused() async throws {
    let parameters = "sslmode=verify-full&sslrootcert=\(try TestAuthority.stranger().file)"
    let configuration = try await Secure.configuration(parameters)

    let error = await #expect(throws: PostgresError.self) { try await Connection.open(configuration) }

    #expect(error?.code == .connectionLost)
    #expect(error?.message.contains("certificate verify failed") == true)
}

@Test func aServerUnderAnotherNameIsRefused() async throws {
    let parameters = "sslmode=verify-full&sslrootcert=\(try await Secure.authority())"
    let configuration = try await Secure.configuration(parameters, host: "127.0.0.1")

    let error = await #expect(throws: PostgresError.self) { try await Connection.open(configuration) }

    #expect(error?.message.contains("does not match host name") == true)
}
