public import Vocabulary
import Foundation

/// One row of a table of worked examples that an officer may edit: facts in a short notation, and what is expected.
public struct WorkedExample: Sendable {
    public let line: Int
    public let name: String
    public let facts: ClaimFacts
    public let knownOn: CalendarDay
    /// One amount for each line.
    public let expected: [Money]
    public let source: String

    /// Reads a table; every fault is named, and nothing is taken when there is one.
    public static func read(_ text: String, file: String) throws(TableRefused) -> [WorkedExample] {
        let table = try DelimitedTable(
            text, file: file,
            required: [
                "example", "known", "mission", "exam", "commune", "trip", "circumstances", "before", "lines",
                "expected",
            ])
        var (examples, problems) = ([WorkedExample](), [TableProblem]())
        for row in table.rows {
            do throws(TableProblem) {
                examples.append(try WorkedExample(table, row))
            } catch {
                problems.append(error)
            }
        }
        guard problems.isEmpty else { throw TableRefused(problems: problems) }
        return examples
    }

    private init(_ table: DelimitedTable, _ row: DelimitedTable.Row) throws(TableProblem) {
        @discardableResult
        func need<Value>(_ column: String, _ remedy: String, _ value: Value?) throws(TableProblem) -> Value {
            guard let value else { throw table.problem(row, column, remedy) }
            return value
        }
        line = row.line
        name = String(table.cell(row, "example"))
        source = String(table.cell(row, "source"))
        knownOn = try need("known", "attendu: 2026-06-18", CalendarDay(table.cell(row, "known")))
        let kind = try need(
            "mission", "type de mission inconnu", MissionKind(knownCode: String(table.cell(row, "mission"))))
        let exam = try need("exam", "examen inconnu", Exam(knownCode: String(table.cell(row, "exam"))))
        let commune = try need("commune", "attendu: un code INSEE", CommuneCode(table.cell(row, "commune")))
        var lines: [ClaimLine] = []
        for (index, text) in table.cell(row, "lines").split(separator: "|").enumerated() {
            lines.append(try need("lines", "ligne illisible: \(text)", FactNotation.line(text, index)))
        }
        expected = try need(
            "expected", "attendu: des montants comme 175,00",
            FactNotation.amounts(table.cell(row, "expected"), count: lines.count))
        let status = PersonStatus(
            code: table.cell(row, "status").isEmpty ? "internal" : String(table.cell(row, "status")))
        var facts = ClaimFacts(
            mission: MissionFacts(
                kind: kind, exam: exam, evaluation: .terminal, slots: [], minutesPerCandidate: nil, commune: commune,
                remote: false),
            person: PersonFacts(
                home: CommuneCode("31555"), school: CommuneCode("31555"), status: status,
                reducedMobility: false),
            lines: lines)
        for word in table.cell(row, "circumstances").split(separator: " ") {
            try need("circumstances", "circonstance inconnue: \(word)", FactNotation.add(word, to: &facts) ? true : nil)
        }
        let toulouse = facts.person.home ?? commune
        let trip = table.cell(row, "trip").split(separator: " ")
        if !trip.isEmpty {
            let departs = try need("trip", "attendu: 2026-06-18T08:00 2026-06-18T18:00", LocalMoment(trip[0]))
            let returns = try need("trip", "attendu: deux moments", LocalMoment(trip.last ?? ""))
            facts.trip = Trip(departs: departs, returns: returns, from: toulouse, to: commune)
        }
        let before = table.cell(row, "before")
        if !before.isEmpty {
            let count = try need("before", "attendu: un nombre de kilomètres", Int(before))
            for line in lines { facts.kilometresBefore[line.day.year] = count }
        }
        self.facts = facts
    }
}

/// The short notation of facts: a day, a word, figures. For example `2026-06-18 copies 35`.
enum FactNotation {
    static func line(_ text: Substring, _ index: Int) -> ClaimLine? {
        let words = text.split(separator: " ")
        guard words.count >= 2, let day = CalendarDay(words[0]), let fact = fact(Array(words.dropFirst())) else {
            return nil
        }
        let bytes = UInt8(truncatingIfNeeded: index + 1)
        let uuid = UUID(uuid: (0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, bytes))
        return ClaimLine(lineID: LineID(rawValue: uuid), track: fact.naturalTrack, day: day, fact: fact)
    }

