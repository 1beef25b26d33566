import Foundation
import Postgres

/// What a manager looks for among the rows of a session's plan; empty texts select everything.
struct RowFilter: Sendable, Equatable {
    var session: String
    var text = ""
    var exam = ""
    var centre = ""
    /// Offices of the reader's perimeter; empty for all.
    var offices: [String] = []
}

struct PlanRow: Sendable {
    var missionCode: String
    var exam: String
    var test: String
    var kind: String
    var centre: String
    var slots: [String]
    var number: String
    var name: String
    var home: String
    var kilometres: Int
    var nearer: Int
    var nextBestKilometres: Int?
    var convened: Bool
}

struct SelectPlanRows: Statement {
    static let sql = """
        SELECT m.code, m.exam, m.test, m.kind, centres.name || ', ' || place.name, m.slots, p.number,
               p.family_name || ' ' || p.given_name, home.name, r.kilometres, r.nearer, r.next_best_kilometres,
               EXISTS (SELECT FROM assignment.standing_convocations AS c
                        WHERE c.mission_id = r.mission_id AND c.participant_id = r.participant_id)
          FROM assignment.sessions AS s
          JOIN assignment.proposal_rows AS r ON r.proposal_id = s.accepted_proposal
          JOIN assignment.missions AS m ON m.id = r.mission_id
          JOIN assignment.centres ON centres.code = m.centre_code
          JOIN assignment.communes AS place ON place.code = centres.commune_code
          JOIN assignment.participants AS p ON p.id = r.participant_id
          JOIN assignment.communes AS home ON home.code = p.home_commune
         WHERE s.code = $1
           AND ($2 = '' OR p.number = $2 OR m.code = $2
                OR p.family_name || ' ' || p.given_name ILIKE '%' || $2 || '%' OR m.test ILIKE '%' || $2 || '%')
           AND ($3 = '' OR m.exam = $3)
           AND ($4 = '' OR m.centre_code = $4)
           AND (cardinality($5::text[]) = 0 OR m.office = ANY ($5))
         ORDER BY m.exam, m.test, m.code, p.family_name, p.given_name, p.number
         LIMIT $6 OFFSET $7
        """
    let filter: RowFilter
    let limit: Int
    let offset: Int
    var bindings: [SQLValue] { filter.bindings + [.int(Int64(limit)), .int(Int64(offset))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> PlanRow {
        PlanRow(
            missionCode: try row.text(0), exam: try row.text(1), test: try row.text(2), kind: try row.text(3),
            centre: try row.text(4), slots: try row.textArray(5), number: try row.text(6), name: try row.text(7),
            home: try row.text(8), kilometres: try row.int(9), nearer: try row.int(10),
            nextBestKilometres: try row.optionalInt(11), convened: try row.bool(12))
    }
}

struct CountPlanRows: Statement {
    static let sql = """
        SELECT count(*)
          FROM assignment.sessions AS s
          JOIN assignment.proposal_rows AS r ON r.proposal_id = s.accepted_proposal
          JOIN assignment.missions AS m ON m.id = r.mission_id
          JOIN assignment.participants AS p ON p.id = r.participant_id
         WHERE s.code = $1
           AND ($2 = '' OR p.number = $2 OR m.code = $2
                OR p.family_name || ' ' || p.given_name ILIKE '%' || $2 || '%' OR m.test ILIKE '%' || $2 || '%')
           AND ($3 = '' OR m.exam = $3)
           AND ($4 = '' OR m.centre_code = $4)
           AND (cardinality($5::text[]) = 0 OR m.office = ANY ($5))
        """
    let filter: RowFilter
    var bindings: [SQLValue] { filter.bindings }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

extension RowFilter {
    fileprivate var bindings: [SQLValue] {
        [.text(session), .text(text), .text(exam), .text(centre), .textArray(offices)]
    }
}

struct PlanGap: Sendable {
    var missionCode: String
    var exam: String
    var test: String
    var kind: String
    var centre: String
    var slots: [String]
    var seats: Int
    var emptySeats: Int
    var reason: String
}

struct SelectPlanGaps: Statement {
    static let sql = """
        SELECT m.code, m.exam, m.test, m.kind, centres.name || ', ' || place.name, m.slots, m.seats, g.empty_seats,
               g.reason
          FROM assignment.proposal_gaps AS g
          JOIN assignment.missions AS m ON m.id = g.mission_id
          JOIN assignment.centres ON centres.code = m.centre_code
          JOIN assignment.communes AS place ON place.code = centres.commune_code
         WHERE g.proposal_id = $1 AND (cardinality($2::text[]) = 0 OR m.office = ANY ($2))
         ORDER BY g.empty_seats DESC, m.exam, m.test, m.code
        """
    let proposal: UUID
    let offices: [String]
    var bindings: [SQLValue] { [.uuid(proposal), .textArray(offices)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> PlanGap {
        PlanGap(
            missionCode: try row.text(0), exam: try row.text(1), test: try row.text(2), kind: try row.text(3),
            centre: try row.text(4), slots: try row.textArray(5), seats: try row.int(6), emptySeats: try row.int(7),
            reason: try row.text(8))
    }
}
