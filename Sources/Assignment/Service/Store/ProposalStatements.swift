import AssignmentDomain
import Foundation
import Postgres
import Vocabulary

enum ProposalState: String, Sendable { case queued, running, finished, failed }

/// A run of the engine as pages show it.
struct ProposalView: Sendable {
    var id: UUID
    var session: String
    var state: ProposalState
    var requestedName: String
    var requestedAt: Date
    var finishedAt: Date?
    var attempts: Int
    var stopRequested: Bool
    var seats: Int?
    var emptySeats: Int?
    var cost: Int?
    var bound: Int?
    var failure: String?
    var acceptedAt: Date?
    var isCurrent: Bool
    /// Seconds since it was requested, until now or its end.
    var seconds: Int
    /// Whether the session still has the plan from which it was computed.
    var isFresh: Bool
    /// For a plan changed by hand: what was changed.
    var note: String?
    /// What was asked of the calculation.
    var wantedGapMillionths: Int
    var secondsLimit: Int
    /// Since the last sign of life of the program that computes; 0 when none should give any.
    var silentSeconds = 0
}

struct SelectProposals: Statement {
    static let sql = """
        SELECT p.id, p.session_code, p.state, p.requested_name, p.requested_at, p.finished_at, p.attempts,
               p.stop_requested, p.seats, p.empty_seats, p.cost, p.bound, p.failure, p.accepted_at,
               s.accepted_proposal IS NOT DISTINCT FROM p.id,
               extract(epoch FROM coalesce(p.finished_at, now()) - p.requested_at)::integer,
               (s.accepted_proposal IS NOT DISTINCT FROM p.based_on OR s.accepted_proposal = p.id),
               p.note, p.gap_millionths, p.seconds_limit,
               CASE WHEN p.state = 'running' THEN extract(epoch FROM now() - p.heartbeat_at)::integer ELSE 0 END
          FROM assignment.proposals AS p
          JOIN assignment.sessions AS s ON s.code = p.session_code
         WHERE ($1::text IS NULL OR p.session_code = $1) AND ($2::uuid IS NULL OR p.id = $2)
         ORDER BY p.requested_at DESC, p.id
         LIMIT 20
        """
    var session: String?
    var proposal: UUID?
    var bindings: [SQLValue] { [.optional(session) { .text($0) }, .optional(proposal) { .uuid($0) }] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ProposalView {
        ProposalView(
            id: try row.uuid(0), session: try row.text(1), state: ProposalState(rawValue: try row.text(2)) ?? .failed,
            requestedName: try row.text(3), requestedAt: try row.timestamp(4),
            finishedAt: try row.optionalTimestamp(5), attempts: try row.int(6), stopRequested: try row.bool(7),
            seats: try row.optionalInt(8), emptySeats: try row.optionalInt(9), cost: try row.optionalInt(10),
            bound: try row.optionalInt(11), failure: try row.optionalText(12),
            acceptedAt: try row.optionalTimestamp(13), isCurrent: try row.bool(14), seconds: try row.int(15),
            isFresh: try row.bool(16), note: try row.optionalText(17), wantedGapMillionths: try row.int(18),
            secondsLimit: try row.int(19), silentSeconds: try row.int(20))
    }
}

/// Asks for a run; no row when one is already under way for the session.
struct InsertProposal: Statement {
    static let sql = """
        INSERT INTO assignment.proposals
               (id, session_code, state, requested_by, requested_name, gap_millionths, seconds_limit)
        SELECT $1, $2, 'queued', $3, $4, $5, $6
            ON CONFLICT (session_code) WHERE state IN ('queued', 'running') DO NOTHING
        RETURNING id
        """
    let id: UUID
    let session: String
    let by: UUID
    let name: String
    let gapMillionths: Int64
    let secondsLimit: Int
    var bindings: [SQLValue] {
        [.uuid(id), .text(session), .uuid(by), .text(name), .int(gapMillionths), .int(Int64(secondsLimit))]
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> UUID { try row.uuid(0) }
}

struct RequestStop: Command {
    static let sql = """
        UPDATE assignment.proposals SET stop_requested = true WHERE id = $1 AND state IN ('queued', 'running')
        """
    let id: UUID
    var bindings: [SQLValue] { [.uuid(id)] }
}

/// A run taken by a worker: one that waits, or one whose worker has given no sign of life for a while.
struct LeasedProposal: Sendable {
    var id: UUID
    var session: String
    var gapMillionths: Int64
    var secondsLimit: Int
    var attempts: Int
}

struct LeaseProposal: Statement {
    /// After so many workers died of it, a run counts as failed.
    static let mostAttempts = 3
    /// After so long without a sign of life, a run is taken over.
    static let patienceSeconds = 20

