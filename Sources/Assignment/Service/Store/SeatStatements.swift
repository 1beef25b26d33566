import AssignmentDomain
import Foundation
import Postgres
import Vocabulary

/// One mission as its own page shows it.
struct SeatMission: Sendable {
    var id: UUID
    var code: String
    var exam: String
    var test: String
    var kind: String
    var office: String
    var centre: String
    var point: GeoPoint
    var remote: Bool
    var slots: [String]
    var seats: Int
    var plan: UUID?

    var halfDays: Set<PlanningData.HalfDay> {
        PlanningData.halfDays(of: slots.compactMap { Slot(written: $0) })
    }
}

struct SelectSeatMission: Statement {
    static let sql = """
        SELECT m.id, m.code, m.exam, m.test, m.kind, m.office, centres.name || ', ' || place.name, place.latitude,
               place.longitude, m.remote, m.slots, m.seats, s.accepted_proposal
          FROM assignment.missions AS m
          JOIN assignment.sessions AS s ON s.code = m.session_code
          JOIN assignment.centres ON centres.code = m.centre_code
          JOIN assignment.communes AS place ON place.code = centres.commune_code
         WHERE m.session_code = $1 AND m.code = $2
        """
    let session: String
    let code: String
    var bindings: [SQLValue] { [.text(session), .text(code)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> SeatMission {
        SeatMission(
            id: try row.uuid(0), code: try row.text(1), exam: try row.text(2), test: try row.text(3),
            kind: try row.text(4), office: try row.text(5), centre: try row.text(6),
            point: GeoPoint(latitude: try row.double(7), longitude: try row.double(8)), remote: try row.bool(9),
            slots: try row.textArray(10), seats: try row.int(11), plan: try row.optionalUUID(12))
    }
}

/// Everybody who holds the competence of a mission or has a seat in it, with what the plan and the registry know.
/// Half-days travel as `2026-06-18/morning`, other missions as
/// `M12 43.6;1.44 2026-06-18 08:00-12:00|…`, with `-` for the place of a remote one.
struct SelectSeatCandidates: Statement {
    static let sql = """
        SELECT p.id, p.number, p.family_name || ' ' || p.given_name, home.name, home.latitude, home.longitude,
               p.most_missions, own.participant_id IS NOT NULL,
               EXISTS (SELECT FROM assignment.standing_convocations AS c
                        WHERE c.mission_id = m.id AND c.participant_id = p.id),
               CASE WHEN assignment.judges_own_pupils(p.id, m.centre_code, m.kind) THEN 'avoid' ELSE rule.rule END,
               CASE WHEN assignment.judges_own_pupils(p.id, m.centre_code, m.kind)
                    THEN 'ses élèves passent dans ce centre' ELSE rule.reason END,
               ARRAY(SELECT u.day || '/' || u.half FROM assignment.unavailabilities AS u
                      WHERE u.participant_id = p.id AND u.day BETWEEN s.first_day AND s.last_day),
               ARRAY(SELECT o.code || ' ' || o.place || ' ' || array_to_string(o.slots, '|')
                       FROM assignment.proposal_rows AS r
                       JOIN assignment.placed_missions AS o ON o.id = r.mission_id
                      WHERE r.proposal_id = s.accepted_proposal AND r.participant_id = p.id AND o.id <> m.id
                     UNION ALL
                     SELECT o.code || ' ' || o.place || ' ' || array_to_string(o.slots, '|')
                       FROM assignment.standing_convocations AS c
                       JOIN assignment.placed_missions AS o ON o.id = c.mission_id
                      WHERE c.participant_id = p.id AND o.session_code <> m.session_code),
               ARRAY(SELECT w.day || '/' || w.half || '/' || w.level FROM assignment.wishes AS w
                      WHERE w.participant_id = p.id AND w.day BETWEEN s.first_day AND s.last_day),
               p.status, coalesce(p.school_code, ''), m.exam,
               ARRAY(SELECT k.test FROM assignment.usable_competences AS k
                      WHERE k.participant_id = p.id AND k.exam = m.exam
                        AND assignment.holds_at(k.valid_from, k.valid_to, m.slots))
          FROM assignment.missions AS m
          JOIN assignment.sessions AS s ON s.code = m.session_code
          JOIN assignment.participants AS p
            ON EXISTS (SELECT FROM assignment.usable_competences AS k
                        WHERE k.participant_id = p.id AND k.exam = m.exam AND k.test = m.test
                          AND assignment.holds_at(k.valid_from, k.valid_to, m.slots))
               OR EXISTS (SELECT FROM assignment.proposal_rows AS r
                           WHERE r.proposal_id = s.accepted_proposal AND r.mission_id = m.id
                             AND r.participant_id = p.id)
          JOIN assignment.communes AS home ON home.code = p.home_commune
          LEFT JOIN assignment.proposal_rows AS own
            ON own.proposal_id = s.accepted_proposal AND own.mission_id = m.id AND own.participant_id = p.id
          LEFT JOIN assignment.standing_rules AS rule ON rule.mission_id = m.id AND rule.participant_id = p.id
         WHERE m.id = $1
        """
    let mission: SeatMission
    var bindings: [SQLValue] { [.uuid(mission.id)] }

    struct Found: Sendable {
        var candidate: SeatCandidate
        var home: GeoPoint
        var wishes: [PlanningData.HalfDay: PlanningData.Wish]
    }

    static func decode(_ row: borrowing Row) throws(PostgresError) -> Found {
        var candidate = SeatCandidate(
            id: ParticipantID(rawValue: try row.uuid(0)), number: try row.text(1), name: try row.text(2),
            home: try row.text(3), kilometres: 0, mostMissions: try row.int(6))
        candidate.isIn = try row.bool(7)
        candidate.isConvened = try row.bool(8)
        let reason = try row.optionalText(10) ?? ""
        candidate.rule = try row.optionalText(9).map { $0 == "keep" ? .keep(reason: reason) : .avoid(reason: reason) }
        candidate.unavailable = Set(try row.textArray(11).compactMap(Self.halfDay))
        candidate.commitments = try row.textArray(12).map(Self.commitment)
        let exam = try row.text(16)
        candidate.traits = PersonTraits(
            status: try row.text(14), school: try row.text(15),
            subjects: Set(try row.textArray(17).map { .init(exam: exam, test: $0) }))
        let wishes = try row.textArray(13).compactMap(Self.wish)
        return Found(
            candidate: candidate, home: GeoPoint(latitude: try row.double(4), longitude: try row.double(5)),
            wishes: Dictionary(wishes, uniquingKeysWith: { first, _ in first }))
    }

    private static func wish(_ text: String) -> (PlanningData.HalfDay, PlanningData.Wish)? {
        let parts = text.split(separator: "/")
        guard parts.count == 3, let halfDay = halfDay("\(parts[0])/\(parts[1])"),
            let wish = PlanningData.Wish(rawValue: String(parts[2]))
        else { return nil }
        return (halfDay, wish)
    }

    private static func halfDay(_ text: String) -> PlanningData.HalfDay? {
        guard let day = CalendarDay(text.prefix(10)), let half = Half(rawValue: String(text.dropFirst(11))) else {
            return nil
        }
        return PlanningData.HalfDay(day: day, half: half)
    }

    private static func commitment(_ text: String) -> SeatCandidate.Commitment {
        let parts = text.split(separator: " ", maxSplits: 2)
        let slots = parts.count == 3 ? parts[2].split(separator: "|").compactMap { Slot(written: String($0)) } : []
        let degrees = parts.count == 3 ? parts[1].split(separator: ";").compactMap { Double($0) } : []
        return .init(
            mission: parts.first.map(String.init) ?? "", halfDays: PlanningData.halfDays(of: slots),
            place: degrees.count == 2 ? GeoPoint(latitude: degrees[0], longitude: degrees[1]) : nil)
    }
}

/// What a manager decides about one person in one mission.
struct UpsertManagerRule: Command {
    static let sql = """
        INSERT INTO assignment.manager_rules (mission_id, participant_id, rule, reason, made_by, made_name, made_at)
        SELECT $1, p.id, $3, $4, $5, $6, $7 FROM assignment.participants AS p WHERE p.number = $2
            ON CONFLICT (mission_id, participant_id) DO UPDATE
           SET rule = excluded.rule, reason = excluded.reason, made_by = excluded.made_by,
               made_name = excluded.made_name, made_at = excluded.made_at
        """
    let mission: UUID
    let number: String
    let rule: String
    let reason: String
    let decision: ManualDecision
    var bindings: [SQLValue] {
        [
            .uuid(mission), .text(number), .text(rule), .text(reason), .uuid(decision.by), .text(decision.name),
            .timestamp(decision.at),
        ]
    }
}

struct DeleteManagerRule: Command {
    static let sql = """
        DELETE FROM assignment.manager_rules AS r
         USING assignment.participants AS p
         WHERE r.mission_id = $1 AND p.id = r.participant_id AND p.number = $2
        """
    let mission: UUID
    let number: String
    var bindings: [SQLValue] { [.uuid(mission), .text(number)] }
}

/// Who decided something by hand, and when.
struct ManualDecision: Sendable {
    var by: UUID
    var name: String
    var at: Date
}

/// A plan like another one but for one mission: makes the proposal, its rows and its gaps, and takes it for the session.
struct ManualPlan: Sendable {
    var id: UUID
    var base: UUID
    var mission: UUID
    var removed: UUID?
    var added: (person: UUID, kilometres: Int)?
    var note: String
    var costDelta: Int
    var decision: ManualDecision
}

struct InsertManualProposal: Command {
    static let sql = """
        INSERT INTO assignment.proposals
               (id, session_code, state, requested_by, requested_name, requested_at, gap_millionths, seconds_limit,
                finished_at, registry_revision, based_on, seats, empty_seats, cost, bound, engine, accepted_at,
                accepted_by, note)
        SELECT $1, session_code, 'finished', $3, $4, $5, gap_millionths, seconds_limit, $5, registry_revision, id,
               seats, empty_seats + $6, cost + $7, least(bound, cost + $7), 'manual', $5, $3, $8
          FROM assignment.proposals
         WHERE id = $2
        """
    let plan: ManualPlan
    var bindings: [SQLValue] {
        let seats = (plan.removed == nil ? 0 : 1) - (plan.added == nil ? 0 : 1)
        return [
            .uuid(plan.id), .uuid(plan.base), .uuid(plan.decision.by), .text(plan.decision.name),
            .timestamp(plan.decision.at), .int(Int64(seats)), .int(Int64(plan.costDelta)), .text(plan.note),
        ]
    }
}

struct InsertManualRows: Command {
    static let sql = """
        INSERT INTO assignment.proposal_rows
               (proposal_id, mission_id, participant_id, kilometres, nearer, next_best_kilometres)
        SELECT $1::uuid, mission_id, participant_id, kilometres, nearer, next_best_kilometres
          FROM assignment.proposal_rows
         WHERE proposal_id = $2 AND (mission_id <> $3 OR participant_id IS DISTINCT FROM $4::uuid)
        UNION ALL
        SELECT $1::uuid, $3::uuid, $5::uuid, $6::integer, 0, NULL WHERE $5::uuid IS NOT NULL
        """
    let plan: ManualPlan
    var bindings: [SQLValue] {
        [
            .uuid(plan.id), .uuid(plan.base), .uuid(plan.mission), .optional(plan.removed) { .uuid($0) },
            .optional(plan.added) { .uuid($0.person) }, .int(Int64(plan.added?.kilometres ?? 0)),
        ]
    }
}

/// The gaps of the plan before, and of the changed mission what is open now.
struct InsertManualGaps: Command {
    static let sql = """
        INSERT INTO assignment.proposal_gaps (proposal_id, mission_id, empty_seats, reason)
        SELECT $1::uuid, mission_id, empty_seats, reason
          FROM assignment.proposal_gaps
         WHERE proposal_id = $2 AND mission_id <> $3
        UNION ALL
        SELECT $1::uuid, m.id, m.seats - taken.rows, $4::text
          FROM assignment.missions AS m
         CROSS JOIN LATERAL (SELECT count(*) AS rows FROM assignment.proposal_rows AS r
                              WHERE r.proposal_id = $1 AND r.mission_id = m.id) AS taken
         WHERE m.id = $3 AND m.seats > taken.rows
        """
    let plan: ManualPlan
    let reason: String
    var bindings: [SQLValue] { [.uuid(plan.id), .uuid(plan.base), .uuid(plan.mission), .text(reason)] }
}

struct TakeManualPlan: Command {
    static let sql = """
        UPDATE assignment.sessions SET accepted_proposal = $1 WHERE accepted_proposal = $2
        """
    let plan: ManualPlan
    var bindings: [SQLValue] { [.uuid(plan.id), .uuid(plan.base)] }
}
