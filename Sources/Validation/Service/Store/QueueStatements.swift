import Foundation
import Postgres
import ValidationDomain
import Vocabulary

/// One row of the work list.
struct QueueRow: Sendable {
    let claimID: ClaimID
    let name: String
    let number: String
    let exam: String
    let kind: String
    let test: String
    let centre: String
    let state: FileState
    let attention: [String]
    let since: Date
    let estimateCents: Int64
}

/// For whom the list is: an office's claims only, and never one's own.
struct QueueReader: Sendable {
    let perimeter: Set<String>
    let participant: UUID?
}

enum QueueText {
    static let columns = """
        claim.claim_id, coalesce(person.given_name || ' ' || person.family_name, ''), coalesce(person.number, ''),
               claim.exam, claim.kind, claim.test, claim.centre_name, claim.state, claim.attention, claim.since,
               claim.indemnity_cents + claim.travel_cents
        """

    /// Offices, own claims, exam, kind, words of the name, reason, centre, hours still to be entered: `$1` to `$8`.
    static let condition = """
        ('*' = ANY ($1) OR claim.office = ANY ($1)) AND claim.participant_id IS DISTINCT FROM $2
           AND ($3 = '' OR claim.exam = $3) AND ($4 = '' OR claim.kind = $4)
           AND ($5::text[] = '{}' OR claim.participant_id IN
               (SELECT participant_id FROM validation.person WHERE search LIKE ALL ($5)))
           AND CASE $6 WHEN '' THEN true WHEN 'oui' THEN claim.attention_reasons = '{}'
                       WHEN 'non' THEN claim.attention_reasons <> '{}' ELSE $6 = ANY (claim.attention_reasons) END
           AND ($7 = '' OR claim.centre = $7)
           AND (NOT $8 OR (claim.indemnity = 'entered-by-service' AND claim.decision = 0))
        """

    static func row(_ row: borrowing Row) throws(PostgresError) -> QueueRow {
        QueueRow(
            claimID: ClaimID(rawValue: try row.uuid(0)), name: try row.text(1), number: try row.text(2),
            exam: try row.text(3), kind: try row.text(4), test: try row.text(5), centre: try row.text(6),
            state: try FileState.read(try row.text(7)), attention: try row.textArray(8),
            since: try row.timestamp(9), estimateCents: try row.int64(10))
    }
}

extension QueueFilter {
    func bindings(for reader: QueueReader) -> [SQLValue] {
        let all = reader.perimeter.contains("*")
        let offices: [String] =
            office.isEmpty
            ? Array(reader.perimeter).sorted() : (all || reader.perimeter.contains(office) ? [office] : [])
        return [
            .textArray(offices), .optional(reader.participant) { .uuid($0) }, .text(exam), .text(kind),
            .textArray(SearchText.patterns(text)), .text(point), .text(centre), .bool(view == .hours),
        ]
    }
}

/// An order of the list. Each has its own text, so that the database can walk along an index.
protocol QueueOrder {
    static var columns: String { get }
    /// What the order needs besides the claim.
    static var join: String { get }
}

enum OldestFirst: QueueOrder {
    static let columns = "claim.since, claim.claim_id"
    static let join = ""
}

enum ByCentre: QueueOrder {
    static let columns = "claim.centre_name, claim.since, claim.claim_id"
    static let join = ""
}

enum ByName: QueueOrder {
    static let columns = "person.search, claim.since, claim.claim_id"
    static let join = "LEFT JOIN validation.person AS person ON person.participant_id = claim.participant_id"
}

