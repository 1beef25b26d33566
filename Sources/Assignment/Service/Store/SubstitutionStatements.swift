import Foundation
import Postgres

/// Somebody is absent and is to be replaced.
struct Substitution: Sendable {
    enum State: String, Sendable { case open, filled, cancelled }

    var id: UUID
    var state: State
    var reason: String
    var openedAt: Date
    var openedName: String
}

struct InsertSubstitution: Statement {
    static let sql = """
        INSERT INTO assignment.substitutions (id, mission_id, absent_id, reason, opened_by, opened_name, opened_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (mission_id, absent_id) WHERE state = 'open' DO NOTHING
        RETURNING id
        """
    let id: UUID
    let mission: UUID
    let absent: UUID
    let reason: String
    let decision: ManualDecision
    var bindings: [SQLValue] {
        [
            .uuid(id), .uuid(mission), .uuid(absent), .text(reason), .uuid(decision.by), .text(decision.name),
            .timestamp(decision.at),
        ]
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> UUID { try row.uuid(0) }
}

/// One person who is asked.
struct OfferDraft: Sendable {
    var id: UUID
    var participant: UUID
    var kilometres: Int
}

struct InsertOffers: Command {
    static let sql = """
        INSERT INTO assignment.replacement_offers (id, substitution_id, participant_id, kilometres, offered_at)
        SELECT id, $1, participant, kilometres::integer, $2
          FROM unnest($3::uuid[], $4::uuid[], $5::bigint[]) AS new (id, participant, kilometres)
        """
    let substitution: UUID
    let at: Date
    let offers: [OfferDraft]
    var bindings: [SQLValue] {
        [
            .uuid(substitution), .timestamp(at), .uuidArray(offers.map(\.id)), .uuidArray(offers.map(\.participant)),
            .intArray(offers.map { Int64($0.kilometres) }),
        ]
    }
}

/// The latest substitution of one person in one mission.
struct SelectSubstitution: Statement {
    static let sql = """
        SELECT id, state, reason, opened_at, opened_name
          FROM assignment.substitutions
         WHERE mission_id = $1 AND absent_id = $2
         ORDER BY opened_at DESC
         LIMIT 1
        """
    let mission: UUID
    let absent: UUID
    var bindings: [SQLValue] { [.uuid(mission), .uuid(absent)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Substitution {
        Substitution(
            id: try row.uuid(0), state: Substitution.State(rawValue: try row.text(1)) ?? .cancelled,
            reason: try row.text(2), openedAt: try row.timestamp(3), openedName: try row.text(4))
    }
}

/// What somebody who was asked has answered.
struct OfferAnswer: Sendable {
    var number: String
    var name: String
    var kilometres: Int
    var answer: String?
    var answeredAt: Date?
}

struct SelectOfferAnswers: Statement {
    static let sql = """
        SELECT p.number, p.family_name || ' ' || p.given_name, o.kilometres, o.answer, o.answered_at
          FROM assignment.replacement_offers AS o
          JOIN assignment.participants AS p ON p.id = o.participant_id
         WHERE o.substitution_id = $1
         ORDER BY o.kilometres, p.family_name, p.given_name, p.number
        """
    let substitution: UUID
    var bindings: [SQLValue] { [.uuid(substitution)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> OfferAnswer {
        OfferAnswer(
            number: try row.text(0), name: try row.text(1), kilometres: try row.int(2),
            answer: try row.optionalText(3), answeredAt: try row.optionalTimestamp(4))
    }
}

/// What somebody is asked, as their link shows it.
struct OfferView: Sendable {
    var id: UUID
    var substitution: UUID
    var session: String
    var mission: UUID
    var missionCode: String
    var participant: UUID
    var number: String
    var name: String
    var absentNumber: String
    var absent: UUID
    var reason: String
    var answer: String?
    var detail: String
    /// The account that asked.
    var requestedBy: UUID
}

struct SelectOffer: Statement {
    static let sql = """
        SELECT o.id, s.id, m.session_code, m.id, m.code, p.id, p.number, p.family_name || ' ' || p.given_name,
               gone.number, gone.id, s.reason, o.answer, d.detail, s.opened_by
          FROM assignment.replacement_offers AS o
          JOIN assignment.substitutions AS s ON s.id = o.substitution_id
          JOIN assignment.missions AS m ON m.id = s.mission_id
          JOIN assignment.mission_details AS d ON d.id = m.id
          JOIN assignment.participants AS p ON p.id = o.participant_id
          JOIN assignment.participants AS gone ON gone.id = s.absent_id
         WHERE o.id = $1
        """
    let offer: UUID
    var bindings: [SQLValue] { [.uuid(offer)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> OfferView {
        OfferView(
            id: try row.uuid(0), substitution: try row.uuid(1), session: try row.text(2), mission: try row.uuid(3),
            missionCode: try row.text(4), participant: try row.uuid(5), number: try row.text(6),
            name: try row.text(7), absentNumber: try row.text(8), absent: try row.uuid(9), reason: try row.text(10),
            answer: try row.optionalText(11), detail: try row.json(12), requestedBy: try row.uuid(13))
    }
}

/// Takes the substitution for this transaction: answers that come at the same moment follow each other.
struct LockSubstitution: Statement {
    static let sql = "SELECT state FROM assignment.substitutions WHERE id = $1 FOR UPDATE"
    let id: UUID
    var bindings: [SQLValue] { [.uuid(id)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Substitution.State {
        Substitution.State(rawValue: try row.text(0)) ?? .cancelled
    }
}

/// Who declined or was not free may still accept; what was accepted stays.
struct AnswerOffer: Command {
    static let sql = """
        UPDATE assignment.replacement_offers SET answer = $2, answered_at = $3
         WHERE id = $1 AND (answer IS NULL OR answer IN ('declined', 'impossible'))
        """
    let offer: UUID
    /// `accepted`, `declined`, `too-late` or `impossible`.
    let answer: String
    let at: Date
    var bindings: [SQLValue] { [.uuid(offer), .text(answer), .timestamp(at)] }
}

struct SettleSubstitution: Command {
    static let sql = """
        UPDATE assignment.substitutions SET state = $2, settled_at = $3 WHERE id = $1 AND state = 'open'
        """
    let id: UUID
    let state: Substitution.State
    let at: Date
    var bindings: [SQLValue] { [.uuid(id), .text(state.rawValue), .timestamp(at)] }
}

/// What a convocation to the mission says now.
struct SelectMissionDetail: Statement {
    static let sql = "SELECT detail FROM assignment.mission_details WHERE id = $1"
    let mission: UUID
    var bindings: [SQLValue] { [.uuid(mission)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.json(0) }
}
