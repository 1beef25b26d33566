import Foundation

/// Where a connection goes and how long it waits. `description` shows no password.
public struct ConnectionConfiguration: Sendable {
    /// Any libpq address: `postgresql://user@host1,host2:5433/database?sslmode=verify-full&sslrootcert=…` or
    /// `host=/run/postgresql dbname=…`. With several hosts, `target_session_attrs=read-write` finds the primary.
    /// What it says wins over the defaults below.
    public var url: String
    /// A file with the password alone, read anew for every connection, so that it can be changed under load.
    public var passwordFile: String?
    /// What `pg_stat_activity` shows.
    public var applicationName: String
    /// For each host.
    public var connectTimeoutSeconds: Int
    /// Zero: unlimited, as are the next two.
    public var statementTimeout: Duration
    public var lockTimeout: Duration
    public var idleInTransactionTimeout: Duration
    /// How long sent bytes may stay unacknowledged by the other machine.
    public var tcpUserTimeout: Duration
    /// Statements beyond this number are prepared at each use; bounds the memory of the server process.
    public var preparedStatementLimit: Int

    public init(
        url: String, passwordFile: String? = nil, applicationName: String = "exam-claims"
    ) {
        self.url = url
        self.passwordFile = passwordFile
        self.applicationName = applicationName
        connectTimeoutSeconds = 5
        statementTimeout = .seconds(5)
        lockTimeout = .seconds(2)
        idleInTransactionTimeout = .seconds(10)
        tcpUserTimeout = .seconds(10)
        preparedStatementLimit = 500
    }
}

extension ConnectionConfiguration {
    /// libpq keywords in order: a later one wins, and `dbname` is expanded where it stands.
    func parameters() throws(PostgresError) -> [(keyword: String, value: String)] {
        var parameters = [
            ("application_name", applicationName),
            ("connect_timeout", String(connectTimeoutSeconds)),
            ("keepalives", "1"), ("keepalives_idle", "5"), ("keepalives_interval", "2"), ("keepalives_count", "3"),
            ("tcp_user_timeout", String(tcpUserTimeout.milliseconds)),
            ("gssencmode", "disable"),
            ("dbname", url),
            ("client_encoding", "UTF8"),
        ]
        if let passwordFile { parameters.append(("password", try Self.password(in: passwordFile))) }
        return parameters.map { (keyword: $0.0, value: $0.1) }
    }

    /// What a new session is told before anything else.
    var sessionSettings: String {
        """
        SET statement_timeout = \(statementTimeout.milliseconds);
        SET lock_timeout = \(lockTimeout.milliseconds);
        SET idle_in_transaction_session_timeout = \(idleInTransactionTimeout.milliseconds);
        SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET client_min_messages = 'warning'
        """
    }

    private static func password(in file: String) throws(PostgresError) -> String {
        do {
            return try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .newlines)
        } catch {
            throw PostgresError(
                code: .connectionLost, statement: "connect", message: "cannot read the password file \(file): \(error)")
        }
    }
}

extension ConnectionConfiguration: CustomStringConvertible {
    public var description: String { "\(applicationName) to \(Conninfo(url).withoutPassword)" }
}

extension Duration {
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
