import Foundation
import Postgres
import ValidationDomain
import Vocabulary

/// What an officer looks for; it stands in the address.
struct QueueFilter: Sendable, Equatable {
    var states: [String]
    var office: String
    var exam: String
    var kind: String
    /// Number or part of the name.
    var text: String
    /// `true`: only what is in order; `false`: only what is not; nil: both.
    var inOrder: Bool?
    var page = 0

    static let pageSize = 50
}

/// One row of the work list.
struct QueueRow: Sendable {
    let claimID: ClaimID
    let name: String
    let number: String
    let exam: String
    let kind: String
    let office: String
    let test: String
    let centre: String
    let state: FileState
    let attention: [String]
    let since: Date
}

private enum QueueText {
    /// Offices, states, exam, kind, text, order: `$1` to `$6`; own claims are never in the list: `$7`.
    static let condition = """
          FROM validation.claim AS claim
          LEFT JOIN validation.person AS person ON person.participant_id = claim.participant_id
         WHERE ('*' = ANY ($1) OR claim.office = ANY ($1)) AND claim.state = ANY ($2)
           AND ($3 = '' OR claim.exam = $3) AND ($4 = '' OR claim.kind = $4)
           AND ($5 = '' OR person.number = $5 OR person.family_name ILIKE $5 || '%')
           AND ($6 = '' OR ($6 = 'yes') = (claim.attention = '{}'))
           AND claim.participant_id IS DISTINCT FROM $7
        """
}

extension QueueFilter {
    func bindings(_ perimeter: Set<String>, _ own: UUID?) -> [SQLValue] {
        let offices: [String] =
            office.isEmpty ? Array(perimeter) : (perimeter.contains("*") || perimeter.contains(office) ? [office] : [])
        return [
            .textArray(offices), .textArray(states), .text(exam), .text(kind), .text(text),
            .text(inOrder.map { $0 ? "yes" : "no" } ?? ""), .optional(own) { .uuid($0) },
        ]
    }
}

struct SelectQueue: Statement {
    static let sql = """
        SELECT claim.claim_id, coalesce(person.given_name || ' ' || person.family_name, ''),
               coalesce(person.number, ''), claim.exam, claim.kind, claim.office, claim.mission ->> 'test',
               claim.mission ->> 'centreName', claim.state, claim.attention, claim.since
        \(QueueText.condition)
         ORDER BY claim.since, claim.claim_id LIMIT 50 OFFSET $8
        """
    let filter: QueueFilter
    let perimeter: Set<String>
    let own: UUID?
    var bindings: [SQLValue] {
        filter.bindings(perimeter, own) + [.int(Int64(filter.page * QueueFilter.pageSize))]
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> QueueRow {
        QueueRow(
            claimID: ClaimID(rawValue: try row.uuid(0)), name: try row.text(1), number: try row.text(2),
            exam: try row.text(3), kind: try row.text(4), office: try row.text(5), test: try row.text(6),
            centre: try row.text(7), state: FileState(rawValue: try row.text(8)) ?? .announced,
            attention: try row.textArray(9), since: try row.timestamp(10))
    }
}

struct CountQueue: Statement {
    static let sql = "SELECT count(*) \(QueueText.condition)"
    let filter: QueueFilter
    let perimeter: Set<String>
    let own: UUID?
    var bindings: [SQLValue] { filter.bindings(perimeter, own) }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

/// The claims that a summary named, oldest first; locked in the order of their ids.
struct SelectInOrder: Statement {
    static let sql = """
        SELECT claim.claim_id \(QueueText.condition) ORDER BY claim.since, claim.claim_id LIMIT 1000
        """
    let filter: QueueFilter
    let perimeter: Set<String>
    let own: UUID?
    var bindings: [SQLValue] { filter.bindings(perimeter, own) }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ClaimID {
        ClaimID(rawValue: try row.uuid(0))
    }
}
