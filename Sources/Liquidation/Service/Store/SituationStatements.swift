import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// The batches that wait for somebody, by state.
struct SelectBatchSituation: Statement {
    static let sql = """
        SELECT state, count(*), sum(total_cents)::bigint
          FROM liquidation.batch
         WHERE ($1::text[] IS NULL OR offices <@ $1)
           AND (state IN ('built', 'released', 'unknown')
                OR state = 'sent' AND EXISTS (SELECT FROM liquidation.payment p
                                               WHERE p.batch_id = batch.batch_id AND p.state = 'sent'))
         GROUP BY state
        """
    let perimeter: Perimeter
    var bindings: [SQLValue] { [perimeter.binding] }
    static func decode(
        _ row: borrowing Row
    ) throws(PostgresError) -> (state: Batch.State?, count: Int, sum: Money) {
        (Batch.State(rawValue: try row.text(0)), try row.int(1), Money(cents: try row.int64(2)))
    }
}

/// The payments of a perimeter by track and state: how many, for how much, and since when the oldest stands there.
struct SelectPaymentSituation: Statement {
    static let sql = """
        SELECT track, state, count(*), sum(amount_cents)::bigint, min(changed_at)
          FROM liquidation.payment
         WHERE $1::text[] IS NULL OR office = ANY ($1)
         GROUP BY track, state
        """
    let perimeter: Perimeter
    var bindings: [SQLValue] { [perimeter.binding] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Situation {
        guard let track = Track(rawValue: try row.text(0)), let state = PaymentState(rawValue: try row.text(1)) else {
            preconditionFailure("the table admits known tracks and states only")
        }
        return Situation(
            track: track, state: state, count: try row.int(2), sum: Money(cents: try row.int64(3)),
            since: try row.timestamp(4))
    }
}

struct Situation: Sendable {
    let track: Track
    let state: PaymentState
    let count: Int
    let sum: Money
    let since: Date
}

/// People without a usable account for whom travel money waits: the sum, and since when.
struct WaitingDossier: Sendable {
    let name: PersonName
    let number: String
    let amount: Money
    let since: Date
    /// The bank's code, when it has refused the account given last.
    let refusal: String?
}

struct SelectWaitingDossiers: Statement {
    static let sql = """
        SELECT e.family_name, e.given_name, e.number, sum(p.amount_cents)::bigint, min(p.changed_at), min(r.code)
          FROM liquidation.payment p
          JOIN liquidation.payee e ON e.participant_id = p.participant_id
          LEFT JOIN liquidation.bank_details d
            ON d.participant_id = p.participant_id
           AND d.version = (SELECT max(m.version) FROM liquidation.bank_details m
                             WHERE m.participant_id = p.participant_id)
          LEFT JOIN liquidation.bank_details_refusal r
            ON r.participant_id = d.participant_id AND r.version = d.version
         WHERE p.state IN ('blocked', 'ordered') AND (d.version IS NULL OR r.code IS NOT NULL)
           AND ($1::text[] IS NULL OR p.office = ANY ($1))
         GROUP BY e.participant_id
         ORDER BY min(p.changed_at), e.participant_id
         LIMIT $2 OFFSET $3
        """
    let perimeter: Perimeter
    let limit: Int
    let offset: Int
    var bindings: [SQLValue] { [perimeter.binding, .int(Int64(limit)), .int(Int64(offset))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> WaitingDossier {
        WaitingDossier(
            name: PersonName(family: try row.text(0), given: try row.text(1)), number: try row.text(2),
            amount: Money(cents: try row.int64(3)), since: try row.timestamp(4), refusal: try row.optionalText(5))
    }
}

/// For how many people and how much travel money waits for an account.
struct CountWaitingDossiers: Statement {
    static let sql = """
        SELECT count(DISTINCT p.participant_id), coalesce(sum(p.amount_cents), 0)::bigint
          FROM liquidation.payment p
          LEFT JOIN liquidation.bank_details d
            ON d.participant_id = p.participant_id
           AND d.version = (SELECT max(m.version) FROM liquidation.bank_details m
                             WHERE m.participant_id = p.participant_id)
          LEFT JOIN liquidation.bank_details_refusal r
            ON r.participant_id = d.participant_id AND r.version = d.version
         WHERE p.state IN ('blocked', 'ordered') AND (d.version IS NULL OR r.code IS NOT NULL)
           AND ($1::text[] IS NULL OR p.office = ANY ($1))
        """
    let perimeter: Perimeter
    var bindings: [SQLValue] { [perimeter.binding] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (people: Int, sum: Money) {
        (try row.int(0), Money(cents: try row.int64(1)))
    }
}

/// Payments whose return and later settlement contradict each other.
struct SelectOpenIncidents: Statement {
    static let sql = """
        SELECT i.payment_id, e.family_name, e.given_name, p.amount_cents, i.detail, i.noticed_at
          FROM liquidation.incident i
          JOIN liquidation.payment p ON p.payment_id = i.payment_id
          JOIN liquidation.payee e ON e.participant_id = p.participant_id
         WHERE i.resolved_at IS NULL AND ($1::text[] IS NULL OR p.office = ANY ($1))
         ORDER BY i.noticed_at
         LIMIT 20
        """
    let perimeter: Perimeter
    var bindings: [SQLValue] { [perimeter.binding] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> OpenIncident {
        OpenIncident(
            paymentID: PaymentID(rawValue: try row.uuid(0)),
            name: PersonName(family: try row.text(1), given: try row.text(2)), amount: Money(cents: try row.int64(3)),
            detail: try row.text(4), noticedAt: try row.timestamp(5))
    }
}

struct OpenIncident: Sendable {
    let paymentID: PaymentID
    let name: PersonName
    let amount: Money
    let detail: String
    let noticedAt: Date
}

/// Messages that were set aside because no program could take them; an operator decides on them.
struct CountParked: Statement {
    static let sql = "SELECT count(*) FROM msg.parked WHERE resolved_at IS NULL"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}
