import Contracts
import Foundation
import Postgres
import ValidationDomain
import Vocabulary

/// A claim whose hours the service enters, and nobody has entered yet.
struct AwaitedHours: Sendable {
    let claim: ClaimID
    let version: Int64
    let name: String
    let number: String
    let mission: MissionDescription
}

/// One page of them, by name.
struct SelectAwaitedHours: Statement {
    static let sql = """
        SELECT claim.claim_id, claim.version, coalesce(person.given_name || ' ' || person.family_name, ''),
               coalesce(person.number, ''), claim.mission
          FROM validation.claim AS claim
          LEFT JOIN validation.person AS person ON person.participant_id = claim.participant_id
         WHERE \(QueueText.condition) AND claim.state = 'announced'
         ORDER BY person.search, claim.claim_id
         LIMIT 50
        """
    let filter: QueueFilter
    let reader: QueueReader
    var bindings: [SQLValue] { filter.bindings(for: reader) }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> AwaitedHours {
        AwaitedHours(
            claim: ClaimID(rawValue: try row.uuid(0)), version: try row.int64(1), name: try row.text(2),
            number: try row.text(3),
            mission: try JSONColumn.mission(try row.json(4), column: 4))
    }
}
