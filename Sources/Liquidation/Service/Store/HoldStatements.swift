import Contracts
import Foundation
import LiquidationDomain
import PlainJSON
import Postgres
import Vocabulary

/// Names what is held: one track of one decision.
struct HoldKey: Hashable, Sendable {
    let claimID: ClaimID
    let decision: Int
    let track: Track
}

struct NewHold: Sendable {
    let key: HoldKey
    let participantID: ParticipantID
    let points: [OpenPoint]
}

struct InsertHolds: Command {
    static let sql = """
        INSERT INTO liquidation.hold (claim_id, decision, track, participant_id, points, held_at)
        SELECT h.claim_id, h.decision, h.track, h.participant_id, h.points::jsonb, $6
          FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::uuid[], $5::text[])
            AS h (claim_id, decision, track, participant_id, points)
        """
    let holds: [NewHold]
    let now: Date
    var bindings: [SQLValue] {
        [
            .uuidArray(holds.map(\.key.claimID.rawValue)), .intArray(holds.map { Int64($0.key.decision) }),
            .textArray(holds.map(\.key.track.rawValue)), .uuidArray(holds.map(\.participantID.rawValue)),
            .textArray(holds.map { OpenPoints.json($0.points) }), .timestamp(now),
        ]
    }
}

/// Open points as the table keeps them.
enum OpenPoints {
    static func json(_ points: [OpenPoint]) -> String {
        guard let text = try? PlainJSON.text(points) else { preconditionFailure("open points are plain values") }
        return text
    }

    static func parse(_ json: String) -> [OpenPoint] {
        guard let points = try? PlainJSON.read([OpenPoint].self, json) else {
            preconditionFailure("the table holds what this service wrote")
        }
        return points
    }
}

/// What a hold waits for, under lock, with the decision as it came.
struct LockHold: Statement {
    static let sql = """
        SELECT h.points, h.released_at, d.facts, d.office
          FROM liquidation.hold h
          JOIN liquidation.decision d ON d.claim_id = h.claim_id AND d.decision = h.decision
         WHERE h.claim_id = $1 AND h.decision = $2 AND h.track = $3
           FOR UPDATE OF h
        """
    let key: HoldKey
    var bindings: [SQLValue] {
        [.uuid(key.claimID.rawValue), .int(Int64(key.decision)), .text(key.track.rawValue)]
    }
    static func decode(
        _ row: borrowing Row
    ) throws(PostgresError) -> (points: [OpenPoint], released: Bool, facts: String, office: String) {
        (OpenPoints.parse(try row.json(0)), try row.optionalTimestamp(1) != nil, try row.json(2), try row.text(3))
    }
}

struct ReleaseHoldRow: Command {
    static let sql = """
        UPDATE liquidation.hold
           SET answers = $4::jsonb, released_by = $5, released_at = $6
         WHERE claim_id = $1 AND decision = $2 AND track = $3 AND released_at IS NULL
        """
    let key: HoldKey
    let answers: [LineID: String]
    let by: UUID
    let now: Date
    var bindings: [SQLValue] {
        let named = Dictionary(uniqueKeysWithValues: answers.map { ($0.key.description, $0.value) })
        let json = (try? PlainJSON.text(named)) ?? "{}"
        return [
            .uuid(key.claimID.rawValue), .int(Int64(key.decision)), .text(key.track.rawValue), .json(json), .uuid(by),
            .timestamp(now),
        ]
    }
}

/// A hold as the paymaster's list shows it.
struct WaitingHold: Sendable {
    let key: HoldKey
    let name: PersonName
    let number: String
    let work: String
    let office: String
    let points: [OpenPoint]
    let heldAt: Date
}

/// What waits for an answer, the oldest first.
struct SelectWaitingHolds: Statement {
    static let sql = """
        SELECT h.claim_id, h.decision, h.track, e.family_name, e.given_name, e.number,
               coalesce(d.facts #>> '{mission,test}', ''), d.office, h.points, h.held_at
          FROM liquidation.hold h
          JOIN liquidation.decision d ON d.claim_id = h.claim_id AND d.decision = h.decision
          JOIN liquidation.payee e ON e.participant_id = h.participant_id
         WHERE h.released_at IS NULL AND ($1::text[] IS NULL OR d.office = ANY ($1))
         ORDER BY h.held_at, h.claim_id, h.decision, h.track
         LIMIT $2 OFFSET $3
        """
    let perimeter: Perimeter
    let limit: Int
    let offset: Int
    var bindings: [SQLValue] { [perimeter.binding, .int(Int64(limit)), .int(Int64(offset))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> WaitingHold {
        guard let track = Track(rawValue: try row.text(2)) else {
            preconditionFailure("the table admits known tracks only")
        }
        return WaitingHold(
            key: HoldKey(claimID: ClaimID(rawValue: try row.uuid(0)), decision: try row.int(1), track: track),
            name: PersonName(family: try row.text(3), given: try row.text(4)), number: try row.text(5),
            work: try row.text(6), office: try row.text(7), points: OpenPoints.parse(try row.json(8)),
            heldAt: try row.timestamp(9))
    }
}

struct CountWaitingHolds: Statement {
    static let sql = """
        SELECT count(*)
          FROM liquidation.hold h
          JOIN liquidation.decision d ON d.claim_id = h.claim_id AND d.decision = h.decision
         WHERE h.released_at IS NULL AND ($1::text[] IS NULL OR d.office = ANY ($1))
        """
    let perimeter: Perimeter
    var bindings: [SQLValue] { [perimeter.binding] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}
