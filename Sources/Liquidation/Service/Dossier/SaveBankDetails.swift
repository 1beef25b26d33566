import Contracts
import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// Keeps checked bank details as a new version, and orders what waited for them.
struct SaveBankDetails {
    let ring: KeyRing
    let now: Date

    /// - Parameter enteredBy: the account of the person who typed them.
    /// - Throws: `PayeeMissing` for somebody whom assignment has not announced.
    func save(
        _ details: BankDetails, of participant: ParticipantID, enteredBy: UUID, in connection: isolated Connection
    ) throws -> [any Message] {
        guard let payee = try connection.run(LockPayee(participant: participant)).first else {
            throw PayeeMissing(participant: participant)
        }
        let key = try dataKey(of: participant.rawValue, in: connection)
        var details = details
        if details.nationalNumber == nil {
            details.nationalNumber = try knownNumber(of: participant, in: connection)
        }
        let sealed = try seal(details, of: participant, version: payee.version + 1, key)
        try connection.execute(InsertBankDetails(details: sealed, enteredBy: enteredBy, now: now))
        let ordered = try orderWaiting(of: participant, actor: enteredBy, in: connection)
        let assessed = DossierAssessed(participantID: participant, complete: true, assessedAt: Instant(now))
        return [assessed] + ordered
    }

    /// The person's data key; made at the first entry.
    private func dataKey(of owner: UUID, in connection: isolated Connection) throws -> DataKey {
        if let known = try connection.run(SelectDataKey(owner: owner)).first {
            return try DataKey(owner: owner, version: known.version, wrapped: known.wrapped, ring: ring)
        }
        let key = DataKey(owner: owner, version: 1)
        try connection.execute(InsertDataKey(owner: owner, version: 1, wrapped: try key.wrapped(by: ring)))
        return key
    }

    /// The number typed before; it stays true when only the account changes.
    private func knownNumber(
        of participant: ParticipantID, in connection: isolated Connection
    ) throws -> NationalNumber? {
        guard let kept = try connection.run(SelectKnownNationalNumber(participant: participant)).first else {
            return nil
        }
        let key = try DataKey(owner: participant.rawValue, version: kept.keyVersion, wrapped: kept.wrapped, ring: ring)
        let bytes = try key.open(kept.sealed, table: "bank_details", column: "national_number")
        return try NationalNumber(typed: String(decoding: bytes, as: UTF8.self))
    }

    private func seal(
        _ details: BankDetails, of participant: ParticipantID, version: Int, _ key: DataKey
    ) throws -> SealedBankDetails {
        func closed(_ text: String, _ column: String) throws -> [UInt8] {
            try key.seal(Array(text.utf8), table: "bank_details", column: column)
        }
        let number = details.nationalNumber?.compact
        return SealedBankDetails(
            participantID: participant, version: version, keyVersion: key.version,
            iban: try closed(details.iban.electronic, "iban"),
            ibanIndex: ring.blindIndex(details.iban.electronic, of: "iban"), ibanMasked: details.iban.masked,
            holder: try closed(details.holder.text, "holder"), bic: details.bic?.code,
            nationalNumber: try number.map { try closed($0, "national_number") },
            nationalNumberIndex: number.map { ring.blindIndex($0, of: "national_number") })
    }

    /// Unblocks what was blocked, and orders anew what had come back.
    private func orderWaiting(
        of participant: ParticipantID, actor: UUID, in connection: isolated Connection
    ) throws -> [any Message] {
        let waiting = try connection.run(LockWaitingPayments(participant: participant))
        let moves = PaymentMoves(actor: actor.uuidString.lowercased(), now: now)
        let unblocked = try moves.apply(
            waiting.filter { $0.state == .blocked }.map { PaymentChange($0, .unblock) }, in: connection)
        let anew = waiting.filter { $0.state == .returned }.map { $0.nextAttempt(state: .ordered) }
        try NewAttempts(actor: moves.actor, now: now).write(anew, in: connection)
        return (unblocked + anew).map {
            PaymentOrdered(payment: $0.reference, expectedOn: nil, orderedAt: Instant(now))
        }
    }
}
