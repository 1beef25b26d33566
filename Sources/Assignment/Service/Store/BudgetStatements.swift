import Foundation
import Postgres

/// One row of a plan as far as its price depends on it.
struct BudgetRow: Sendable {
    var kind: String
    var exam: String
    var evaluation: String
    var slots: [String]
    var minutesPerCandidate: Int?
    var remote: Bool
    var centre: String
    var commune: String
    var kilometres: Int
    var home: String
    var school: String?
    var status: String
}

struct SelectBudgetRows: Statement {
    static let sql = """
        SELECT m.kind, m.exam, m.evaluation, m.slots, m.minutes_per_candidate, m.remote,
               centres.name || ', ' || place.name, place.code, r.kilometres, p.home_commune, p.school_commune, p.status
          FROM assignment.proposal_rows AS r
          JOIN assignment.missions AS m ON m.id = r.mission_id
          JOIN assignment.centres ON centres.code = m.centre_code
          JOIN assignment.communes AS place ON place.code = centres.commune_code
          JOIN assignment.participants AS p ON p.id = r.participant_id
         WHERE r.proposal_id = $1 AND (cardinality($2::text[]) = 0 OR m.office = ANY ($2))
        """
    let proposal: UUID
    let offices: [String]
    var bindings: [SQLValue] { [.uuid(proposal), .textArray(offices)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> BudgetRow {
        BudgetRow(
            kind: try row.text(0), exam: try row.text(1), evaluation: try row.text(2), slots: try row.textArray(3),
            minutesPerCandidate: try row.optionalInt(4), remote: try row.bool(5), centre: try row.text(6),
            commune: try row.text(7), kilometres: try row.int(8), home: try row.text(9),
            school: try row.optionalText(10), status: try row.text(11))
    }
}
