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
    /// Whether the bank has refused the last ones.
    var accountRefused = false
}

extension Payee {
    /// Why a transfer to this person cannot be ordered: the code of messages and histories; nil when it can.
    var obstacle: String? {
        usableBankDetails == nil ? accountRefused ? "bank-details-refused" : "bank-details-missing" : nil
    }
}

/// Keeps payees from changing their account until the transaction ends. To be run before `SelectPayees`, whose
/// reading then begins after whatever it had to wait for: so no payment is left blocked beside bank details that have
/// just come, nor ordered to an account that has just been refused.
struct KeepPayees: Statement {
    static let sql = """
        SELECT participant_id FROM liquidation.payee WHERE participant_id = ANY ($1) ORDER BY participant_id FOR SHARE
        """
    let participants: [ParticipantID]
    var bindings: [SQLValue] { [.uuidArray(participants.map(\.rawValue))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ParticipantID {
        ParticipantID(rawValue: try row.uuid(0))
    }
}

/// Holds payees whose account is about to be refused; payments are established under the same rows' share lock.
struct LockPayees: Statement {
    static let sql = """
        SELECT participant_id FROM liquidation.payee WHERE participant_id = ANY ($1) ORDER BY participant_id FOR UPDATE
        """
    let participants: [ParticipantID]
    var bindings: [SQLValue] { [.uuidArray(participants.map(\.rawValue))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> ParticipantID {
        ParticipantID(rawValue: try row.uuid(0))
    }
}

/// The payees among some participants, with the account given last.
struct SelectPayees: Statement {
    static let sql = """
        SELECT p.participant_id, p.number, p.family_name, p.given_name, p.status, p.home_code, p.school_code,
               CASE WHEN r.code IS NULL THEN d.version END, r.code IS NOT NULL
          FROM liquidation.payee p
          LEFT JOIN LATERAL (SELECT l.version
                               FROM liquidation.bank_details l
                              WHERE l.participant_id = p.participant_id
                              ORDER BY l.version DESC
                              LIMIT 1) d ON true
          LEFT JOIN liquidation.bank_details_refusal r
            ON r.participant_id = p.participant_id AND r.version = d.version
         WHERE p.participant_id = ANY ($1)
         ORDER BY p.participant_id
        """
    let participants: [ParticipantID]
    var bindings: [SQLValue] { [.uuidArray(participants.map(\.rawValue))] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Payee {
        Payee(
            participantID: ParticipantID(rawValue: try row.uuid(0)), number: try row.text(1),
            name: PersonName(family: try row.text(2), given: try row.text(3)), status: try row.text(4),
            home: CommuneCode(try row.text(5)), school: try row.optionalText(6).flatMap { CommuneCode($0) },
            usableBankDetails: try row.optionalInt(7), accountRefused: try row.bool(8))
    }
}