    /// Adds a circumstance; false for a word that is none.
    static func add(_ word: Substring, to facts: inout ClaimFacts) -> Bool {
        let parts = word.split(separator: "=", maxSplits: 1)
        let value = String(parts.last ?? "")
        switch parts[0] {
        case "oui": facts.carAuthorised = true
        case "convenance": facts.carAuthorised = false
        case "mobilite-reduite": facts.person.reducedMobility = true
        case "distance": facts.mission.remote = true
        case "en-cours-d-annee": facts.mission.evaluation = .inYear
        case "non-effectuee": facts.mission.performed = false
        case "choix": for line in facts.lines { facts.resolutions[line.lineID] = value }
        case "tarif":
            guard let fare = Money(typed: value) else { return false }
            facts.cheapestFare = fare
        case "habitants":
            guard let inhabitants = Int(value), let from = CalendarDay("2019-01-01") else { return false }
            let commune = facts.mission.commune
            let populations = [Dated(from: from, value: inhabitants)]
            facts.places = Places(communes: [
                commune: Commune(code: commune, name: "Commune", parent: nil, point: nil, populations: populations)
            ])
        case "auto":
            guard let authorisation = Authorisation(rawValue: value) else { return false }
            facts.authorisations.insert(authorisation)
        default: return false
        }
        return true
    }

    static func amounts(_ text: Substring, count: Int) -> [Money]? {
        let amounts = text.split(separator: "|").compactMap { Money(typed: String($0)) }
        return amounts.count == count ? amounts : nil
    }

    private static func fact(_ words: [Substring]) -> Fact? {
        func number(_ index: Int) -> Int? { index < words.count ? Int(words[index]) : nil }
        func money(_ index: Int) -> Money? { index < words.count ? Money(typed: String(words[index])) : nil }
        switch words[0] {
        case "copies": return number(1).map { .scripts(count: $0) }
        case "dossiers": return number(1).map { .files(count: $0) }
        case "sujets": return number(1).map { .subjects(count: $0) }
        case "candidats":
            return number(1).flatMap { count in number(2).map { .candidates(count: count, minutesEach: $0) } }
        case "minutes": return number(1).map { .hours(minutes: $0) }
        case "demandes":
            return number(1).flatMap { count in number(2).map { .requests(count: count, coefficientPercent: $0) } }
        case "presidence": return number(1).map { .presidency(posts: $0, national: words.last == "nationale") }
        case "aide":
            return number(1).flatMap { minutes in
                HelpPeriod(rawValue: String(words.last ?? "")).map { .help(minutes: minutes, period: $0) }
            }
        case "km":
            return number(1).flatMap { count in
                Vehicle(code: String(words.last ?? "")).map { .kilometres(count: count, vehicle: $0) }
            }
        case "dejeuner", "diner":
            let place = words.count > 1 ? MealPlace(rawValue: String(words[1])) : .ownCost
            return place.map { .meal(words[0] == "diner" ? .evening : .noon, place: $0) }
        case "nuit":
            guard words.count > 2, let commune = CommuneCode(words[1]), let paid = money(2) else { return nil }
            return .night(commune: commune, paid: paid, proven: words.last != "sans-preuve")
        case "peage": return money(1).map { .toll(paid: $0) }
        case "stationnement": return money(1).map { .parking(paid: $0) }
        default: return rareFact(words)
        }
    }

    private static func rareFact(_ words: [Substring]) -> Fact? {
        func number(_ index: Int) -> Int? { index < words.count ? Int(words[index]) : nil }
        func money(_ index: Int) -> Money? { index < words.count ? Money(typed: String(words[index])) : nil }
        switch words[0] {
        case "passager": return number(1).map { .passenger(kilometres: $0) }
        case "agrements": return number(1).map { .memoirApprovals(minutes: $0) }
        case "memoires": return number(1).flatMap { count in money(2).map { .memoirs(count: count, each: $0) } }
        case "premiere": return money(2).map { .firstClass(mode: FareMode(code: String(words[1])), paid: $0) }
        case "taxi" where words.count == 3:
            return LocalTime(words[1]).flatMap { time in money(2).map { .taxi(at: time, paid: $0) } }
        default: return money(1).map { .fare(mode: FareMode(code: String(words[0])), paid: $0) }
        }
    }
}

extension Fact {
    /// The track that the fact belongs to.
    var naturalTrack: Track {
        switch self {
        case .scripts, .candidates, .hours, .help, .files, .requests, .subjects, .presidency, .memoirs,
            .memoirApprovals:
            .indemnity
        default: .travel
        }
    }
}
