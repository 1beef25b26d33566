public import Broker
import Contracts
import Foundation
public import Logging
public import Postgres

/// Publishes what the outbox holds, and marks what the broker has confirmed. One at a time by an advisory lock, which
/// only saves work: two at once, or one that dies anywhere, publish again, and every consumer knows what it has seen.
public final class OutboxRelay: Sendable {
    private let configuration: ConnectionConfiguration
    private let broker: BrokerConfiguration
    private let logger: Logger
    private let bell: AsyncStream<Void>
    private let ring: AsyncStream<Void>.Continuation

    /// - Parameter connection: the service's own database, of which the relay keeps one connection.
    public init(connection: ConnectionConfiguration, broker: BrokerConfiguration, logger: Logger) {
        (configuration, self.broker, self.logger) = (connection, broker, logger)
        (bell, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Messages may be waiting.
    public func wake() { ring.yield() }

    /// Runs until its task is cancelled; one batch of what is waiting then is published first.
    public func run() async {
        let ticking = Task {
            // Rows may wait that nobody rang for: of a process that died, or that failed before.
            while !Task.isCancelled {
                ring.yield()
                try await Task.sleep(for: .milliseconds(250))
            }
        }
        defer { ticking.cancel() }
        while !Task.isCancelled {
            do {
                try await lead()
            } catch {
                if Task.isCancelled { return }
                logger.warning("relay begins anew", metadata: ["error": "\(error)"])
                do { try await Task.sleep(for: .milliseconds(Int.random(in: 200...1000))) } catch { return }
            }
        }
    }

    private func lead() async throws {
        let connection = try await Connection.open(configuration)
        let publisher = Publisher(broker)
        do {
            try await publisher.connect()
            while !(try await connection.run(TryLeadership()).first ?? false) {
                try await Task.sleep(for: .seconds(1))
                try await publisher.connect()
            }
            try await relay(connection, publisher)
        } catch {
            await publisher.close()
            await connection.close()
            throw error
        }
        await publisher.close()
        await connection.close()
    }

    private static let shortestTurn = Duration.milliseconds(5)

    private func relay(_ connection: Connection, _ publisher: Publisher) async throws {
        var measured = ContinuousClock.now
        var began = measured - Self.shortestTurn
        for await _ in bell {
            // Under load many commits ring in a row: a short rest makes one batch of them. Alone, a message does not wait.
            let rest = Self.shortestTurn - (ContinuousClock.now - began)
            if rest > .zero { try? await Task.sleep(for: rest) }
            began = .now
            while try await relayBatch(connection, publisher) {}
            if ContinuousClock.now - measured > .seconds(5) {
                measured = .now
                // Also with nothing to send: whether the broker can be reached is known before it is needed.
                try await publisher.connect()
                if let lag = try await connection.run(SelectLag()).first {
                    MessagingMetrics.pending(lag.count, oldestSeconds: lag.oldestSeconds)
                }
            }
        }
        // In a task of its own, because this one has been told to end.
        _ = try await Task { try await self.relayBatch(connection, publisher) }.value
    }

    /// One batch; whether more may wait.
    private func relayBatch(_ connection: Connection, _ publisher: Publisher) async throws -> Bool {
        let rows = try await connection.run(SelectPending())
        guard !rows.isEmpty else { return false }
        CrashPoint.pass("relay.selected")
        let outcomes = try await publisher.publish(rows.map(\.message))
        CrashPoint.pass("relay.published")
        var confirmed: [Int64] = []
        var failed: [(position: Int64, error: String)] = []
        var mustPause = false
        for (row, outcome) in zip(rows, outcomes) {
            switch outcome {
            case .confirmed: confirmed.append(row.position)
            case .returned: failed.append((row.position, "\(outcome)"))
            case .nacked:
                failed.append((row.position, "\(outcome)"))
                mustPause = true
            // The connection ended, or publishers are blocked: nothing is wrong with the message.
            case .unknown, .unsent: mustPause = true
            }
        }
        try await connection.run(MarkConfirmed(positions: confirmed))
        CrashPoint.pass("relay.marked")
        MessagingMetrics.published(confirmed.count, failed.count)
        if mustPause { try await Task.sleep(for: .milliseconds(500)) }
        guard let first = failed.first else { return mustPause || rows.count == SelectPending.limit }
        try await connection.run(
            MarkFailed(positions: failed.map(\.position), error: String(first.error.prefix(200))))
        logger.warning(
            "the broker did not take all",
            metadata: ["failed": "\(failed.count)", "first": "\(first.error.prefix(200))"])
        return true
    }
}

private struct PendingRow: Sendable {
    let position: Int64
    let message: OutgoingMessage
}

private struct TryLeadership: Statement {
    static let sql = "SELECT pg_try_advisory_lock(7301427)"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Bool { try row.bool(0) }
}

/// Unconfirmed is a set of rows and not "after the last one I saw": a smaller position may be committed later.
private struct SelectPending: Statement {
    static let limit = 500
    static let sql = """
        SELECT next.position, message_id, type, body, body_sha256
          FROM (SELECT position FROM msg.unconfirmed
                 WHERE retry_at IS NULL OR retry_at <= clock_timestamp()
                 ORDER BY position LIMIT 500) AS next
         CROSS JOIN LATERAL (SELECT * FROM msg.outbox WHERE position = next.position LIMIT 1) AS message
         ORDER BY next.position
        """
    static func decode(_ row: borrowing Row) throws(PostgresError) -> PendingRow {
        let type = try row.text(2)
        var message = OutgoingMessage(
            exchange: String(type.prefix { $0 != "." }), routingKey: type,
            messageID: try row.uuid(1).uuidString.lowercased(), body: try row.bytes(3))
        message.contentType = Envelope.contentType
        message.headers = ["sha256": .text(QueueBinding.hexadecimal(try row.bytes(4)))]
        return PendingRow(position: try row.int64(0), message: message)
    }
}

private struct MarkConfirmed: Command {
    static let sql = """
        DELETE FROM msg.unconfirmed AS known
         USING unnest($1::bigint[]) AS confirmed (position) WHERE known.position = confirmed.position
        """
    let positions: [Int64]
    var bindings: [SQLValue] { [.intArray(positions)] }
}

/// They stay pending for ever, with growing pauses, so that a message without a queue does not stand before the others.
private struct MarkFailed: Command {
    static let sql = """
        UPDATE msg.unconfirmed
           SET attempts = attempts + 1, last_error = $2,
               retry_at = clock_timestamp() + make_interval(secs => least(30, 0.5 * 2 ^ least(attempts, 10)))
         WHERE position = ANY ($1)
        """
    let positions: [Int64]
    let error: String
    var bindings: [SQLValue] { [.intArray(positions), .text(error)] }
}

private struct SelectLag: Statement {
    static let sql = """
        SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float8
          FROM msg.unconfirmed JOIN msg.outbox USING (position)
        """
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (count: Int, oldestSeconds: Double) {
        (try row.int(0), try row.double(1))
    }
}