    static let sql = """
        UPDATE assignment.proposals
           SET state = 'running', worker = $1, heartbeat_at = now(), attempts = attempts + 1
         WHERE id = (SELECT id
                       FROM assignment.proposals
                      WHERE state = 'queued'
                         OR (state = 'running' AND heartbeat_at < now() - make_interval(secs => $2))
                      ORDER BY requested_at
                      LIMIT 1
                        FOR UPDATE SKIP LOCKED)
        RETURNING id, session_code, gap_millionths, seconds_limit, attempts
        """
    let worker: UUID
    var bindings: [SQLValue] { [.uuid(worker), .double(Double(Self.patienceSeconds))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> LeasedProposal {
        LeasedProposal(
            id: try row.uuid(0), session: try row.text(1), gapMillionths: try row.int64(2),
            secondsLimit: try row.int(3), attempts: try row.int(4))
    }
}

/// A sign of life with the best so far. The answer: whether to go on; no row when the lease was lost.
struct ReportProgress: Statement {
    static let sql = """
        UPDATE assignment.proposals
           SET heartbeat_at = now(), seats = $3, empty_seats = $4, cost = $5, bound = $6
         WHERE id = $1 AND worker = $2 AND state = 'running'
        RETURNING NOT stop_requested
        """
    let id: UUID
    let worker: UUID
    let seats: Int
    let emptySeats: Int
    let cost: Int64
    let bound: Int64
    var bindings: [SQLValue] {
        [.uuid(id), .uuid(worker), .int(Int64(seats)), .int(Int64(emptySeats)), .int(cost), .int(bound)]
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Bool { try row.bool(0) }
}

struct FinishProposal: Command {
    static let sql = """
        UPDATE assignment.proposals
           SET state = 'finished', finished_at = now(), seats = $3, empty_seats = $4, cost = $5, bound = $6,
               input_hash = $7, engine = $8, registry_revision = $9, based_on = $10
         WHERE id = $1 AND worker = $2 AND state = 'running'
        """
    let lease: (id: UUID, worker: UUID)
    let seats: Int
    let emptySeats: Int
    let cost: Int64
    let bound: Int64
    let input: PlanningInput
    var bindings: [SQLValue] {
        [
            .uuid(lease.id), .uuid(lease.worker), .int(Int64(seats)), .int(Int64(emptySeats)), .int(cost), .int(bound),
            .bytes(input.hash), .text(PlanningInput.engine), .int(Int64(input.revision)),
            .optional(input.basedOn) { .uuid($0) },
        ]
    }
}

struct FailProposal: Command {
    static let sql = """
        UPDATE assignment.proposals SET state = 'failed', finished_at = now(), failure = $3
         WHERE id = $1 AND worker = $2 AND state = 'running'
        """
    let id: UUID
    let worker: UUID
    let reason: String
    var bindings: [SQLValue] { [.uuid(id), .uuid(worker), .text(reason)] }
}

struct InsertProposalRows: Command {
    static let sql = """
        INSERT INTO assignment.proposal_rows
               (proposal_id, mission_id, participant_id, kilometres, nearer, next_best_kilometres)
        SELECT $1, mission, participant, kilometres, nearer, NULLIF(next_best, -1)
          FROM unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[], $6::bigint[])
               AS new (mission, participant, kilometres, nearer, next_best)
        """
    let proposal: UUID
    let rows: ArraySlice<RowExplanation>
    var bindings: [SQLValue] {
        [
            .uuid(proposal), .uuidArray(rows.map(\.row.mission.rawValue)),
            .uuidArray(rows.map(\.row.person.rawValue)), .intArray(rows.map { Int64($0.kilometres) }),
            .intArray(rows.map { Int64($0.nearer) }), .intArray(rows.map { Int64($0.nextBestKilometres ?? -1) }),
        ]
    }
}

struct InsertProposalGaps: Command {
    static let sql = """
        INSERT INTO assignment.proposal_gaps (proposal_id, mission_id, empty_seats, reason)
        SELECT $1, mission, empty, reason
          FROM unnest($2::uuid[], $3::bigint[], $4::text[]) AS new (mission, empty, reason)
        """
    let proposal: UUID
    let gaps: [GapExplanation]
    var bindings: [SQLValue] {
        [
            .uuid(proposal), .uuidArray(gaps.map(\.mission.rawValue)), .intArray(gaps.map { Int64($0.emptySeats) }),
            .textArray(gaps.map(\.sentence)),
        ]
    }
}

struct SelectPlanningState: Statement {
    static let sql = """
        SELECT r.revision, s.accepted_proposal
          FROM assignment.sessions AS s CROSS JOIN assignment.registry AS r
         WHERE s.code = $1
        """
    let session: String
    var bindings: [SQLValue] { [.text(session)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (revision: Int, accepted: UUID?) {
        (try row.int(0), try row.optionalUUID(1))
    }
}

/// Makes a finished proposal the plan of its session, if the session still has the plan that it was based on. No row
/// when not. Whether its rows are still possible says ``SelectPlanConflicts``. Convocations that the plan does not hold are
/// withdrawn by the next official run.
struct AcceptProposal: Statement {
    static let sql = """
        WITH session AS (
            UPDATE assignment.sessions AS s
               SET accepted_proposal = p.id
              FROM assignment.proposals AS p
             WHERE p.id = $1 AND p.state = 'finished' AND s.code = p.session_code
               AND (s.accepted_proposal IS NOT DISTINCT FROM p.based_on OR s.accepted_proposal = p.id)
            RETURNING s.code
        )
        UPDATE assignment.proposals
           SET accepted_at = coalesce(accepted_at, now()), accepted_by = coalesce(accepted_by, $2)
         WHERE id = $1 AND EXISTS (SELECT FROM session)
        RETURNING session_code
        """
    let id: UUID
    let by: UUID
    var bindings: [SQLValue] { [.uuid(id), .uuid(by)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.text(0) }
}

/// How many convocations of the session a proposal would take back.
struct CountWithdrawals: Statement {
    static let sql = """
        SELECT count(*)
          FROM assignment.proposals AS p
          JOIN assignment.missions AS m ON m.session_code = p.session_code
          JOIN assignment.standing_convocations AS c ON c.mission_id = m.id
         WHERE p.id = $1
           AND NOT EXISTS (SELECT FROM assignment.proposal_rows AS r
                            WHERE r.proposal_id = p.id AND r.mission_id = c.mission_id
                              AND r.participant_id = c.participant_id)
        """
    let proposal: UUID
    var bindings: [SQLValue] { [.uuid(proposal)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}
