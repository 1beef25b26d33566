import Foundation
import Testing
import Vocabulary

@testable import Tariffs

/// Point by point what the reader of facts refuses: one impossible value for each field of the schema, then the fields
/// against each other.
@Suite struct ImpossibleFactsTests {
    /// A sound claim: kilometres, a lunch, a night, and work that the kind of mission pays.
    static let sound = """
        {"reference":"R","knownOn":"2026-07-01","claimedOn":"2026-06-30",
        "mission":{"kind":"KIND","exam":"cap","evaluation":"terminal","commune":"65440","remote":false,"performed":true,
        "slots":[{"day":"2026-06-18","begins":"09:00","ends":"17:00"}]},
        "person":{"home":"31555","school":"81004","status":"internal","reducedMobility":false},
        "trip":{"departs":"2026-06-18T07:00","returns":"2026-06-19T20:00","from":"31555","to":"65440"},
        "carAuthorised":true,"kilometresBefore":{"2026":300},"mopedKilometresBefore":{"2026-05":20},
        "cheapestFareCents":5300,"authorisations":["taxi","first-class"],
        "elsewhere":[{"kind":"meal","day":"2026-06-18","mealtime":"evening"}],
        "lines":[{"day":"2026-06-18","fact":{"kind":"kilometres","count":310,"vehicle":"car-up-to-5"}},
        {"day":"2026-06-18","fact":{"kind":"meal","mealtime":"noon","place":"own-cost"}},
        {"day":"2026-06-18","resolution":"base",
        "fact":{"kind":"night","commune":"65440","paidCents":8000,"proven":true}},
        {"day":"2026-06-18","fact":WORK}]}
        """

    static let works: [String: (kind: String, fact: String)] = [
        "scripts": ("marking", "{\"kind\":\"scripts\",\"count\":35}"),
        "files": ("marking", "{\"kind\":\"files\",\"count\":35}"),
        "candidates": ("oral", "{\"kind\":\"candidates\",\"count\":12,\"minutesEach\":20}"),
        "hours": ("practical", "{\"kind\":\"hours\",\"minutes\":240}"),
        "help": ("invigilation", "{\"kind\":\"help\",\"minutes\":240,\"period\":\"day\"}"),
        "requests": ("accreditation", "{\"kind\":\"requests\",\"count\":2,\"coefficientPercent\":100}"),
        "subjects": ("subject-setting", "{\"kind\":\"subjects\",\"count\":1}"),
        "presidency": ("presidency", "{\"kind\":\"presidency\",\"posts\":30,\"national\":true}"),
        "memoirs": ("memoir", "{\"kind\":\"memoirs\",\"count\":2,\"eachCents\":20000}"),
        "memoir-approvals": ("memoir", "{\"kind\":\"memoir-approvals\",\"minutes\":120}"),
        "passenger": ("oral", "{\"kind\":\"passenger\",\"count\":120}"),
        "fare": ("oral", "{\"kind\":\"fare\",\"mode\":\"train\",\"paidCents\":2650}"),
        "first-class": ("oral", "{\"kind\":\"first-class\",\"mode\":\"train\",\"paidCents\":2650}"),
        "taxi": ("oral", "{\"kind\":\"taxi\",\"at\":\"06:30\",\"paidCents\":2650}"),
        "toll": ("oral", "{\"kind\":\"toll\",\"paidCents\":840}"),
        "parking": ("oral", "{\"kind\":\"parking\",\"paidCents\":840}"),
    ]

    /// One value of a claim that cannot be.
    struct Case: Sendable, CustomTestStringConvertible {
        var work = "candidates"
        let old: String
        let new: String
        let field: String
        let remedy: String

        init(_ work: String, _ old: String, _ new: String, _ field: String, _ remedy: String) {
            (self.work, self.old, self.new, self.field, self.remedy) = (work, old, new, field, remedy)
        }

        init(_ old: String, _ new: String, _ field: String, _ remedy: String) {
            (self.old, self.new, self.field, self.remedy) = (old, new, field, remedy)
        }

