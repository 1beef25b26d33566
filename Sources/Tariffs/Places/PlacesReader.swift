public import Vocabulary

extension Places {
    /// Reads communes in the columns of the open data file (`insee_com`, `commune`, `insee_parente`, `lat`, `lng`,
    /// `population_2021`); every fault is named, and nothing is taken when there is one. Paris, Lyon and Marseille
    /// are the sums of their districts where the file only has these.
    public static func communes(csv text: String, file: String) throws(TableRefused) -> [CommuneCode: Commune] {
        let table = try DelimitedTable(text, file: file, required: ["insee_com", "commune", "population_2021"])
        var (communes, problems) = ([CommuneCode: Commune](), [TableProblem]())
        for row in table.rows {
            guard let code = CommuneCode(table.cell(row, "insee_com")) else {
                problems.append(table.problem(row, "insee_com", "attendu: un code INSEE de cinq caractères"))
                continue
            }
            let cell = table.cell(row, "population_2021")
            let population = Double(cell).flatMap { $0 >= 0 && $0 < 1e8 ? Int($0) : nil }
            if !cell.isEmpty, population == nil {
                problems.append(table.problem(row, "population_2021", "attendu: un nombre d'habitants, ou rien"))
            }
            var point: GeoPoint?
            if let latitude = Double(table.cell(row, "lat")), let longitude = Double(table.cell(row, "lng")) {
                point = GeoPoint(latitude: latitude, longitude: longitude)
            }
            communes[code] = Commune(
                code: code, name: String(table.cell(row, "commune")),
                parent: CommuneCode(table.cell(row, "insee_parente")), point: point,
                populations: population.map { [Dated(from: census, value: $0)] } ?? [])
        }
        guard problems.isEmpty else { throw TableRefused(problems: problems) }
        return addingTowns(communes)
    }

    private static let census = CalendarDay(year: 2021, month: 1, day: 1)!

    private static func addingTowns(_ communes: [CommuneCode: Commune]) -> [CommuneCode: Commune] {
        let districts = Dictionary(grouping: communes.values.filter { $0.parent != nil }) { $0.parent ?? $0.code }
        return districts.reduce(into: communes) { communes, entry in
            let (town, parts) = entry
            guard communes[town] == nil else { return }
            let inhabitants = parts.compactMap { $0.populations.last?.value }.reduce(0, +)
            let name = parts.map(\.name).min()?.prefix { !$0.isNumber } ?? ""
            communes[town] = Commune(
                code: town, name: name.split(separator: " ").joined(separator: " "), parent: nil, point: nil,
                populations: [Dated(from: census, value: inhabitants)])
        }
    }

    /// Reads adjoining communes: `commune;neighbour;from;served` with `oui` or `non`.
    public static func adjoining(csv text: String, file: String) throws(TableRefused) -> [Way: [Dated<Bool>]] {
        var reader = try DatedTableReader(text, file: file, required: ["commune", "neighbour", "served"])
        return try reader.ways(to: "neighbour", value: "served", "attendu: oui ou non") {
            ["oui": true, "non": false][String($0)]
        }
    }

    /// Reads the cheapest public fares of one way: `commune;other;from;fare` in euros.
    public static func fares(csv text: String, file: String) throws(TableRefused) -> [Way: [Dated<Money>]] {
        var reader = try DatedTableReader(text, file: file, required: ["commune", "other", "fare"])
        return try reader.ways(to: "other", value: "fare", "attendu: un montant en euros comme 23,40") {
            Money(typed: String($0)).flatMap { $0 > .zero ? $0 : nil }
        }
    }

    /// Reads the shortest road distances of one way: `commune;other;from;kilometres`, whole kilometres.
    public static func distances(csv text: String, file: String) throws(TableRefused) -> [Way: [Dated<Int>]] {
        var reader = try DatedTableReader(text, file: file, required: ["commune", "other", "kilometres"])
        return try reader.ways(to: "other", value: "kilometres", "attendu: de 1 à 5000 kilomètres entiers") {
            Int($0).flatMap { (1...5_000).contains($0) ? $0 : nil }
        }
    }

    /// Reads legal populations by day of effect: `commune;from;population`.
    public static func populations(csv text: String, file: String) throws(TableRefused) -> [CommuneCode: [Dated<Int>]] {
        var reader = try DatedTableReader(text, file: file, required: ["commune", "population"])
        return try reader.communes(value: "population", "attendu: un nombre d'habitants") {
            Int($0).flatMap { (0...99_999_999).contains($0) ? $0 : nil }
        }
    }

    /// Reads the communes of the Métropole du Grand Paris: `commune;from;member` with `oui` or `non`.
    public static func grandParis(csv text: String, file: String) throws(TableRefused) -> [CommuneCode: [Dated<Bool>]] {
        var reader = try DatedTableReader(text, file: file, required: ["commune", "member"])
        return try reader.communes(value: "member", "attendu: oui ou non") {
            ["oui": true, "non": false][String($0)]
        }
    }
}
