import Contracts
import Crypto
import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// Why an act on a batch is refused; each is said to the paymaster in French.
enum BatchRefusal: Error, Equatable {
    case notFound
    /// Two people: who built the file cannot release it.
    case samePerson
    case wrongState(Batch.State)
    /// The bank would no longer take the day: give the file up and build another.
    case dayPassed(CalendarDay)

    var sentence: String {
        switch self {
        case .notFound: "Ce lot n'existe pas."
        case .samePerson: "Vous avez constitué ce lot : une autre personne doit le libérer."
        case .wrongState: "L'état du lot a changé entre-temps : relisez la page."
        case .dayPassed: "Le jour d'exécution est passé : abandonnez ce lot et constituez-en un autre."
        }
    }
}

/// What people do with a file once it is built.
struct BatchActs {
    let ring: KeyRing
    let actor: UUID
    let now: Date
    let today: CalendarDay
    /// A batch that reaches beyond it does not exist for the actor.
    let perimeter: Perimeter

    func release(_ batchID: UUID, in connection: isolated Connection) throws {
        let batch = try lock(batchID, in: connection, allowed: [.built])
        guard batch.builtBy != actor else { throw BatchRefusal.samePerson }
        guard batch.executionDay >= today else { throw BatchRefusal.dayPassed(batch.executionDay) }
        try connection.execute(ReleaseBatchRow(batchID: batchID, by: actor, now: now))
        try move(batch, .release, in: connection)
    }

    /// Before the release only: nobody can have the file.
    func giveUp(_ batchID: UUID, in connection: isolated Connection) throws -> [any Message] {
        let batch = try lock(batchID, in: connection, allowed: [.built])
        try connection.execute(UpdateBatchState(batchID: batchID, state: .givenUp))
        let left = try move(batch, .leaveFile, in: connection)
        try connection.execute(ClearFile(batchID: batchID))
        let people = Set(left.map(\.participantID))
        _ = try connection.run(KeepPayees(participants: people.sorted()))
        return try BlockTransfers(actor: actor.uuidString.lowercased(), now: now).block(people, in: connection)
    }

    /// Somebody has given the file to the bank and says so.
    func declareSent(_ batchID: UUID, in connection: isolated Connection) throws -> [any Message] {
        let batch = try lock(batchID, in: connection, allowed: [.released, .unknown])
        try connection.execute(UpdateBatchState(batchID: batchID, state: .sent, sentBy: actor, sentAt: now))
        return try move(batch, .send, in: connection).map {
            PaymentSent(payment: $0.reference, expectedOn: batch.executionDay, sentAt: Instant(now))
        }
    }

    /// Nobody can tell whether the bank has it: from here only an answer, or the identical file, leads on.
    func declareUnknown(_ batchID: UUID, in connection: isolated Connection) throws {
        let batch = try lock(batchID, in: connection, allowed: [.released])
        try connection.execute(UpdateBatchState(batchID: batchID, state: .unknown))
        try move(batch, .loseSight, in: connection)
    }

    /// The bytes of a released file: always the same, checked against the hash taken when it was built.
    func file(_ batchID: UUID, in connection: isolated Connection) throws -> [UInt8] {
        guard let batch = try connection.run(SelectBatch(batchID: batchID)).first, perimeter.covers(batch.offices)
        else { throw BatchRefusal.notFound }
        guard let kept = try connection.run(SelectBatchFile(batchID: batchID)).first else {
            throw BatchRefusal.wrongState(batch.state)
        }
        let key = try DataKey(owner: batchID, version: kept.keyVersion, wrapped: kept.wrapped, ring: ring)
        let bytes = try key.open(kept.file, table: "batch", column: "file")
        guard Array(SHA256.hash(data: bytes)) == kept.sha256 else { throw VaultProblem.cannotOpen }
        return bytes
    }

    private func lock(
        _ batchID: UUID, in connection: isolated Connection, allowed: [Batch.State]
    ) throws -> Batch {
        guard let batch = try connection.run(LockBatch(batchID: batchID, messageID: nil)).first,
            perimeter.covers(batch.offices)
        else { throw BatchRefusal.notFound }
        guard allowed.contains(batch.state) else { throw BatchRefusal.wrongState(batch.state) }
        return batch
    }

    /// Moves every payment that the step still concerns: after an unknown sending some may already be answered.
    @discardableResult
    private func move(
        _ batch: Batch, _ step: PaymentStep, in connection: isolated Connection
    ) throws -> [Payment] {
        let payments = try connection.run(LockBatchPayments(batchID: batch.batchID)).map(\.payment)
        let changes = payments.filter { $0.state.after(step) != nil }.map { PaymentChange($0, step) }
        return try PaymentMoves(actor: actor.uuidString.lowercased(), now: now).apply(changes, in: connection)
    }
}
