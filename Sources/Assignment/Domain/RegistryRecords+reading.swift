import Vocabulary

extension SessionRecord {
    init(_ row: inout ImportRow, _ references: inout ImportReferences) {
        code = row.code("code")
        label = row.text("libelle")
        firstDay = row.day("debut")
        lastDay = row.day("fin")
        references.once(&row, code, column: "code")
        if row.faults.isEmpty && lastDay < firstDay { row.refuse("fin", "La fin doit suivre le début de la session.") }
        references.add(session: code, firstDay...max(firstDay, lastDay))
    }
}

extension CommuneRecord {
    init?(_ row: inout ImportRow, _ references: inout ImportReferences) {
        let code = row.commune("insee")
        name = row.text("nom")
        point = GeoPoint(latitude: row.decimal("latitude", -90...90), longitude: row.decimal("longitude", -180...180))
        population = row.whole("population", 0...50_000_000)
        guard let code else { return nil }
        self.code = code
        references.once(&row, code.description, column: "insee")
        references.add(commune: code.description)
    }
}

extension CentreRecord {
    init?(_ row: inout ImportRow, _ references: inout ImportReferences) {
        code = row.code("code")
        name = row.text("nom")
        let commune = references.commune(&row, "commune")
        schoolCode = row.has("etablissement") ? references.school(&row, "etablissement") : nil
        references.once(&row, code, column: "code")
        references.add(centre: code)
        guard let commune else { return nil }
        self.commune = commune
    }
}

extension ParticipantRecord {
    static let statuses = [
        ("interne", "internal"), ("externe", "external"), ("retraité", "retired"), ("retraite", "retired"),
    ]

    init?(_ row: inout ImportRow, _ references: inout ImportReferences) {
        number = row.code("numero")
        name = PersonName(family: row.text("nom"), given: row.text("prenom"))
        email = Self.email(&row)
        status = row.choice("statut", Self.statuses)
        mostMissions = row.whole("missions_max", 0...40)
        let home = references.commune(&row, "commune_residence")
        school = row.cell("commune_etablissement").isEmpty ? nil : references.commune(&row, "commune_etablissement")
        schoolCode = row.has("etablissement") ? references.school(&row, "etablissement") : nil
        references.once(&row, number, column: "numero")
        references.add(participant: number)
        guard let home else { return nil }
        self.home = home
    }

    private static func email(_ row: inout ImportRow) -> String? {
        let text = row.cell("courriel")
        if text.isEmpty { return nil }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let plausible =
            parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !text.contains(where: \.isWhitespace)
        if !plausible || text.count > 200 {
            row.refuse(
                "courriel", "Écrivez une adresse de courriel, par exemple prenom.nom@exemple.fr, ou laissez vide.")
        }
        return text
    }
}

extension SchoolRecord {
    init?(_ row: inout ImportRow, _ references: inout ImportReferences) {
        code = row.code("code")
        name = row.text("nom")
        let commune = references.commune(&row, "commune")
        references.once(&row, code, column: "code")
        references.add(school: code)
        guard let commune else { return nil }
        self.commune = commune
    }
}

extension LessonRecord {
    private static let days = [
        ("lundi", "1"), ("mardi", "2"), ("mercredi", "3"), ("jeudi", "4"), ("vendredi", "5"), ("samedi", "6"),
    ]
    private static let halves = [("matin", "morning"), ("apres-midi", "afternoon")]

    init(_ row: inout ImportRow, _ references: inout ImportReferences) {
        number = references.participant(&row, "numero")
        weekday = Int(row.choice("jour", Self.days)) ?? 1
        half = Half(rawValue: row.choice("periode", Self.halves)) ?? .morning
        lessons = row.whole("cours", 0...8)
        references.once(&row, "\(number)/\(weekday)/\(half)", column: "periode")
    }
}

extension CompetenceRecord {
    static let origins = [("confirmee", "confirmed"), ("declaree", "declared"), ("enseignement", "teaching")]

    init(_ row: inout ImportRow, _ references: inout ImportReferences) {
        number = references.participant(&row, "numero")
        exam = row.exam("examen").code
        test = row.text("epreuve")
        origin = row.cell("origine").isEmpty ? "confirmed" : row.choice("origine", Self.origins)
        says = Set(["valable_du", "valable_au", "preuve"].filter { row.has($0) })
        validity = Validity(from: row.optionalDay("valable_du"), to: row.optionalDay("valable_au"))
        if let from = validity.from, let to = validity.to, to < from {
            row.refuse("valable_au", "La fin de validité doit suivre son début, le \(from).")
        }
        evidence = row.cell("preuve").isEmpty ? "" : row.text("preuve")
        references.once(&row, "\(number)\u{1F}\(exam)\u{1F}\(test)", column: "epreuve")
    }
}

extension UnavailabilityRecord {
    private static let periods = [("matin", "morning"), ("apres-midi", "afternoon"), ("journee", "day")]

    static func records(_ row: inout ImportRow, _ references: inout ImportReferences) -> [UnavailabilityRecord] {
        let number = references.participant(&row, "numero")
        let day = row.day("jour")
        let period = row.choice("periode", periods)
        let reason = row.text("motif")
        return Half.allCases.filter { period == "day" || period == $0.rawValue }.map { half in
            references.once(&row, "\(number)/\(day)/\(half)", column: "periode")
            return UnavailabilityRecord(number: number, day: day, half: half, reason: reason)
        }
    }
}

extension ImportRow {
    mutating func exam(_ column: String) -> Exam {
        let code = cell(column).lowercased()
        if let exam = Exam(knownCode: code) { return exam }
        refuse(
            column,
            "Indiquez le code d’un examen connu, par exemple \(Exam.known.prefix(6).map(\.code).joined(separator: ", "))."
        )
        return .unknown(code)
    }
}
