import Postgres
import Vocabulary

struct SelectSessionDays: Statement {
    static let sql = "SELECT code, first_day, last_day FROM assignment.sessions"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> (String, ClosedRange<CalendarDay>)? {
        let code = try row.text(0)
        guard let first = CalendarDay(try row.date(1)), let last = CalendarDay(try row.date(2)) else { return nil }
        return (code, first...last)
    }
}

struct SelectCommuneCodes: Statement {
    static let sql = "SELECT code FROM assignment.communes"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.text(0) }
}

struct SelectParticipantNumbers: Statement {
    static let sql = "SELECT number FROM assignment.participants"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.text(0) }
}

struct SelectSchoolCodes: Statement {
    static let sql = "SELECT code FROM assignment.schools"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.text(0) }
}

struct SelectCentreCodes: Statement {
    static let sql = "SELECT code FROM assignment.centres"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.text(0) }
}

struct SelectRegistryRevision: Statement {
    static let sql = "SELECT revision FROM assignment.registry"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

/// An import of a whole académie may take longer than what a page is allowed.
struct AllowLongTransaction: Statement {
    static let sql = """
        SELECT set_config('statement_timeout', '120s', true) || set_config('lock_timeout', '30s', true)
               || set_config('idle_in_transaction_session_timeout', '120s', true)
        """
    static func decode(_ row: borrowing Row) throws(PostgresError) -> String { try row.text(0) }
}

/// Marks that the registry changed; locks it, so that two imports follow each other.
struct RaiseRegistryRevision: Statement {
    static let sql = "UPDATE assignment.registry SET revision = revision + 1 RETURNING revision"
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.int(0) }
}

/// Takes the mark back: nothing changed after all.
struct LowerRegistryRevision: Command {
    static let sql = "UPDATE assignment.registry SET revision = revision - 1"
}

struct SelectPersonDescriptions: Statement {
    static let sql = """
        SELECT p.number, p.family_name, p.given_name, p.email, p.status, home.code, home.name, school.code, school.name
          FROM assignment.participants AS p
          JOIN assignment.communes AS home ON home.code = p.home_commune
          LEFT JOIN assignment.communes AS school ON school.code = p.school_commune
         WHERE p.number = ANY ($1::text[])
         ORDER BY p.number
        """
    struct Description: Sendable {
        var number: String
        var name: PersonName
        var email: String?
        var status: String
        var home: (code: String, name: String)
        var school: (code: String, name: String)?
    }
    let numbers: [String]
    var bindings: [SQLValue] { [.textArray(numbers)] }
    static func decode(_ row: borrowing Row) throws(PostgresError) -> Description {
        let school = try row.optionalText(7)
        let schoolName = try row.optionalText(8)
        return Description(
            number: try row.text(0), name: PersonName(family: try row.text(1), given: try row.text(2)),
            email: try row.optionalText(3), status: try row.text(4), home: (try row.text(5), try row.text(6)),
            school: school.map { ($0, schoolName ?? "") })
    }
}
