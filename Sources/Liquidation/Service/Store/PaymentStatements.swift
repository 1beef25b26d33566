import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// One payment order, as it is kept.
struct Payment: Sendable {
    let paymentID: PaymentID
    let claimID: ClaimID
    let track: Track
    let liquidation: Int
    let attempt: Int
    let participantID: ParticipantID
    let amount: Money
    var state: PaymentState
    var revision: Int
    /// The office that certified the facts.
    let office: String

    /// The reference on bank files: the identifier without strokes, 32 characters.
    var endToEndID: String { paymentID.rawValue.uuidString.replacing("-", with: "") }
}

struct InsertPayments: Command {
    static let sql = """
        INSERT INTO liquidation.payment
               (payment_id, claim_id, track, liquidation, attempt, participant_id, amount_cents, end_to_end_id, state,
                office, ordered_at, changed_at)
        SELECT p.payment_id, p.claim_id, p.track, p.liquidation, p.attempt, p.participant_id, p.amount,
               p.end_to_end_id, p.state, p.office, $11, $11
          FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::uuid[], $7::bigint[],
                      $8::text[], $9::text[], $10::text[])
            AS p (payment_id, claim_id, track, liquidation, attempt, participant_id, amount, end_to_end_id, state,
                  office)
        """
    let payments: [Payment]
    let now: Date
    var bindings: [SQLValue] {
        [
            .uuidArray(payments.map(\.paymentID.rawValue)), .uuidArray(payments.map(\.claimID.rawValue)),
            .textArray(payments.map(\.track.rawValue)), .intArray(payments.map { Int64($0.liquidation) }),
            .intArray(payments.map { Int64($0.attempt) }), .uuidArray(payments.map(\.participantID.rawValue)),
            .intArray(payments.map(\.amount.cents)), .textArray(payments.map(\.endToEndID)),
            .textArray(payments.map(\.state.rawValue)), .textArray(payments.map(\.office)), .timestamp(now),
        ]
    }
}

/// One change of one payment.
struct PaymentEvent: Sendable {
    let paymentID: PaymentID
    let revision: Int
    let state: PaymentState
    /// An account, `payroll`, `bank` or `liquidation`.
    let actor: String
    let code: String?
    let explanation: String?
}

struct InsertPaymentEvents: Command {
    static let sql = """
        INSERT INTO liquidation.payment_event (payment_id, revision, state, happened_at, actor, code, explanation)
        SELECT e.payment_id, e.revision, e.state, $7, e.actor, nullif(e.code, ''), nullif(e.explanation, '')
          FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[])
            AS e (payment_id, revision, state, actor, code, explanation)
        """
    let events: [PaymentEvent]
    let now: Date
    var bindings: [SQLValue] {
        [
            .uuidArray(events.map(\.paymentID.rawValue)), .intArray(events.map { Int64($0.revision) }),
            .textArray(events.map(\.state.rawValue)), .textArray(events.map(\.actor)),
            .textArray(events.map { $0.code ?? "" }), .textArray(events.map { $0.explanation ?? "" }), .timestamp(now),
        ]
    }
}

/// Moves payments to their new states. Each must still be at the revision before: else it is not counted, and the
/// caller gives up.
struct MovePayments: Command {
    static let sql = """
        UPDATE liquidation.payment AS p
           SET state = m.state, revision = m.revision, changed_at = $4
          FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS m (payment_id, state, revision)
         WHERE p.payment_id = m.payment_id AND p.revision = m.revision - 1
        """
    let payments: [Payment]
    let now: Date
    var bindings: [SQLValue] {
        [
            .uuidArray(payments.map(\.paymentID.rawValue)), .textArray(payments.map(\.state.rawValue)),
            .intArray(payments.map { Int64($0.revision) }), .timestamp(now),
        ]
    }
}

/// The payments of some identifiers, locked in their order.
struct LockPayments: Statement {
    static let sql = """
        SELECT payment_id, claim_id, track, liquidation, attempt, participant_id, amount_cents, state, revision,
               office
          FROM liquidation.payment
         WHERE payment_id = ANY ($1)
         ORDER BY payment_id
           FOR UPDATE
        """
    let payments: [PaymentID]
    var bindings: [SQLValue] { [.uuidArray(payments.map(\.rawValue))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Payment { try Payment.decode(row) }
}

extension Payment {
    /// Reads the ten columns in the order of `LockPayments`.
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Payment {
        guard let track = Track(rawValue: try row.text(2)), let state = PaymentState(rawValue: try row.text(7)) else {
            preconditionFailure("the table admits known tracks and states only")
        }
        return Payment(
            paymentID: PaymentID(rawValue: try row.uuid(0)), claimID: ClaimID(rawValue: try row.uuid(1)), track: track,
            liquidation: try row.int(3), attempt: try row.int(4),
            participantID: ParticipantID(rawValue: try row.uuid(5)),
            amount: Money(cents: try row.int64(6)), state: state, revision: try row.int(8), office: try row.text(9))
    }
}