        var testDescription: String { "\(field): \(new)" }
    }

    static func json(_ work: String) -> String {
        let (kind, fact) = works[work]!
        return sound.replacing("KIND", with: kind).replacing("WORK", with: fact)
    }

    static func problems(_ json: String) -> [FactProblem] {
        do {
            _ = try FactsReader.read(Data(json.utf8))
            return []
        } catch {
            return error.problems
        }
    }

    @Test(arguments: works.keys.sorted())
    func theSoundClaimIsTaken(work: String) {
        let found = Self.problems(Self.json(work))
        #expect(found.isEmpty, "\(found)")
    }

    @Test(arguments: fieldCases + numberCases + relationCases)
    func whatCannotBeIsRefusedByItsFieldWithWhatWouldBeRight(_ tried: Case) {
        let sound = Self.json(tried.work)
        #expect(sound.contains(tried.old), "the case changes nothing")
        let found = Self.problems(sound.replacing(tried.old, with: tried.new))
        let said = found.first { $0.field == tried.field }

        #expect(said?.remedy.replacing("\u{202F}", with: " ") == tried.remedy, "\(found)")
        #expect(said?.message.isEmpty == false)
    }

    /// Every property of the schema has at least one of the cases, but for those that cannot be wrong by their value.
    @Test func everyFieldOfTheSchemaHasACase() throws {
        let file = ExplanationTests.examples.deletingLastPathComponent()
            .appendingPathComponent("claim-facts.schema.json")
        let schema = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        var names = Set<String>()
        func walk(_ value: Any) {
            if let entries = value as? [Any] { entries.forEach(walk) }
            guard let fields = value as? [String: Any] else { return }
            if let properties = fields["properties"] as? [String: Any] { names.formUnion(properties.keys) }
            fields.values.forEach(walk)
        }
        walk(schema)
        let tried = Set(
            (Self.fieldCases + Self.numberCases).compactMap {
                $0.field.split(separator: ".").last.map { String($0.prefix { $0 != "[" }) }
            }
                + (Self.fieldCases + Self.numberCases).map { String($0.field.prefix { $0 != "." && $0 != "[" }) })

        #expect(names.subtracting(tried) == [])
    }
}

extension ImpossibleFactsTests {
    private static let whole = "attendu: un nombre entier"
    private static let yesOrNo = "attendu: true ou false"
    private static let insee = "attendu: un code INSEE de cinq caractères comme \"31555\""
    private static let department = "attendu: un code INSEE comme \"31555\", 2A ou 2B pour la Corse"
    private static let schema = "voyez le schéma contracts/tariffs/claim-facts.schema.json"
    private static let moment = "attendu: un moment comme \"2026-06-18T07:45\""
    private static let aDay = "attendu: un jour comme \"2026-06-18\""

