import Foundation
import Postgres
import ValidationDomain

/// Where the file of a convocation stands; no row as long as claim entry has not prepared its claim.
struct SelectFileState: Statement {
    static let sql = "SELECT state FROM validation.claim WHERE convocation_id = $1 FOR UPDATE"
    let convocation: UUID
    var bindings: [SQLValue] { [.uuid(convocation)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> FileState {
        try FileState.read(try row.text(0))
    }
}

/// One more thing that deserves a look before anything is decided.
struct AddAttention: Command {
    static let sql = """
        UPDATE validation.claim
           SET attention = array_append(attention, $2), version = version + 1,
               attention_reasons = ARRAY(SELECT DISTINCT reason
                                           FROM unnest(array_append(attention_reasons, $3)) AS reason
                                          ORDER BY reason)
         WHERE convocation_id = $1 AND NOT $2 = ANY (attention)
        """
    let convocation: UUID
    let attention: Attention
    var bindings: [SQLValue] {
        [.uuid(convocation), .text(attention.label), .text(attention.reason.rawValue)]
    }
}
