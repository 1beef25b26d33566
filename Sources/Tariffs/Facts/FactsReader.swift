public import Foundation
public import Vocabulary

/// One claim as somebody stated it in JSON; `contracts/tariffs` has the schema.
public struct StatedClaim: Sendable {
    /// What the sender calls it; absent when it has no name.
    public let reference: String?
    /// What the sender calls the person; absent when nobody said.
    public let person: String?
    public let facts: ClaimFacts
    /// The day up to which the law is known; absent: that of the computation.
    public let knownOn: CalendarDay?
}

/// Reads claims from JSON; says what is wrong by field, with a remedy.
public enum FactsReader {
    /// Throws `FactsRefused`: the first fault of form, or all impossible facts together.
    /// - Parameter today: the day of the computation, after which nothing can have happened where the claim names no
    ///   other day; nil when that is not asked.
    public static func read(
        _ json: Data, tables: OperatorTables = .demonstration, today: CalendarDay? = nil
    ) throws(FactsRefused) -> StatedClaim {
        let form: StatedForm
        do {
            form = try JSONDecoder().decode(StatedForm.self, from: json)
        } catch let error as DecodingError {
            let numbers = NumberFaults(json).problems
            throw FactsRefused(problems: numbers.isEmpty ? [problem(error)] : numbers)
        } catch {
            throw FactsRefused(problems: [
                FactProblem(lineID: nil, field: "", message: "ce n'est pas du JSON", remedy: "voyez le schéma")
            ])
        }
        let facts = form.facts(tables)
        let problems = form.problems(facts, today: today)
        guard problems.isEmpty else { throw FactsRefused(problems: problems) }
        return StatedClaim(
            reference: form.reference, person: form.person.reference, facts: facts, knownOn: form.knownOn)
    }

    private static func problem(_ error: DecodingError) -> FactProblem {
        func path(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
            (context.codingPath + [last].compactMap { $0 }).reduce("") { text, key in
                key.intValue.map { "\(text)[\($0)]" } ?? (text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)")
            }
        }
        let (field, message): (String, String) =
            switch error {
            case .keyNotFound(let key, let context): (path(context, key), "ce champ manque")
            case .typeMismatch(_, let context): (path(context), "ce n'est pas le bon type")
            case .valueNotFound(_, let context): (path(context), "cette valeur manque")
            case .dataCorrupted(let context):
                (path(context), context.codingPath.isEmpty ? "ce n'est pas du JSON" : "valeur illisible")
            @unknown default: ("", "illisible")
            }
        let last = field.split(separator: ".").last.map { String($0.prefix { $0 != "[" }) } ?? ""
        return FactProblem(lineID: nil, field: field, message: message, remedy: form(ofField: last))
    }

    /// What is expected in a field, in French.
    static func form(ofField name: String) -> String {
        switch name {
        case "day", "knownOn", "claimedOn": "attendu: un jour comme \"2026-06-18\""
        case "departs", "returns": "attendu: un moment comme \"2026-06-18T07:45\""
        case "at", "begins", "ends": "attendu: une heure comme \"07:45\""
        case "commune", "home", "school", "from", "to": "attendu: un code INSEE de cinq caractères comme \"31555\""
        case "vehicle":
            "attendu: car-up-to-5, car-6-or-7, car-8-or-more, motorcycle, moped ou moped-up-to-50"
        case "mealtime": "attendu: noon ou evening"
        case "place": "attendu: own-cost, subsidised ou free"
        case "period": "attendu: day, night ou weekend-or-holiday"
        case "track": "attendu: indemnity ou travel"
        case "authorisations": "attendu: " + Authorisation.allCases.map(\.rawValue).joined(separator: ", ")
        case "lineID": "attendu: un UUID, ou rien"
        case "reference", "resolution": "attendu: un texte"
        case "remote", "performed", "reducedMobility", "carAuthorised", "proven", "national": "attendu: true ou false"
        case "slots": "attendu: une liste de périodes avec day, begins et ends"
        case "fact": "attendu: un objet avec kind et ses quantités"
        case "lines": "attendu: une liste de lignes"
        case "paidCents", "eachCents", "cheapestFareCents": "attendu: un nombre entier de centimes"
        case "count", "minutes", "minutesEach", "posts", "coefficientPercent": "attendu: un nombre entier"
        case "": "attendu: un objet JSON par état de frais"
        default: "voyez le schéma contracts/tariffs/claim-facts.schema.json"
        }
    }
}

/// All that is wrong in a claim's facts.
public struct FactsRefused: Error, Hashable, Sendable, CustomStringConvertible {
    public let problems: [FactProblem]

    public init(problems: [FactProblem]) { self.problems = problems }

    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
