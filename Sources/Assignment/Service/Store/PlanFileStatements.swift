import AssignmentDomain
import Foundation
import Postgres

/// A finished proposal that came as a file; its bound is that of the plan it starts from.
struct InsertFileProposal: Command {
    static let sql = """
        INSERT INTO assignment.proposals
               (id, session_code, state, requested_by, requested_name, requested_at, gap_millionths, seconds_limit,
                finished_at, registry_revision, based_on, seats, empty_seats, cost, bound, input_hash, engine, note)
        SELECT $1, $2, 'finished', $3, $4, $5, 0, 1, $5, $6, $7, $8, $9, $10,
               least(coalesce((SELECT bound FROM assignment.proposals WHERE id = $7), 0), $10), $11, 'file', $12
        """
    let id: UUID
    let session: String
    let decision: ManualDecision
    let input: PlanningInput
    let emptySeats: Int
    let cost: Int64
    let note: String
    var bindings: [SQLValue] {
        [
            .uuid(id), .text(session), .uuid(decision.by), .text(decision.name), .timestamp(decision.at),
            .int(Int64(input.revision)), .optional(input.basedOn) { .uuid($0) }, .int(Int64(input.problem.data.seats)),
            .int(Int64(emptySeats)), .int(cost), .bytes(input.hash), .text(note),
        ]
    }
}
