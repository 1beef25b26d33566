import Contracts
import Foundation
import Postgres
import Vocabulary

/// Takes a person's description, unless a later one is known. Returns a row when it was taken.
struct UpsertPayee: Statement {
    static let sql = """
        INSERT INTO liquidation.payee
               (participant_id, number, family_name, given_name, status, home_code, school_code, revision, updated_at,
                sought)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (participant_id) DO UPDATE
           SET number = excluded.number, family_name = excluded.family_name, given_name = excluded.given_name,
               status = excluded.status, home_code = excluded.home_code, school_code = excluded.school_code,
               revision = excluded.revision, updated_at = excluded.updated_at, sought = excluded.sought
         WHERE payee.revision < excluded.revision
        RETURNING participant_id
        """
    let person: PersonDescription
    /// The number of the fact in the person's stream.
    let revision: Int64
    let now: Date
    var bindings: [SQLValue] {
        [
            .uuid(person.participantID.rawValue), .text(person.number), .text(person.name.family),
            .text(person.name.given), .text(person.status), .text(person.home.code.description),
            .optional(person.school) { .text($0.code.description) }, .int(revision), .timestamp(now),
            .text(Sought.form(of: "\(person.name.family) \(person.name.given) \(person.number)")),
        ]
    }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ParticipantID {
        ParticipantID(rawValue: try row.uuid(0))
    }
}

/// How names are compared: capitals without accents.
enum Sought {
    static func form(of text: String) -> String {
        text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil).uppercased()
    }
}

/// Somebody who may be paid.
struct Payee: Sendable {
    let participantID: ParticipantID
    let number: String
    let name: PersonName
    let status: String
    let home: CommuneCode?
    let school: CommuneCode?
    /// The version of the bank details that may be used; nil without any, and when the bank has refused the last ones.
    let usableBankDetails: Int?
}

/// The payees among some participants. The row is kept from changing until the transaction ends, so that a payment
/// is never left blocked beside bank details that have just come.
struct SelectPayees: Statement {
    static let sql = """
        SELECT p.participant_id, p.number, p.family_name, p.given_name, p.status, p.home_code, p.school_code,
               (SELECT d.version
                  FROM liquidation.bank_details d
                 WHERE d.participant_id = p.participant_id
                   AND d.version = (SELECT max(l.version) FROM liquidation.bank_details l
                                     WHERE l.participant_id = p.participant_id)
                   AND NOT EXISTS (SELECT FROM liquidation.bank_details_refusal r
                                    WHERE r.participant_id = d.participant_id AND r.version = d.version))
          FROM liquidation.payee p
         WHERE p.participant_id = ANY ($1)
         ORDER BY p.participant_id
           FOR SHARE OF p
        """
    let participants: [ParticipantID]
    var bindings: [SQLValue] { [.uuidArray(participants.map(\.rawValue))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Payee {
        Payee(
            participantID: ParticipantID(rawValue: try row.uuid(0)), number: try row.text(1),
            name: PersonName(family: try row.text(2), given: try row.text(3)), status: try row.text(4),
            home: CommuneCode(try row.text(5)), school: try row.optionalText(6).flatMap { CommuneCode($0) },
            usableBankDetails: try row.optionalInt(7))
    }
}
