import Foundation
import Postgres

/// What a convocation says of its mission; stored with each version, so that a difference can be shown.
struct ConvocationDetail: Codable, Equatable, Sendable {
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

    static func read(_ json: String) -> ConvocationDetail? {
        try? JSONDecoder().decode(ConvocationDetail.self, from: Data(json.utf8))
    }
}

enum ConvocationKind: String, Sendable { case issued, amended, withdrawn }

/// One convocation that the official run would make: a first one, a new version, or its withdrawal.
struct ConvocationDraft: Sendable {
    var mission: UUID
    var missionCode: String
    var participant: UUID
    var number: String
    var name: String
    var kind: ConvocationKind
    var version: Int
    /// JSON of the detail as it would be told.
    var detailText: String
    var detail: ConvocationDetail
    /// What was told before.
    var before: ConvocationDetail?
}

/// What lies between the convocations that stand and the accepted plan; nothing without a plan.
struct SelectConvocationDrafts: Statement {
    static let sql = """
        WITH plan AS (
            SELECT r.mission_id, r.participant_id
              FROM assignment.sessions AS s
              JOIN assignment.proposal_rows AS r ON r.proposal_id = s.accepted_proposal
             WHERE s.code = $1
        ), standing AS (
            SELECT c.mission_id, c.participant_id, c.detail
              FROM assignment.standing_convocations AS c
              JOIN assignment.missions AS m ON m.id = c.mission_id
              JOIN assignment.sessions AS s ON s.code = m.session_code
             WHERE s.code = $1 AND s.accepted_proposal IS NOT NULL
        )
        SELECT d.id, m.code, p.id, p.number, p.family_name || ' ' || p.given_name,
               CASE WHEN standing.mission_id IS NULL THEN 'issued'
                    WHEN plan.mission_id IS NULL THEN 'withdrawn' ELSE 'amended' END,
               coalesce((SELECT max(c.version) FROM assignment.convocations AS c
                          WHERE c.mission_id = d.id AND c.participant_id = p.id), 0) + 1,
               CASE WHEN plan.mission_id IS NULL THEN standing.detail ELSE d.detail END, standing.detail
          FROM plan
          FULL JOIN standing
                 ON standing.mission_id = plan.mission_id AND standing.participant_id = plan.participant_id
          JOIN assignment.mission_details AS d ON d.id = coalesce(plan.mission_id, standing.mission_id)
          JOIN assignment.missions AS m ON m.id = d.id
          JOIN assignment.participants AS p ON p.id = coalesce(plan.participant_id, standing.participant_id)
         WHERE (cardinality($2::text[]) = 0 OR d.office = ANY ($2))
           AND (standing.mission_id IS NULL OR plan.mission_id IS NULL OR standing.detail <> d.detail)
         ORDER BY d.id, p.id
        """
    let session: String
    let offices: [String]
    var bindings: [SQLValue] { [.text(session), .textArray(offices)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ConvocationDraft? {
        let text = try row.json(7)
        guard let kind = ConvocationKind(rawValue: try row.text(5)), let detail = ConvocationDetail.read(text) else {
            return nil
        }
        return ConvocationDraft(
            mission: try row.uuid(0), missionCode: try row.text(1), participant: try row.uuid(2),
            number: try row.text(3), name: try row.text(4), kind: kind, version: try row.int(6), detailText: text,
            detail: detail, before: try row.optionalJSON(8).flatMap(ConvocationDetail.read))
    }
}

/// Locks the session, so that two official runs or two changes of its plan follow each other.
struct LockSession: Statement {
    static let sql = "SELECT accepted_proposal FROM assignment.sessions WHERE code = $1 FOR UPDATE"
    let session: String
    var bindings: [SQLValue] { [.text(session)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> UUID? { try row.optionalUUID(0) }
}

struct ConvocationRun: Sendable {
    var id: UUID
    var session: String
    var by: UUID
    var name: String
    var at: Date
    /// Why convocations are withdrawn or changed, as the participant reads it.
    var reason: String
    /// Who signs, line by line.
    var signatory: [String]
}

/// How many convocations of each kind.
struct ConvocationCounts: Equatable, Sendable {
    var issued = 0
    var amended = 0
    var withdrawn = 0
    var all: Int { issued + amended + withdrawn }

    init(_ drafts: [ConvocationDraft]) {
        issued = drafts.count(where: { $0.kind == .issued })
        amended = drafts.count(where: { $0.kind == .amended })
        withdrawn = drafts.count(where: { $0.kind == .withdrawn })
    }

    init(issued: Int, amended: Int, withdrawn: Int) {
        (self.issued, self.amended, self.withdrawn) = (issued, amended, withdrawn)
    }
}

struct InsertConvocationRun: Command {
    static let sql = """
        INSERT INTO assignment.convocation_runs
               (id, session_code, number, run_by, run_name, run_at, issued, amended, withdrawn,
                signatory)
        SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9
          FROM assignment.convocation_runs
         WHERE session_code = $2
        """
    let run: ConvocationRun
    let counts: ConvocationCounts
    var bindings: [SQLValue] {
        [
            .uuid(run.id), .text(run.session), .uuid(run.by), .text(run.name), .timestamp(run.at),
            .int(Int64(counts.issued)), .int(Int64(counts.amended)), .int(Int64(counts.withdrawn)),
            .textArray(run.signatory),
        ]
    }
}

struct InsertConvocations: Command {
    static let sql = """
        INSERT INTO assignment.convocations
               (id, version, mission_id, participant_id, kind, detail, run_id, issued_at, reason)
        SELECT id, version, mission, participant, kind, detail::jsonb, $7, $8,
               CASE WHEN kind <> 'issued' THEN $9 END
          FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::uuid[], $5::text[], $6::text[])
               AS new (id, version, mission, participant, kind, detail)
        """
    let ids: [UUID]
    let drafts: [ConvocationDraft]
    let run: ConvocationRun
    var bindings: [SQLValue] {
        [
            .uuidArray(ids), .intArray(drafts.map { Int64($0.version) }), .uuidArray(drafts.map(\.mission)),
            .uuidArray(drafts.map(\.participant)), .textArray(drafts.map(\.kind.rawValue)),
            .textArray(drafts.map(\.detailText)), .uuid(run.id), .timestamp(run.at), .text(run.reason),
        ]
    }
}

struct RunView: Sendable {
    var number: Int
    var name: String
    var at: Date
    var counts: ConvocationCounts
}

struct SelectConvocationRuns: Statement {
    static let sql = """
        SELECT number, run_name, run_at, issued, amended, withdrawn
          FROM assignment.convocation_runs
         WHERE session_code = $1
         ORDER BY number DESC
        """
    let session: String
    var bindings: [SQLValue] { [.text(session)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> RunView {
        RunView(
            number: try row.int(0), name: try row.text(1), at: try row.timestamp(2),
            counts: ConvocationCounts(issued: try row.int(3), amended: try row.int(4), withdrawn: try row.int(5)))
    }
}
