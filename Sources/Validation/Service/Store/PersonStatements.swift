import Contracts
import Foundation
import Postgres
import Tariffs
import Vocabulary

struct UpsertPerson: Command {
    static let sql = """
        INSERT INTO validation.person
            (participant_id, number, family_name, given_name, home, school, status, search)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (participant_id) DO UPDATE
           SET number = excluded.number, family_name = excluded.family_name, given_name = excluded.given_name,
               home = excluded.home, school = excluded.school, status = excluded.status, search = excluded.search
        """
    let person: PersonDescription
    var bindings: [SQLValue] {
        [
            .uuid(person.participantID.rawValue), .text(person.number), .text(person.name.family),
            .text(person.name.given), .text(person.home.code.description),
            .optional(person.school) { .text($0.code.description) }, .text(person.status),
            .text(SearchText.fold("\(person.name.family) \(person.name.given) \(person.number)")),
        ]
    }
}

/// What names are compared by: " lefevre eloise i0001".
enum SearchText {
    /// Small letters without accents; each word after a blank.
    static func fold(_ text: String) -> String {
        words(text).map { " " + $0 }.joined()
    }

    /// One `LIKE` pattern for each typed word, which must begin a word of the name. Folded words hold no wildcard.
    static func patterns(_ typed: String) -> [String] { words(typed).map { "% \($0)%" } }

    private static func words(_ text: String) -> [String] {
        let plain = text.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars
            .filter { $0.properties.generalCategory != .nonspacingMark }
        return String(String.UnicodeScalarView(plain)).split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}

/// The columns of `validation.person` that the tariffs ask for.
enum PersonColumns {
    /// Nil when the person is not known yet: the registration is still on its way.
    static func read(_ row: borrowing Row, from column: Int) throws(PostgresError) -> PersonFacts? {
        guard let status = try row.optionalText(column + 2) else { return nil }
        return PersonFacts(
            home: try row.optionalText(column).flatMap { CommuneCode($0) },
            school: try row.optionalText(column + 1).flatMap { CommuneCode($0) }, status: PersonStatus(code: status))
    }
}
