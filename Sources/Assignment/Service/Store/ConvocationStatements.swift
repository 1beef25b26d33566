import Foundation
import Postgres

/// One row of the plan that is not yet convened, with all that the convocation says.
struct ConvocationDraft: Sendable {
    var mission: UUID
    var participant: UUID
    var session: String
    var kind: String
    var exam: String
    var test: String
    var office: String
    var centreCode: String
    var centreName: String
    var communeCode: String
    var communeName: String
    var remote: Bool
    var evaluation: String
    var slots: [String]
    var minutesPerCandidate: Int?
}

struct SelectConvocationDrafts: Statement {
    static let sql = """
        SELECT m.id, r.participant_id, m.session_code, m.kind, m.exam, m.test, m.office, centres.code, centres.name,
               place.code, place.name, m.remote, m.evaluation, m.slots, m.minutes_per_candidate
          FROM assignment.sessions AS s
          JOIN assignment.proposal_rows AS r ON r.proposal_id = s.accepted_proposal
          JOIN assignment.missions AS m ON m.id = r.mission_id
          JOIN assignment.centres ON centres.code = m.centre_code
          JOIN assignment.communes AS place ON place.code = centres.commune_code
         WHERE s.code = $1
           AND (cardinality($2::text[]) = 0 OR m.office = ANY ($2))
           AND NOT EXISTS (SELECT FROM assignment.convocations AS c
                            WHERE c.mission_id = r.mission_id AND c.participant_id = r.participant_id)
         ORDER BY m.id, r.participant_id
        """
    let session: String
    let offices: [String]
    var bindings: [SQLValue] { [.text(session), .textArray(offices)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ConvocationDraft {
        ConvocationDraft(
            mission: try row.uuid(0), participant: try row.uuid(1), session: try row.text(2), kind: try row.text(3),
            exam: try row.text(4), test: try row.text(5), office: try row.text(6), centreCode: try row.text(7),
            centreName: try row.text(8), communeCode: try row.text(9), communeName: try row.text(10),
            remote: try row.bool(11), evaluation: try row.text(12), slots: try row.textArray(13),
            minutesPerCandidate: try row.optionalInt(14))
    }
}

/// Locks the session, so that two official runs follow each other.
struct LockSession: Statement {
    static let sql = "SELECT code FROM assignment.sessions WHERE code = $1 FOR UPDATE"
    let session: String
    var bindings: [SQLValue] { [.text(session)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.text(0) }
}

/// Whether the registry is still what the accepted plan was made from: else somebody could be convened who has become
/// unavailable. No row without a plan.
struct SelectPlanFreshness: Statement {
    static let sql = """
        SELECT p.registry_revision = r.revision
          FROM assignment.sessions AS s
          JOIN assignment.proposals AS p ON p.id = s.accepted_proposal
         CROSS JOIN assignment.registry AS r
         WHERE s.code = $1
        """
    let session: String
    var bindings: [SQLValue] { [.text(session)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Bool { try row.bool(0) }
}

struct ConvocationRun: Sendable {
    var id: UUID
    var session: String
    var by: UUID
    var name: String
    var issued: Int
    var at: Date
}

struct InsertConvocationRun: Command {
    static let sql = """
        INSERT INTO assignment.convocation_runs (id, session_code, number, run_by, run_name, issued, run_at)
        SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6
          FROM assignment.convocation_runs
         WHERE session_code = $2
        """
    let run: ConvocationRun
    var bindings: [SQLValue] {
        [
            .uuid(run.id), .text(run.session), .uuid(run.by), .text(run.name), .int(Int64(run.issued)),
            .timestamp(run.at),
        ]
    }
}

struct InsertConvocations: Command {
    static let sql = """
        INSERT INTO assignment.convocations (id, version, mission_id, participant_id, run_id, issued_at)
        SELECT id, 1, mission, participant, $4, $5
          FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS new (id, mission, participant)
        """
    let ids: [UUID]
    let missions: [UUID]
    let participants: [UUID]
    let run: ConvocationRun
    var bindings: [SQLValue] {
        [.uuidArray(ids), .uuidArray(missions), .uuidArray(participants), .uuid(run.id), .timestamp(run.at)]
    }
}

struct RunView: Sendable {
    var number: Int
    var name: String
    var at: Date
    var issued: Int
}

struct SelectConvocationRuns: Statement {
    static let sql = """
        SELECT number, run_name, run_at, issued
          FROM assignment.convocation_runs
         WHERE session_code = $1
         ORDER BY number DESC
        """
    let session: String
    var bindings: [SQLValue] { [.text(session)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> RunView {
        RunView(number: try row.int(0), name: try row.text(1), at: try row.timestamp(2), issued: try row.int(3))
    }
}