    static let fieldCases: [Case] = [
        Case("\"R\"", "7", "reference", "attendu: un texte"),
        Case("\"knownOn\":\"2026-07-01\"", "\"knownOn\":\"2026-06-31\"", "knownOn", aDay),
        Case(
            "\"knownOn\":\"2026-07-01\"", "\"knownOn\":\"1999-07-01\"", "knownOn",
            "indiquez un jour à partir du 1er février 2005"),
        Case("\"claimedOn\":\"2026-06-30\"", "\"claimedOn\":\"30 juin\"", "claimedOn", aDay),
        Case(
            "\"kind\":\"oral\"", "\"kind\":\"orale\"", "mission.kind",
            "attendu: " + MissionKind.known.map(\.code).joined(separator: ", ")),
        Case(
            "\"exam\":\"cap\"", "\"exam\":\"CAP\"", "mission.exam",
            "attendu: " + Exam.known.map(\.code).joined(separator: ", ")),
        Case("\"terminal\"", "\"final\"", "mission.evaluation", "attendu: terminal, in-year"),
        Case("\"commune\":\"65440\",\"remote\"", "\"commune\":\"Tarbes\",\"remote\"", "mission.commune", insee),
        Case("\"commune\":\"65440\",\"remote\"", "\"commune\":\"20004\",\"remote\"", "mission.commune", department),
        Case("\"remote\":false", "\"remote\":\"non\"", "mission.remote", yesOrNo),
        Case("\"performed\":true", "\"performed\":1", "mission.performed", yesOrNo),
        Case(
            "\"begins\":\"09:00\"", "\"begins\":\"9\"", "mission.slots[0].begins", "attendu: une heure comme \"07:45\""),
        Case("\"ends\":\"17:00\"", "\"ends\":\"09:00\"", "mission.slots[0].ends", "indiquez une heure après 9 h 00"),
        Case("{\"day\":\"2026-06-18\",\"begins\"", "{\"day\":\"2026-02-29\",\"begins\"", "mission.slots[0].day", aDay),
        Case(
            "[{\"day\":\"2026-06-18\",\"begins\":\"09:00\",\"ends\":\"17:00\"}]", "8", "mission.slots",
            "attendu: une liste de périodes avec day, begins et ends"),
        Case("\"home\":\"31555\"", "\"home\":\"00555\"", "person.home", department),
        Case("\"school\":\"81004\"", "\"school\":81004", "person.school", insee),
        Case("\"school\":\"81004\"", "\"school\":\"97999\"", "person.school", department),
        Case("\"internal\"", "\"intern\"", "person.status", "attendu: internal, external, retired"),
        Case("\"internal\"", "[\"internal\"]", "person.status", schema),
        Case("\"reducedMobility\":false", "\"reducedMobility\":0", "person.reducedMobility", yesOrNo),
        Case("T07:00\"", "T07:60\"", "trip.departs", moment),
        Case("T07:00\"", "T24:01\"", "trip.departs", moment),
        Case("2026-06-18T07:00", "2004-06-18T07:00", "trip.departs", "indiquez un jour à partir du 1er février 2005"),
        Case("T20:00\"", "T25:00\"", "trip.returns", moment),
        Case("2026-06-19T20:00", "2027-11-19T20:00", "trip.returns", "indiquez un jour jusqu'au 1er juillet 2026"),
        Case("\"from\":\"31555\"", "\"from\":\"Toulouse\"", "trip.from", insee),
        Case("\"to\":\"65440\"", "\"to\":\"96440\"", "trip.to", department),
        Case("\"carAuthorised\":true", "\"carAuthorised\":\"oui\"", "carAuthorised", yesOrNo),
        Case(
            "{\"2026\":300}", "{\"2026\":-1}", "kilometresBefore.2026",
            "indiquez une année de 2005 à 2026 et de 0 à 100000 kilomètres"),
        Case(
            "{\"2026\":300}", "{\"2026\":100001}", "kilometresBefore.2026",
            "indiquez une année de 2005 à 2026 et de 0 à 100000 kilomètres"),
        Case(
            "{\"2026\":300}", "{\"2027\":300}", "kilometresBefore.2027",
            "indiquez une année de 2005 à 2026 et de 0 à 100000 kilomètres"),
        Case(
            "{\"2026-05\":20}", "{\"2026-13\":20}", "mopedKilometresBefore.2026-13",
            "indiquez un mois passé comme 2026-06 et de 0 à 20000 kilomètres"),
        Case(
            "{\"2026-05\":20}", "{\"2026-08\":20}", "mopedKilometresBefore.2026-08",
            "indiquez un mois passé comme 2026-06 et de 0 à 20000 kilomètres"),
        Case(":5300", ":-1", "cheapestFareCents", "indiquez de 0 à 9999999 centimes"),
        Case(":5300", ":10000000", "cheapestFareCents", "indiquez de 0 à 9999999 centimes"),
        Case("\"taxi\"", "\"helicopter\"", "authorisations[0]", "attendu: taxi, hired-car, first-class, fastest-route"),
        Case(
            "\"kind\":\"meal\",\"day\"", "\"kind\":\"lunch\",\"day\"", "elsewhere[0].kind",
            "attendu: meal avec mealtime, night ou journey sans lui"),
        Case(
            ",\"mealtime\":\"evening\"}", "}", "elsewhere[0].kind",
            "attendu: meal avec mealtime, night ou journey sans lui"),
        Case("\"mealtime\":\"evening\"", "\"mealtime\":\"tea\"", "elsewhere[0].mealtime", "attendu: noon ou evening"),
        Case(
            "\"kind\":\"meal\",\"day\":\"2026-06-18\"", "\"kind\":\"meal\",\"day\":\"2026-09-18\"", "elsewhere[0].day",
            "indiquez un jour à partir du 1er février 2005, et déjà passé"),
        Case("\"lines\":[", "\"lines\":7,\"autres\":[", "lines", "attendu: une liste de lignes"),
        Case(
            "{\"day\":\"2026-06-18\",\"fact\":{\"kind\":\"cand",
            "{\"lineID\":\"7\",\"day\":\"2026-06-18\",\"fact\":{\"kind\":\"cand", "lines[3].lineID",
            "attendu: un UUID, ou rien"),
        Case(
            "{\"day\":\"2026-06-18\",\"fact\":{\"kind\":\"cand",
            "{\"track\":\"travel\",\"day\":\"2026-06-18\",\"fact\":{\"kind\":\"cand", "lines[3].track",
            "indiquez indemnity"),
        Case(
            "{\"day\":\"2026-06-18\",\"fact\":{\"kind\":\"cand", "{\"day\":\"2004-06-18\",\"fact\":{\"kind\":\"cand",
            "lines[3].day", "indiquez un jour à partir du 1er février 2005"),
        Case(
            "{\"day\":\"2026-06-18\",\"fact\":{\"kind\":\"cand", "{\"day\":\"2026-07-02\",\"fact\":{\"kind\":\"cand",
            "lines[3].day", "indiquez un jour jusqu'au 1er juillet 2026"),
        Case(
            "\"resolution\":\"base\"", "\"resolution\":\"peut-être\"", "lines[2].resolution",
            "attendu: longer, shorter, base, grand-paris"),
        Case("\"kind\":\"candidates\"", "\"kind\":\"candidats\"", "lines[3].fact.kind", "voyez la liste du schéma"),
        Case(
            "\"fact\":{\"kind\":\"candidates\",\"count\":12,\"minutesEach\":20}", "\"fact\":\"candidats\"",
            "lines[3].fact", "attendu: un objet avec kind et ses quantités"),
        Case(
            "\"car-up-to-5\"", "\"tank\"", "lines[0].fact.vehicle",
            "attendu: car-up-to-5, car-6-or-7, car-8-or-more, motorcycle, moped ou moped-up-to-50"),
        Case("\"mealtime\":\"noon\"", "\"mealtime\":\"tea\"", "lines[1].fact.mealtime", "attendu: noon ou evening"),
        Case("\"own-cost\"", "\"at-home\"", "lines[1].fact.place", "attendu: own-cost, subsidised ou free"),
        Case("\"night\",\"commune\":\"65440\"", "\"night\",\"commune\":\"6544\"", "lines[2].fact.commune", insee),
        Case("\"night\",\"commune\":\"65440\"", "\"night\",\"commune\":\"20440\"", "lines[2].fact.commune", department),
        Case("\"proven\":true", "\"proven\":\"oui\"", "lines[2].fact.proven", yesOrNo),
        Case(
            "help", "\"period\":\"day\"", "\"period\":\"dawn\"", "lines[3].fact.period",
            "attendu: day, night ou weekend-or-holiday"),
        Case("presidency", "\"national\":true", "\"national\":\"true\"", "lines[3].fact.national", yesOrNo),
        Case(
            "fare", "\"mode\":\"train\"", "\"mode\":\"rocket\"", "lines[3].fact.mode",
            "attendu: train, bus, plane, boat, taxi, urban, hired-car"),
        Case("taxi", "\"at\":\"06:30\"", "\"at\":\"06:60\"", "lines[3].fact.at", "attendu: une heure comme \"07:45\""),
    ]
}
