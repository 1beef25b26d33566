import Vocabulary

extension TariffSettings {
    /// Reads `setting;value`, one row for each answer; `public-holiday` and `unpaid` may stand several times.
    static func read(_ text: String, _ file: String) throws(TableRefused) -> TariffSettings {
        let table = try DelimitedTable(text, file: file, required: ["setting", "value"])
        var (settings, problems) = (TariffSettings.standard, [TableProblem]())
        for row in table.rows {
            let (name, value) = (String(table.cell(row, "setting")), String(table.cell(row, "value")))
            if let remedy = settings.set(name, to: value) {
                let column = remedy == TariffSettings.names ? "setting" : "value"
                problems.append(table.problem(row, column, remedy))
            }
        }
        guard problems.isEmpty else { throw TableRefused(problems: problems) }
        return settings
    }

    private static let names =
        "attendu: rounding, lodging, night-and-weekend, mixed-means, counter-scope, pays-local-transport, "
        + "asks-for-all-documents, public-holiday ou unpaid"

    /// What would be right, in French; nil when the answer was taken.
    private mutating func set(_ name: String, to value: String) -> String? {
        switch name {
        case "rounding": choose(\.rounding, value)
        case "lodging": choose(\.lodging, value)
        case "night-and-weekend": choose(\.nightAndWeekend, value)
        case "mixed-means": choose(\.mixedMeans, value)
        case "counter-scope": choose(\.counterScope, value)
        case "pays-local-transport": choose(\.paysLocalTransport, value)
        case "asks-for-all-documents": choose(\.asksForAllDocuments, value)
        case "public-holiday": addHoliday(value)
        case "unpaid": addUnpaid(value)
        default: TariffSettings.names
        }
    }

    private mutating func choose<Choice: RawRepresentable<String> & CaseIterable>(
        _ path: WritableKeyPath<TariffSettings, Choice>, _ value: String
    ) -> String? {
        guard let choice = Choice(rawValue: value) else {
            return "attendu: " + Choice.allCases.map(\.rawValue).joined(separator: ", ")
        }
        self[keyPath: path] = choice
        return nil
    }

    private mutating func choose(_ path: WritableKeyPath<TariffSettings, Bool>, _ value: String) -> String? {
        guard let choice = ["oui": true, "non": false][value] else { return "attendu: oui ou non" }
        self[keyPath: path] = choice
        return nil
    }

    private mutating func addHoliday(_ value: String) -> String? {
        guard let day = CalendarDay(value) else { return "attendu: un jour comme 2026-07-14" }
        publicHolidays.insert(day)
        return nil
    }

    /// `dnb`, or `dnb/oral` for one kind of mission.
    private mutating func addUnpaid(_ value: String) -> String? {
        let parts = value.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let kind = parts.count == 2 ? MissionKind(knownCode: parts[1]) : nil
        guard let exam = Exam(knownCode: parts[0]), parts.count == 1 || kind != nil else {
            return "attendu: un examen, ou un examen et un type de mission comme dnb/oral"
        }
        unpaid.insert(UnpaidWork(exam: exam, kind: kind))
        return nil
    }
}
