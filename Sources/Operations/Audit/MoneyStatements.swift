import Foundation
import Postgres

/// What one liquidation owes on one track, twice: as its head says, and as the sum of its lines.
struct OwedAmount: Sendable {
    let claim: UUID
    let track: String
    let liquidation: Int64
    let cents: Int64
    let lineCents: Int64
}

struct SelectOwedAmounts: Statement {
    static let sql = """
        SELECT l.claim_id, t.track, l.number, t.cents,
               coalesce((SELECT sum(e.amount_cents)::bigint FROM liquidation.established_line e
                          WHERE e.claim_id = l.claim_id AND e.number = l.number AND e.track = t.track), 0)
          FROM liquidation.liquidation l
         CROSS JOIN LATERAL (VALUES ('indemnity', l.indemnity_cents), ('travel', l.travel_cents)) AS t (track, cents)
        """
    static func decode(_ row: borrowing Row) throws(PostgresError) -> OwedAmount {
        OwedAmount(
            claim: try row.uuid(0), track: try row.text(1), liquidation: try row.int64(2), cents: try row.int64(3),
            lineCents: try row.int64(4))
    }
}

struct AuditedPayment: Sendable {
    let id: UUID
    let claim: UUID
    let track: String
    let liquidation: Int64
    let attempt: Int64
    let cents: Int64
    let state: String
    let endToEndID: String
    let batch: UUID?
    /// Whether its last recorded event says the same as the payment.
    let agreesWithHistory: Bool
    /// What the payroll has reported and liquidation recorded.
    let reports: [String]
    /// Whether it was reported as paid after it had come back, and nobody has yet found out what is true.
    let isContested: Bool
}

struct SelectPayments: Statement {
    static let sql = """
        SELECT p.payment_id, p.claim_id, p.track, p.liquidation, p.attempt, p.amount_cents, p.state,
               p.end_to_end_id, p.batch_id,
               coalesce((SELECT e.state = p.state AND e.revision = p.revision FROM liquidation.payment_event e
                          WHERE e.payment_id = p.payment_id ORDER BY e.revision DESC LIMIT 1), false),
               ARRAY(SELECT r.effect FROM liquidation.payroll_report r WHERE r.payment_id = p.payment_id ORDER BY number),
               EXISTS (SELECT FROM liquidation.incident i
                        WHERE i.payment_id = p.payment_id AND i.resolved_at IS NULL)
          FROM liquidation.payment p
        """
    static func decode(_ row: borrowing Row) throws(PostgresError) -> AuditedPayment {
        AuditedPayment(
            id: try row.uuid(0), claim: try row.uuid(1), track: try row.text(2), liquidation: try row.int64(3),
            attempt: try row.int64(4), cents: try row.int64(5), state: try row.text(6), endToEndID: try row.text(7),
            batch: try row.optionalUUID(8), agreesWithHistory: try row.bool(9), reports: try row.textArray(10),
            isContested: try row.bool(11))
    }
}

/// What one account carries for one claim.
struct CarriedAmount: Sendable {
    let claim: UUID
    let account: String
    let cents: Int64
}

struct SelectCarriedAmounts: Statement {
    static let sql = "SELECT claim_id, account, sum(cents)::bigint FROM liquidation.entry GROUP BY claim_id, account"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> CarriedAmount {
        CarriedAmount(claim: try row.uuid(0), account: try row.text(1), cents: try row.int64(2))
    }
}

/// The causes whose entries do not sum to zero.
struct SelectUnbalancedCauses: Statement {
    static let sql = "SELECT cause FROM liquidation.entry GROUP BY cause HAVING sum(cents) <> 0"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> UUID { try row.uuid(0) }
}

/// An instruction to the payroll, as it was put into the outbox.
struct SentInstruction: Sendable {
    let payment: UUID
    let cents: Int64
}

struct SelectInstructions: Statement {
    static let sql = """
        SELECT (body ->> 'paymentID')::uuid, (body ->> 'amountCents')::bigint
          FROM (SELECT convert_from(body, 'UTF8')::jsonb -> 'data' AS body FROM msg.outbox
                 WHERE type = 'liquidation.indemnity-instructed.v1') AS instruction
        """
    static func decode(_ row: borrowing Row) throws(PostgresError) -> SentInstruction {
        SentInstruction(payment: try row.uuid(0), cents: try row.int64(1))
    }
}

struct AuditedBatch: Sendable {
    let id: UUID
    let messageID: String
    let state: String
    let transfers: Int64
    let cents: Int64
    let fileHash: [UInt8]
}

struct SelectBatches: Statement {
    static let sql = "SELECT batch_id, message_id, state, transfers, total_cents, file_sha256 FROM liquidation.batch"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> AuditedBatch {
        AuditedBatch(
            id: try row.uuid(0), messageID: try row.text(1), state: try row.text(2), transfers: try row.int64(3),
            cents: try row.int64(4), fileHash: try row.bytes(5))
    }
}
