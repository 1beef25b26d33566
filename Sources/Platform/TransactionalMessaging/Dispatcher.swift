public import Broker
import Contracts
import Foundation
public import Logging
public import Postgres

/// Consumes one queue: each fact has its effect once, in the order of its stream, in one transaction with the memory
/// of having been handled. The broker hears "done" after the commit, never before.
public final class Dispatcher: Sendable {
    private let binding: QueueBinding
    private let pool: Pool
    private let broker: BrokerConfiguration
    private let logger: Logger
    private let wake: @Sendable () -> Void
    private let policy: RetryPolicy

    /// - Parameter wake: told after each commit that messages may be waiting in the outbox.
    public init(
        _ binding: QueueBinding, pool: Pool, broker: BrokerConfiguration, logger: Logger,
        wake: @escaping @Sendable () -> Void, policy: RetryPolicy = RetryPolicy()
    ) {
        (self.binding, self.pool, self.broker, self.policy) = (binding, pool, broker, policy)
        self.wake = wake
        var logger = logger
        logger[metadataKey: "queue"] = "\(binding.queue)"
        self.logger = logger
    }

    /// Runs until its task is cancelled; a batch under way is finished.
    public func run() async {
        let consumer = Consumer(broker, queue: binding.queue)
        let deadLetters = Consumer(
            broker.named(broker.connectionName + " dead"), queue: binding.queue + ".dead", batchLimit: 20)
        await withDiscardingTaskGroup { group in
            group.addTask { await consumer.run { await self.settle($0) } }
            group.addTask { await deadLetters.run { await self.bury($0) } }
            group.addTask { await self.retryHeld() }
        }
    }

    // MARK: Arrivals

    private func settle(_ batch: Batch) async -> BatchVerdict {
        CrashPoint.pass("consumer.received")
        var arrivals: [Arrival] = []
        var unreadable: [Unreadable] = []
        for delivery in batch.deliveries {
            do { arrivals.append(try binding.read(delivery)) } catch { unreadable.append(error) }
        }
        let (taken, parking) = (arrivals, unreadable)
        for turn in 0..<6 {
            do {
                try await commit { transaction, connection in
                    try transaction.take(taken, parking: parking, in: connection)
                }
                CrashPoint.pass("consumer.committed")
                return .acknowledge
            } catch let error as PostgresError where Self.mayPass(error) {
                // Also after a commit whose answer was lost: what it did take is known by the inbox.
                logger.warning("batch tried again", metadata: ["error": "\(error)"])
                await pause(milliseconds: 50 << turn)
            } catch {
                logger.warning("batch taken apart", metadata: ["error": "\(Self.kind(error))"])
                return await settleOneByOne(taken, parking)
            }
        }
        return .redeliver
    }

    private func settleOneByOne(_ arrivals: [Arrival], _ parking: [Unreadable]) async -> BatchVerdict {
        do {
            try await commit { transaction, connection in
                for message in parking { try transaction.park(message, in: connection) }
            }
            for arrival in arrivals {
                do {
                    try await commit { try $0.takeAlone(arrival, in: $1) }
                } catch let error as PostgresError where Self.mayPass(error) {
                    throw error
                } catch {
                    try await setAside(arrival, error, failures: 1)
                }
            }
            return .acknowledge
        } catch {
            logger.warning("batch goes back to the broker", metadata: ["error": "\(Self.kind(error))"])
            await pause(milliseconds: 500)
            return .redeliver
        }
    }

    /// Holds a fact that failed until its next try, or parks it.
    private func setAside(_ arrival: Arrival, _ error: any Error, failures: Int) async throws {
        let reason = Self.kind(error)
        let delay = error is Unprocessable ? nil : policy.delaySeconds(after: failures)
        logger.warning(
            delay == nil ? "message parked" : "message held",
            metadata: ["message": "\(arrival.envelope.id)", "type": "\(arrival.envelope.type)", "error": "\(reason)"])
        try await commit { transaction, connection in
            if failures == 1, try transaction.remember([arrival], in: connection).isEmpty { return }
            if let delay {
                try connection.enqueue(
                    InsertHeld(
                        queue: transaction.binding.queue, arrival: arrival, reason: "retry", attempts: failures,
                        delaySeconds: delay, error: reason))
            } else {
                try transaction.park(arrival, reason, in: connection)
                try connection.enqueue(DeleteHeld(queue: transaction.binding.queue, ids: [arrival.envelope.id]))
            }
        }
    }

    /// What the broker itself gave up: parked, so that a person sees it.
    private func bury(_ batch: Batch) async -> BatchVerdict {
        let messages = batch.deliveries.map { delivery in
            Unreadable(
                messageID: delivery.messageID.flatMap(UUID.init(uuidString:)), type: delivery.properties.type,
                body: delivery.body, hash: MessageCoding.sha256(delivery.body),
                reason: "the broker gave up delivering it")
        }
        do {
            try await commit { transaction, connection in
                for message in messages { try transaction.park(message, in: connection) }
            }
            return .acknowledge
        } catch {
            await pause(milliseconds: 1000)
            return .redeliver
        }
    }

    // MARK: Held facts

    private func retryHeld() async {
        let queue = binding.queue
        while !Task.isCancelled {
            do {
                let due = try await pool.withConnection { try $0.run(SelectHeldDue(queue: queue)) }
                for held in due { try await retry(held) }
                if due.isEmpty { await pause(milliseconds: 500) }
            } catch {
                if !Task.isCancelled { logger.warning("held facts wait", metadata: ["error": "\(Self.kind(error))"]) }
                await pause(milliseconds: 1000)
            }
        }
    }

    private func retry(_ held: HeldFact) async throws {
        let arrival: Arrival
        do {
            arrival = try binding.read(held.body, type: nil)
        } catch {
            let message = error
            try await commit { transaction, connection in
                try transaction.park(message, in: connection)
                try connection.enqueue(DeleteHeld(queue: transaction.binding.queue, ids: [held.messageID]))
            }
            return
        }
        do {
            try await commit { transaction, connection in
                let lock = LockHeld(queue: transaction.binding.queue, id: held.messageID)
                guard !(try connection.run(lock).isEmpty) else { return }
                try transaction.apply([arrival], held: [held.messageID], drainingEarly: false, in: connection)
                try transaction.release(after: arrival, in: connection)
            }
        } catch let error as PostgresError where Self.mayPass(error) {
            throw error
        } catch {
            try await setAside(arrival, error, failures: max(held.attempts, 1) + 1)
        }
    }

    // MARK: Helpers

    private func commit(
        _ body: @Sendable (InboxTransaction, isolated Connection) throws -> Void
    ) async throws {
        let transaction = InboxTransaction(binding: binding, now: Date())
        let queue = binding.queue
        try await pool.transaction { connection in
            try connection.enqueue(LockQueue(queue: queue))
            try body(transaction, connection)
            // What is enqueued travels with the commit, but for a test that dies between the two.
            if CrashPoint.isArmed { try connection.flush() }
            CrashPoint.pass("consumer.applied")
        }
        wake()
    }

    private static func mayPass(_ error: PostgresError) -> Bool {
        error.isTransient || error.code == .commitOutcomeUnknown
    }

    /// What went wrong, without values.
    private static func kind(_ error: any Error) -> String {
        switch error {
        case let error as Unprocessable: error.reason
        case let error as PostgresError: error.description
        default: "\(type(of: error))"
        }
    }

    private func pause(milliseconds: Int) async {
        // A cancelled pause ends at once, and so does the loop around it.
        do { try await Task.sleep(for: .milliseconds(milliseconds)) } catch { return }
    }
}
