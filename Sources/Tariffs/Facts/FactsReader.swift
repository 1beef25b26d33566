public import Foundation
public import Vocabulary

/// Reads one claim's facts from JSON; says what is wrong by field, with a remedy.
public enum FactsReader {
    /// Throws the first fault of form, or all impossible facts together.
    public static func read(_ json: Data) throws -> (facts: ClaimFacts, knownOn: CalendarDay?) {
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: json)
        } catch let error as DecodingError {
            throw FactsRefused(problems: [problem(error)])
        }
        let problems = file.problems
        guard problems.isEmpty else { throw FactsRefused(problems: problems) }
        return (file.facts, file.knownOn)
    }

    private static func problem(_ error: DecodingError) -> FactProblem {
        func path(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
            (context.codingPath + [last].compactMap { $0 }).reduce("") { text, key in
                key.intValue.map { "\(text)[\($0)]" } ?? (text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)")
            }
        }
        let (field, message, remedy): (String, String, String) =
            switch error {
            case .keyNotFound(let key, let context): (path(context, key), "ce champ manque", "ajoutez-le")
            case .typeMismatch(_, let context): (path(context), "ce n'est pas le bon type", "voyez le schéma")
            case .valueNotFound(_, let context): (path(context), "cette valeur manque", "indiquez-la")
            case .dataCorrupted(let context): (path(context), "valeur illisible", context.debugDescription)
            @unknown default: ("", "illisible", "voyez le schéma")
            }
        return FactProblem(lineID: nil, field: field, message: message, remedy: remedy)
    }

    private struct File: Decodable {
        let knownOn: CalendarDay?
        let mission: Mission
        let person: Person
        let trip: Trip?
        let carAuthorised: Bool?
        let lines: [ClaimLine]
        let kilometresBefore: [String: Int]?
        let cheapestFareCents: Money?
        let authorisations: [Authorisation]?

        struct Mission: Decodable {
            let kind: MissionKind
            let exam: Exam
            let evaluation: Evaluation?
            let commune: CommuneCode
            let remote: Bool?
            let performed: Bool?
        }

        struct Person: Decodable {
            let home: CommuneCode?
            let school: CommuneCode?
            let status: PersonStatus
            let reducedMobility: Bool?
        }

        var facts: ClaimFacts {
            var facts = ClaimFacts(
                mission: MissionFacts(
                    kind: mission.kind, exam: mission.exam, evaluation: mission.evaluation ?? .terminal, slots: [],
                    minutesPerCandidate: nil, commune: mission.commune, remote: mission.remote ?? false,
                    performed: mission.performed ?? true),
                person: PersonFacts(
                    home: person.home, school: person.school, status: person.status,
                    reducedMobility: person.reducedMobility ?? false),
                trip: trip, carAuthorised: carAuthorised, lines: lines)
            for (year, count) in kilometresBefore ?? [:] { facts.kilometresBefore[Int(year) ?? 0] = count }
            facts.cheapestFare = cheapestFareCents
            facts.authorisations = Set(authorisations ?? [])
            return facts
        }

        /// What cannot be, whatever the law: the assessment finds the rest line by line.
        var problems: [FactProblem] {
            var problems: [FactProblem] = []
            if let trip, trip.returns < trip.departs {
                problems.append(
                    FactProblem(
                        lineID: nil, field: "trip.returns", message: "le retour précède le départ",
                        remedy: "indiquez un retour après le \(French.moment(trip.departs))"))
            }
            for (year, count) in kilometresBefore ?? [:] where count < 0 || count > 1_000_000 || Int(year) == nil {
                problems.append(
                    FactProblem(
                        lineID: nil, field: "kilometresBefore.\(year)", message: "\(count) est impossible",
                        remedy: "indiquez une année et un nombre de kilomètres positif"))
            }
            return problems
                + Tariffs.standard.assess(
                    facts, knownOn: knownOn ?? lines.map(\.day).max() ?? CalendarDay(dayNumber: 20_000)
                ).problems
        }
    }
}

/// All that is wrong in a claim's facts.
public struct FactsRefused: Error, Hashable, Sendable, CustomStringConvertible {
    public let problems: [FactProblem]

    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
