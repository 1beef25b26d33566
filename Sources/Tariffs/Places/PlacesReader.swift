public import Vocabulary

extension Places {
    /// Reads communes in the columns of the open data file (`insee_com`, `commune`, `insee_parente`, `lat`, `lng`,
    /// `population_2021`); every fault is named, and nothing is taken when there is one.
    public static func communes(csv text: String, file: String) throws(TableRefused) -> [CommuneCode: Commune] {
        let table = try DelimitedTable(text, file: file, required: ["insee_com", "commune", "population_2021"])
        var (communes, problems) = ([CommuneCode: Commune](), [TableProblem]())
        for row in table.rows {
            guard let code = CommuneCode(table.cell(row, "insee_com")) else {
                problems.append(table.problem(row, "insee_com", "attendu: un code INSEE de cinq caractères"))
                continue
            }
            let cell = table.cell(row, "population_2021")
            let population = Double(cell).map { Int($0) }
            if !cell.isEmpty, population == nil {
                problems.append(table.problem(row, "population_2021", "attendu: un nombre d'habitants, ou rien"))
            }
            var point: GeoPoint?
            if let latitude = Double(table.cell(row, "lat")), let longitude = Double(table.cell(row, "lng")) {
                point = GeoPoint(latitude: latitude, longitude: longitude)
            }
            let census = CalendarDay(year: 2021, month: 1, day: 1)!
            communes[code] = Commune(
                code: code, name: String(table.cell(row, "commune")),
                parent: CommuneCode(table.cell(row, "insee_parente")), point: point,
                populations: population.map { [Dated(from: census, value: $0)] } ?? [])
        }
        guard problems.isEmpty else { throw TableRefused(problems: problems) }
        return communes
    }

    /// Reads adjoining communes: `commune;neighbour;from;served` with `oui` or `non`.
    public static func adjoining(csv text: String, file: String) throws(TableRefused) -> [Way: [Dated<Bool>]] {
        let table = try DelimitedTable(text, file: file, required: ["commune", "neighbour", "from", "served"])
        var (ways, problems) = ([Way: [Dated<Bool>]](), [TableProblem]())
        for row in table.rows {
            let served = ["oui": true, "non": false][String(table.cell(row, "served"))]
            guard let from = CommuneCode(table.cell(row, "commune")),
                let to = CommuneCode(table.cell(row, "neighbour")), let day = CalendarDay(table.cell(row, "from")),
                let served
            else {
                problems.append(table.problem(row, "commune", "attendu: deux codes INSEE, un jour, oui ou non"))
                continue
            }
            ways[Way(from: from, to: to), default: []].append(Dated(from: day, value: served))
        }
        guard problems.isEmpty else { throw TableRefused(problems: problems) }
        return ways.mapValues { $0.sorted { $0.from < $1.from } }
    }
}
