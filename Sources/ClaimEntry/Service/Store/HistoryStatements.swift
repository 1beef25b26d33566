import ClaimEntryDomain
import Foundation
import Postgres
import Vocabulary

/// Everything that was ever sent for one claim, first to last.
struct SelectSubmissions: Statement {
    static let sql = """
        SELECT number, performed, body, sent_at
          FROM claim_entry.submission
         WHERE claim_id = $1
         ORDER BY number
        """
    let claim: ClaimID
    var bindings: [SQLValue] { [.uuid(claim.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> StoredSubmission {
        StoredSubmission(
            number: try row.int(0), performed: try row.bool(1), body: try row.json(2), sentAt: try row.timestamp(3))
    }
}

/// Whether liquidation can pay a person; no row before it has said anything, which it does when details come in.
struct SelectDossier: Statement {
    static let sql = "SELECT complete FROM claim_entry.dossier WHERE participant_id = $1"
    let participant: UUID
    var bindings: [SQLValue] { [.uuid(participant)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Bool { try row.bool(0) }
}
