import Foundation
import Postgres

struct SelectAnswerKey: Statement {
    static let sql = "SELECT key FROM assignment.answer_key"
    var bindings: [SQLValue] { [] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> [UInt8] { try row.bytes(0) }
}

/// One version of a convocation, and what its person has said of it.
struct ConvocationVersion: Sendable {
    var mission: UUID
    var participant: UUID
    var detail: String
    /// The latest version.
    var latest: Int
    var latestKind: String
    var latestDetail: String
    var acknowledgedAt: Date?
    var impediment: String?
}

struct SelectConvocationVersion: Statement {
    static let sql = """
        SELECT c.mission_id, c.participant_id, c.detail, last.version, last.kind, last.detail,
               (SELECT answered_at FROM assignment.convocation_answers AS a
                 WHERE a.convocation_id = c.id AND a.version = c.version AND a.answer = 'acknowledged'),
               (SELECT reason FROM assignment.convocation_answers AS a
                 WHERE a.convocation_id = c.id AND a.version = c.version AND a.answer = 'impeded')
          FROM assignment.convocations AS c
         CROSS JOIN LATERAL (SELECT version, kind, detail FROM assignment.convocations
                              WHERE id = c.id ORDER BY version DESC LIMIT 1) AS last
         WHERE c.id = $1 AND c.version = $2
        """
    let convocation: UUID
    let version: Int
    var bindings: [SQLValue] { [.uuid(convocation), .int(Int64(version))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ConvocationVersion {
        ConvocationVersion(
            mission: try row.uuid(0), participant: try row.uuid(1), detail: try row.json(2), latest: try row.int(3),
            latestKind: try row.text(4), latestDetail: try row.json(5), acknowledgedAt: try row.optionalTimestamp(6),
            impediment: try row.optionalText(7))
    }
}

struct InsertConvocationAnswer: Command {
    static let sql = """
        INSERT INTO assignment.convocation_answers (convocation_id, version, answer, reason, answered_at)
        VALUES ($1, $2, CASE WHEN $3::text IS NULL THEN 'acknowledged' ELSE 'impeded' END, $3, $4)
            ON CONFLICT DO NOTHING
        """
    let convocation: UUID
    let version: Int
    /// Nil for who has read it and comes.
    let impediment: String?
    let at: Date
    var bindings: [SQLValue] {
        [.uuid(convocation), .int(Int64(version)), .optional(impediment) { .text($0) }, .timestamp(at)]
    }
}

/// What a convened person has said.
struct StandingAnswer: Sendable {
    var number: String
    var name: String
    var missionCode: String
    var missionOffice: String
    /// Nil for who has read the convocation and comes.
    var impediment: String?
}

/// The answers to the convocations that stand; an impediment outweighs an acknowledgement.
struct SelectStandingAnswers: Statement {
    static let sql = """
        SELECT DISTINCT ON (p.family_name, p.given_name, p.number, m.code)
               p.number, p.family_name || ' ' || p.given_name, m.code, m.office, a.reason
          FROM assignment.standing_convocations AS c
          JOIN assignment.convocation_answers AS a ON a.convocation_id = c.id AND a.version = c.version
          JOIN assignment.missions AS m ON m.id = c.mission_id
          JOIN assignment.participants AS p ON p.id = c.participant_id
         WHERE m.session_code = $1 AND ($2::text IS NULL OR m.code = $2)
         ORDER BY p.family_name, p.given_name, p.number, m.code, a.reason NULLS LAST
        """
    let session: String
    var mission: String?
    var bindings: [SQLValue] { [.text(session), .optional(mission) { .text($0) }] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> StandingAnswer {
        StandingAnswer(
            number: try row.text(0), name: try row.text(1), missionCode: try row.text(2),
            missionOffice: try row.text(3), impediment: try row.optionalText(4))
    }
}

/// Every version of a convocation, the oldest first.
struct SelectConvocationVersions: Statement {
    static let sql = """
        SELECT version, kind, detail FROM assignment.convocations WHERE id = $1 ORDER BY version
        """
    let convocation: UUID
    var bindings: [SQLValue] { [.uuid(convocation)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ConvocationCalendar.Version? {
        guard let detail = ConvocationDetail.read(try row.json(2)) else { return nil }
        return ConvocationCalendar.Version(
            number: try row.int(0), isWithdrawn: try row.text(1) == ConvocationKind.withdrawn.rawValue, detail: detail)
    }
}
