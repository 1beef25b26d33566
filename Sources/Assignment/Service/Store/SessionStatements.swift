import Foundation
import Postgres

struct SessionView: Sendable {
    var code: String
    var label: String
    var firstDay: String
    var lastDay: String
    var missions: Int
    var seats: Int
    var filled: Int
    var convened: Int
    /// Of those convened: to what the plan assigns them.
    var convenedAsPlanned: Int
    var acceptedProposal: UUID?
    /// Codes of the offices of its missions.
    var offices: [String]
}

/// Filled seats are rows of the accepted proposal.
struct SelectSessions: Statement {
    static let sql = """
        SELECT s.code, s.label, s.first_day, s.last_day, count(m.id), coalesce(sum(m.seats), 0),
               coalesce(sum(f.filled), 0), coalesce(sum(c.convened), 0), s.accepted_proposal,
               coalesce(array_agg(DISTINCT m.office) FILTER (WHERE m.office IS NOT NULL), '{}'),
               coalesce(sum(k.kept), 0)
          FROM assignment.sessions AS s
          LEFT JOIN assignment.missions AS m ON m.session_code = s.code
          LEFT JOIN (SELECT proposal_id, mission_id, count(*) AS filled
                       FROM assignment.proposal_rows GROUP BY proposal_id, mission_id) AS f
                 ON f.mission_id = m.id AND f.proposal_id = s.accepted_proposal
          LEFT JOIN (SELECT mission_id, count(DISTINCT participant_id) AS convened
                       FROM assignment.standing_convocations GROUP BY mission_id) AS c ON c.mission_id = m.id
          LEFT JOIN (SELECT r.mission_id, count(DISTINCT r.participant_id) AS kept
                       FROM assignment.proposal_rows AS r
                       JOIN assignment.sessions AS own ON own.accepted_proposal = r.proposal_id
                       JOIN assignment.standing_convocations AS stands
                         ON stands.mission_id = r.mission_id AND stands.participant_id = r.participant_id
                      GROUP BY r.mission_id) AS k ON k.mission_id = m.id
         WHERE $1::text IS NULL OR s.code = $1
         GROUP BY s.code
         ORDER BY s.first_day DESC, s.code
        """
    var session: String?
    var bindings: [SQLValue] { [.optional(session) { .text($0) }] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> SessionView {
        SessionView(
            code: try row.text(0), label: try row.text(1), firstDay: try row.date(2), lastDay: try row.date(3),
            missions: try row.int(4), seats: try row.int(5), filled: try row.int(6), convened: try row.int(7),
            convenedAsPlanned: try row.int(10), acceptedProposal: try row.optionalUUID(8), offices: try row.textArray(9)
        )
    }
}

/// Filled and empty seats of one group of missions.
struct SeatCount: Sendable {
    var group: String
    var detail: String
    var seats: Int
    var filled: Int
    var convened: Int
}

struct SelectSeatsByTest: Statement {
    static let sql = """
        SELECT m.exam, m.test, sum(m.seats), coalesce(sum(f.filled), 0), coalesce(sum(c.convened), 0)
          FROM assignment.missions AS m
          JOIN assignment.sessions AS s ON s.code = m.session_code
          LEFT JOIN (SELECT proposal_id, mission_id, count(*) AS filled
                       FROM assignment.proposal_rows GROUP BY proposal_id, mission_id) AS f
                 ON f.mission_id = m.id AND f.proposal_id = s.accepted_proposal
          LEFT JOIN (SELECT mission_id, count(DISTINCT participant_id) AS convened
                       FROM assignment.standing_convocations GROUP BY mission_id) AS c ON c.mission_id = m.id
         WHERE s.code = $1
         GROUP BY m.exam, m.test
         ORDER BY m.exam, m.test
        """
    let session: String
    var bindings: [SQLValue] { [.text(session)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> SeatCount {
        SeatCount(
            group: try row.text(0), detail: try row.text(1), seats: try row.int(2), filled: try row.int(3),
            convened: try row.int(4))
    }
}

struct SelectSeatsByCentre: Statement {
    static let sql = """
        SELECT centres.code, centres.name || ', ' || communes.name, sum(m.seats), coalesce(sum(f.filled), 0),
               coalesce(sum(c.convened), 0)
          FROM assignment.missions AS m
          JOIN assignment.sessions AS s ON s.code = m.session_code
          JOIN assignment.centres ON centres.code = m.centre_code
          JOIN assignment.communes ON communes.code = centres.commune_code
          LEFT JOIN (SELECT proposal_id, mission_id, count(*) AS filled
                       FROM assignment.proposal_rows GROUP BY proposal_id, mission_id) AS f
                 ON f.mission_id = m.id AND f.proposal_id = s.accepted_proposal
          LEFT JOIN (SELECT mission_id, count(DISTINCT participant_id) AS convened
                       FROM assignment.standing_convocations GROUP BY mission_id) AS c ON c.mission_id = m.id
         WHERE s.code = $1
         GROUP BY centres.code, centres.name, communes.name
         ORDER BY centres.name, centres.code
        """
    let session: String
    var bindings: [SQLValue] { [.text(session)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> SeatCount {
        SeatCount(
            group: try row.text(0), detail: try row.text(1), seats: try row.int(2), filled: try row.int(3),
            convened: try row.int(4))
    }
}
