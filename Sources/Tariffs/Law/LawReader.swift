import Vocabulary

/// Reads the files of `Parameters`: every error is collected, and nothing is taken when there is one.
struct LawReader {
    private let texts: [String: LegalText]
    private(set) var series = [[Provision]](repeating: [], count: Parameter.all.count)
    private(set) var payment: [Exam: [ExamPayment]] = [:]
    private var problems: [TableProblem] = []

    static let embeddedSources = String(decoding: PackageResources.sources_csv, as: UTF8.self)
    static let embeddedParameters: [(file: String, text: String)] = [
        ("jury.csv", String(decoding: PackageResources.jury_csv, as: UTF8.self)),
        ("kilometres.csv", String(decoding: PackageResources.kilometres_csv, as: UTF8.self)),
        ("stays.csv", String(decoding: PackageResources.stays_csv, as: UTF8.self)),
        ("rules.csv", String(decoding: PackageResources.rules_csv, as: UTF8.self)),
    ]

    /// The law that this program ships.
    static func embedded() throws(TableRefused) -> Law {
        var reader = try LawReader(sources: embeddedSources)
        for (file, text) in embeddedParameters { try reader.readParameters(text, file: file) }
        try reader.readExams(String(decoding: PackageResources.exams_csv, as: UTF8.self), file: "exams.csv")
        return Law(
            series: reader.series.map { $0.sorted(by: laterFirst) },
            payment: reader.payment.mapValues { $0.sorted { laterFirst($0.provision, $1.provision) } })
    }

    static func laterFirst(_ left: Provision, _ right: Provision) -> Bool {
        (left.published, left.from?.dayNumber ?? .min) > (right.published, right.from?.dayNumber ?? .min)
    }

    init(sources: String) throws(TableRefused) {
        let table = try DelimitedTable(sources, file: "sources.csv", required: ["source", "title", "nor"])
        texts = Dictionary(
            table.rows.map { row in
                let code = String(table.cell(row, "source"))
                let nor = String(table.cell(row, "nor"))
                return (
                    code, LegalText(code: code, title: String(table.cell(row, "title")), nor: nor.isEmpty ? nil : nor)
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    mutating func readParameters(_ text: String, file: String) throws(TableRefused) {
        let table = try DelimitedTable(
            text, file: file, required: ["parameter", "from", "value", "unit", "published", "source", "confidence"])
        for row in table.rows {
            let value = LawReader.value(table.cell(row, "value"))
            let parameter = Parameter(code: String(table.cell(row, "parameter")))
            if parameter == nil { problems.append(table.problem(row, "parameter", "ce paramètre n'existe pas")) }
            if value == nil {
                problems.append(table.problem(row, "value", "attendu: 4.1175, 11:00, oui ou non"))
            }
            guard let parameter, let value, let validity = validity(table, row), let origin = origin(table, row) else {
                continue
            }
            series[parameter.index].append(
                Provision(parameter.code, value, unit: String(table.cell(row, "unit")), validity, origin))
        }
        guard problems.isEmpty else { throw TableRefused(problems: problems) }
    }

    mutating func readExams(_ text: String, file: String) throws(TableRefused) {
        let table = try DelimitedTable(
            text, file: file, required: ["exam", "from", "regime", "scale", "script", "published", "source"])
        for row in table.rows {
            let exam = Exam(code: String(table.cell(row, "exam")))
            let paid = table.cell(row, "scale") != "NR"
            let scale = Scale.allCases.first { kebab($0) == table.cell(row, "scale") }
            let script = Scale.allCases.first { kebab($0) == table.cell(row, "script") }
            if !exam.isKnown { problems.append(table.problem(row, "exam", "cet examen n'existe pas")) }
            if paid, scale == nil { problems.append(table.problem(row, "scale", "attendu: rate-1, …, ou NR")) }
            if paid, script == nil { problems.append(table.problem(row, "script", "attendu: rate-1, …")) }
            guard let regime = Regime.allCases.first(where: { kebab($0) == table.cell(row, "regime") }) else {
                problems.append(table.problem(row, "regime", "attendu: secondary, higher ou competition"))
                continue
            }
            guard let validity = validity(table, row), let origin = origin(table, row) else { continue }
            let provision = Provision("exam/\(exam.code)", .one, unit: "", validity, origin)
            payment[exam, default: []].append(
                ExamPayment(
                    regime: regime, scale: scale ?? .rate1, scriptScale: script ?? .rate1, paid: paid,
                    provision: provision))
        }
        guard problems.isEmpty else { throw TableRefused(problems: problems) }
    }

    private mutating func validity(_ table: DelimitedTable, _ row: DelimitedTable.Row) -> Provision.Validity? {
        let (from, to) = (table.cell(row, "from"), table.cell(row, "to"))
        for (column, cell) in [("from", from), ("to", to)] where !cell.isEmpty && CalendarDay(cell) == nil {
            problems.append(table.problem(row, column, "attendu: un jour comme 2026-06-18, ou rien"))
        }
        guard let published = CalendarDay(table.cell(row, "published")) else {
            problems.append(table.problem(row, "published", "attendu: un jour comme 2026-06-18"))
            return nil
        }
        let basis = PublicationBasis(rawValue: String(table.cell(row, "basis"))) ?? .journal
        return Provision.Validity(from: CalendarDay(from), to: CalendarDay(to), published: published, basis: basis)
    }

    private mutating func origin(_ table: DelimitedTable, _ row: DelimitedTable.Row) -> Provision.Origin? {
        guard let text = texts[String(table.cell(row, "source"))] else {
            problems.append(table.problem(row, "source", "ce texte n'est pas dans sources.csv"))
            return nil
        }
        let confidence = Confidence(rawValue: String(table.cell(row, "confidence"))) ?? .unverified
        return Provision.Origin(
            text: text, article: String(table.cell(row, "article")), confidence: confidence,
            comment: String(table.cell(row, "comment")))
    }

    /// A number, a time of day in minutes, yes and no as 1 and 0, or what happens to documents as 2, 1 and 0.
    private static func value(_ cell: Substring) -> Exact? {
        switch cell {
        case "oui", "garder": return .one
        case "non", "aucune": return .zero
        case "envoyer": return Exact(2)
        default:
            if cell.contains(":") { return LocalTime(cell).map { Exact($0.minutesSinceMidnight) } }
            return Exact(cell.replacing(",", with: ".")).flatMap { $0.numerator < 0 ? nil : $0 }
        }
    }
}
