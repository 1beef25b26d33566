import Foundation
import Postgres
import Vocabulary

/// What may be shown of a person's bank details; nil when assignment has not announced the person.
struct SelectDossierState: Statement {
    static let sql = """
        SELECT p.status, d.iban_masked, r.code, d.entered_at,
               EXISTS (SELECT FROM liquidation.bank_details n
                        WHERE n.participant_id = p.participant_id AND n.national_number IS NOT NULL)
          FROM liquidation.payee p
          LEFT JOIN liquidation.bank_details d
            ON d.participant_id = p.participant_id
           AND d.version = (SELECT max(m.version) FROM liquidation.bank_details m
                             WHERE m.participant_id = p.participant_id)
          LEFT JOIN liquidation.bank_details_refusal r
            ON r.participant_id = d.participant_id AND r.version = d.version
         WHERE p.participant_id = $1
        """
    let participant: ParticipantID
    var bindings: [SQLValue] { [.uuid(participant.rawValue)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> DossierState {
        DossierState(
            status: try row.text(0), masked: try row.optionalText(1), refusal: try row.optionalText(2),
            enteredAt: try row.optionalTimestamp(3), hasNationalNumber: try row.bool(4))
    }
}

struct DossierState: Sendable {
    let status: String
    let masked: String?
    /// The bank's code, when it has refused the account.
    let refusal: String?
    let enteredAt: Date?
    let hasNationalNumber: Bool
}