/// One page of the list: its claims are found first, and only these are read in full.
struct SelectQueue<Order: QueueOrder>: Statement {
    static var sql: String {
        """
        WITH page AS MATERIALIZED (
            SELECT claim.claim_id
              FROM validation.claim AS claim \(Order.join)
             WHERE \(QueueText.condition) AND claim.state = ANY ($9)
             ORDER BY \(Order.columns)
             LIMIT 50 OFFSET $10)
        SELECT \(QueueText.columns)
          FROM page
          JOIN validation.claim AS claim ON claim.claim_id = page.claim_id
          LEFT JOIN validation.person AS person ON person.participant_id = claim.participant_id
         ORDER BY \(Order.columns)
        """
    }
    let filter: QueueFilter
    let reader: QueueReader
    var bindings: [SQLValue] {
        filter.bindings(for: reader) + [
            .textArray(filter.states), .int(Int64(filter.page * QueueFilter.pageSize)),
        ]
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> QueueRow { try QueueText.row(row) }
}

extension Connection {
    /// One page of the list, in the order asked for.
    func queue(_ filter: QueueFilter, for reader: QueueReader) throws -> [QueueRow] {
        switch filter.order {
        case "nom": try run(SelectQueue<ByName>(filter: filter, reader: reader))
        case "centre": try run(SelectQueue<ByCentre>(filter: filter, reader: reader))
        default: try run(SelectQueue<OldestFirst>(filter: filter, reader: reader))
        }
    }
}

/// How many claims stand where, whatever state the filter names.
struct QueueCount: Sendable {
    let state: FileState
    let inOrder: Bool
    let awaitsHours: Bool
    let claims: Int
    let estimateCents: Int64
}

struct CountQueue: Statement {
    static let sql = """
        SELECT claim.state, claim.attention_reasons = '{}',
               claim.state = 'announced' AND claim.indemnity = 'entered-by-service' AND claim.decision = 0,
               count(*), sum(claim.indemnity_cents + claim.travel_cents)::bigint
          FROM validation.claim AS claim
         WHERE \(QueueText.condition)
         GROUP BY 1, 2, 3
        """
    let filter: QueueFilter
    let reader: QueueReader
    var bindings: [SQLValue] {
        var every = filter
        every.view = .open
        return every.bindings(for: reader)
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> QueueCount {
        QueueCount(
            state: try FileState.read(try row.text(0)), inOrder: try row.bool(1), awaitsHours: try row.bool(2),
            claims: try row.int(3), estimateCents: try row.int64(4))
    }
}

/// What the filters offer: what occurs, within one's offices.
struct QueueChoice: Sendable {
    let office: String
    let centre: String
    let centreName: String
    let exam: String
    let kind: String
}

struct SelectChoices: Statement {
    static let sql = """
        SELECT office, centre, centre_name, exam, kind FROM validation.claim
         WHERE '*' = ANY ($1) OR office = ANY ($1)
         GROUP BY office, centre, centre_name, exam, kind
        """
    let reader: QueueReader
    var bindings: [SQLValue] { [.textArray(Array(reader.perimeter).sorted())] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> QueueChoice {
        QueueChoice(
            office: try row.text(0), centre: try row.text(1), centreName: try row.text(2), exam: try row.text(3),
            kind: try row.text(4))
    }
}

/// The next claim of the list after a place in it, oldest first.
struct SelectNext: Statement {
    static let sql = """
        SELECT claim.claim_id
          FROM validation.claim AS claim
         WHERE \(QueueText.condition) AND claim.state = ANY ($9) AND (claim.since, claim.claim_id) > ($10, $11)
         ORDER BY claim.since, claim.claim_id
         LIMIT 1
        """
    let filter: QueueFilter
    let reader: QueueReader
    let after: QueuePlace
    var bindings: [SQLValue] {
        filter.bindings(for: reader) + [.textArray(filter.states), .timestamp(after.since), .uuid(after.claim)]
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ClaimID { ClaimID(rawValue: try row.uuid(0)) }
}

/// What an officer is about to sign: claims in order that were sent before an instant, by exam and kind.
struct BulkCount: Sendable {
    let exam: String
    let kind: String
    let claims: Int
    let indemnityCents: Int64
    let travelCents: Int64
}

struct CountInOrder: Statement {
    static let sql = """
        SELECT exam, kind, count(*), sum(indemnity_cents)::bigint, sum(travel_cents)::bigint
          FROM (SELECT claim.exam, claim.kind, claim.indemnity_cents, claim.travel_cents
                  FROM validation.claim AS claim
                 WHERE \(QueueText.condition) AND claim.state = 'submitted' AND claim.since <= $9
                 ORDER BY claim.since, claim.claim_id LIMIT 1000) AS chosen
         GROUP BY exam, kind ORDER BY 1, 2
        """
    let filter: QueueFilter
    let reader: QueueReader
    let sentBefore: Date
    var bindings: [SQLValue] { filter.bindings(for: reader) + [.timestamp(sentBefore)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> BulkCount {
        BulkCount(
            exam: try row.text(0), kind: try row.text(1), claims: try row.int(2), indemnityCents: try row.int64(3),
            travelCents: try row.int64(4))
    }
}

/// The claims that a summary named, oldest first.
struct SelectInOrder: Statement {
    static let sql = """
        SELECT claim.claim_id
          FROM validation.claim AS claim
         WHERE \(QueueText.condition) AND claim.state = 'submitted' AND claim.since <= $9
         ORDER BY claim.since, claim.claim_id LIMIT 1000
        """
    let filter: QueueFilter
    let reader: QueueReader
    let sentBefore: Date
    var bindings: [SQLValue] { filter.bindings(for: reader) + [.timestamp(sentBefore)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ClaimID {
        ClaimID(rawValue: try row.uuid(0))
    }
}
