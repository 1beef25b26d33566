import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

struct InsertDataKey: Command {
    static let sql = """
        INSERT INTO liquidation.data_key (owner_id, version, wrapping_version, wrapped)
        VALUES ($1, $2, $3, $4)
        """
    let owner: UUID
    let version: Int
    let wrapped: WrappedKey
    var bindings: [SQLValue] {
        [.uuid(owner), .int(Int64(version)), .int(Int64(wrapped.wrappingVersion)), .bytes(wrapped.bytes)]
    }
}

/// The latest data key of an owner.
struct SelectDataKey: Statement {
    static let sql = """
        SELECT version, wrapping_version, wrapped
          FROM liquidation.data_key
         WHERE owner_id = $1
         ORDER BY version DESC
         LIMIT 1
        """
    let owner: UUID
    var bindings: [SQLValue] { [.uuid(owner)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (version: Int, wrapped: WrappedKey) {
        (try row.int(0), WrappedKey(wrappingVersion: try row.int(1), bytes: try row.bytes(2)))
    }
}

/// Holds a payee while the bank details change; payments are established under the same row's share lock.
struct LockPayee: Statement {
    static let sql = """
        SELECT p.status, p.family_name, p.given_name,
               coalesce((SELECT max(d.version) FROM liquidation.bank_details d
                          WHERE d.participant_id = p.participant_id), 0)
          FROM liquidation.payee p
         WHERE p.participant_id = $1
           FOR UPDATE OF p
        """
    let participant: ParticipantID
    var bindings: [SQLValue] { [.uuid(participant.rawValue)] }
    static func decode(
        _ row: borrowing Row
    ) throws(PostgresError) -> (status: String, family: String, given: String, version: Int) {
        (try row.text(0), try row.text(1), try row.text(2), try row.int(3))
    }
}

/// The latest national number of a person, closed, with its key; no row when none was ever typed.
struct SelectKnownNationalNumber: Statement {
    static let sql = """
        SELECT d.national_number, d.key_version, k.wrapping_version, k.wrapped
          FROM liquidation.bank_details d
          JOIN liquidation.data_key k ON k.owner_id = d.participant_id AND k.version = d.key_version
         WHERE d.participant_id = $1 AND d.national_number IS NOT NULL
         ORDER BY d.version DESC
         LIMIT 1
        """
    let participant: ParticipantID
    var bindings: [SQLValue] { [.uuid(participant.rawValue)] }
    static func decode(
        _ row: borrowing Row
    ) throws(PostgresError) -> (sealed: [UInt8], keyVersion: Int, wrapped: WrappedKey) {
        (
            try row.bytes(0), try row.int(1),
            WrappedKey(wrappingVersion: try row.int(2), bytes: try row.bytes(3))
        )
    }
}

/// Bank details as they are kept: closed, but for what may be shown.
struct SealedBankDetails: Sendable {
    let participantID: ParticipantID
    let version: Int
    let keyVersion: Int
    let iban: [UInt8]
    let ibanIndex: [UInt8]
    let ibanMasked: String
    let holder: [UInt8]
    let bic: String?
    let nationalNumber: [UInt8]?
    let nationalNumberIndex: [UInt8]?
}

struct InsertBankDetails: Command {
    static let sql = """
        INSERT INTO liquidation.bank_details
               (participant_id, version, key_version, iban, iban_index, iban_masked, holder, bic, national_number,
                national_number_index, entered_by, entered_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """
    let details: SealedBankDetails
    let enteredBy: UUID
    let now: Date
    var bindings: [SQLValue] {
        [
            .uuid(details.participantID.rawValue), .int(Int64(details.version)), .int(Int64(details.keyVersion)),
            .bytes(details.iban), .bytes(details.ibanIndex), .text(details.ibanMasked), .bytes(details.holder),
            .optional(details.bic) { .text($0) }, .optional(details.nationalNumber) { .bytes($0) },
            .optional(details.nationalNumberIndex) { .bytes($0) }, .uuid(enteredBy), .timestamp(now),
        ]
    }
}

struct InsertBankDetailsRefusals: Command {
    static let sql = """
        INSERT INTO liquidation.bank_details_refusal (participant_id, version, code, refused_at)
        SELECT r.participant_id, r.version, r.code, $4
          FROM unnest($1::uuid[], $2::bigint[], $3::text[]) AS r (participant_id, version, code)
            ON CONFLICT (participant_id, version) DO NOTHING
        """
    let refusals: [(participant: ParticipantID, version: Int, code: String)]
    let now: Date
    var bindings: [SQLValue] {
        [
            .uuidArray(refusals.map(\.participant.rawValue)), .intArray(refusals.map { Int64($0.version) }),
            .textArray(refusals.map(\.code)), .timestamp(now),
        ]
    }
}

/// The transfers of some people that wait for the next bank file.
struct LockOrderedTransfers: Statement {
    static let sql = """
        SELECT payment_id, claim_id, track, liquidation, attempt, participant_id, amount_cents, state, revision,
               office
          FROM liquidation.payment
         WHERE participant_id = ANY ($1) AND track = 'travel' AND state = 'ordered'
         ORDER BY payment_id
           FOR UPDATE
        """
    let participants: [ParticipantID]
    var bindings: [SQLValue] { [.uuidArray(participants.map(\.rawValue))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Payment { try Payment.decode(row) }
}

/// The travel payments of a person that wait for bank details: blocked ones, and the last returned attempts.
struct LockWaitingPayments: Statement {
    static let sql = """
        SELECT p.payment_id, p.claim_id, p.track, p.liquidation, p.attempt, p.participant_id, p.amount_cents, p.state,
               p.revision, p.office
          FROM liquidation.payment p
         WHERE p.participant_id = $1 AND p.track = 'travel'
           AND (p.state = 'blocked'
                OR p.state = 'returned' AND NOT EXISTS (
                    SELECT FROM liquidation.payment n
                     WHERE n.claim_id = p.claim_id AND n.track = p.track AND n.liquidation = p.liquidation
                       AND n.attempt > p.attempt))
         ORDER BY p.payment_id
           FOR UPDATE OF p
        """
    let participant: ParticipantID
    var bindings: [SQLValue] { [.uuid(participant.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Payment { try Payment.decode(row) }
}
