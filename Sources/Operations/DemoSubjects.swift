/// What is examined in the demonstration: tests with their exam, office and days, and who can take part.
struct DemoSubject {
    let exam: String
    let test: String
    /// The discipline whose teachers hold the competence.
    let discipline: String
    let office: String
    /// Kinds of missions of this test, as the import writes them, with how many of each.
    let missions: [(kind: String, count: Int)]
    /// First day and length in working days of the time in which its missions lie.
    let from: String
    let days: Int

    /// Disciplines with their share of the people.
    static let disciplines: [(name: String, share: Int)] = [
        ("lettres", 15), ("philosophie", 7), ("mathématiques", 14), ("histoire-géographie", 12),
        ("physique-chimie", 9), ("svt", 7), ("ses", 5), ("langues", 12), ("économie-gestion", 8), ("eps", 5),
        ("industriel", 6), ("services", 5),
    ]

    static let all: [DemoSubject] = [
        .init(
            "bac-general", "Philosophie", "philosophie", "DEC1", [("correction", 14), ("reunion", 2)], "2026-06-15", 12),
        .init(
            "bac-general", "Français", "lettres", "DEC1", [("correction", 14), ("oral", 16), ("reunion", 2)],
            "2026-06-11", 16),
        .init(
            "bac-general", "Mathématiques", "mathématiques", "DEC1", [("correction", 12), ("reunion", 1)], "2026-06-16",
            10),
        .init(
            "bac-general", "Physique-chimie", "physique-chimie", "DEC1", [("correction", 8), ("pratique", 5)],
            "2026-06-01", 20),
        .init(
            "bac-general", "Sciences de la vie et de la Terre", "svt", "DEC1", [("correction", 6), ("pratique", 5)],
            "2026-06-01", 20),
        .init("bac-general", "Sciences économiques et sociales", "ses", "DEC1", [("correction", 6)], "2026-06-16", 10),
        .init("bac-general", "Grand oral", "grand-oral", "DEC1", [("oral", 22)], "2026-06-22", 8),
        .init("bac-general", "Éducation physique et sportive", "eps", "DEC1", [("eps", 5)], "2026-05-18", 8),
        .init("bac-technologique", "Philosophie", "philosophie", "DEC1", [("correction", 6)], "2026-06-15", 12),
        .init(
            "bac-technologique", "Management et gestion", "économie-gestion", "DEC1", [("correction", 5), ("oral", 4)],
            "2026-06-16", 12),
        .init("bac-technologique", "Grand oral", "grand-oral", "DEC1", [("oral", 8)], "2026-06-22", 8),
        .init(
            "bac-professionnel", "Français, histoire-géographie", "lettres", "DEC2", [("correction", 9)], "2026-06-17",
            12),
        .init(
            "bac-professionnel", "Prévention santé environnement", "services", "DEC2", [("correction", 5)],
            "2026-06-17", 10),
        .init(
            "bac-professionnel", "Épreuve professionnelle industrielle", "industriel", "DEC2",
            [("pratique", 6), ("oral", 3)], "2026-05-25", 16),
        .init("cap", "Mathématiques", "mathématiques", "DEC2", [("correction", 4)], "2026-06-08", 8),
        .init("cap", "Français", "lettres", "DEC2", [("correction", 4), ("oral", 4)], "2026-06-08", 10),
        .init("cap", "Épreuve professionnelle", "services", "DEC2", [("pratique", 7)], "2026-05-26", 12),
        .init("bts", "Culture générale et expression", "lettres", "DEC3", [("correction", 7)], "2026-05-18", 14),
        .init("bts", "Anglais", "langues", "DEC3", [("oral", 10), ("correction", 4)], "2026-05-20", 20),
        .init(
            "bts", "Économie, droit et management", "économie-gestion", "DEC3", [("correction", 6), ("oral", 5)],
            "2026-05-18", 20),
        .init(
            "bts", "Épreuve professionnelle de synthèse", "industriel", "DEC3", [("oral", 7), ("presidence", 2)],
            "2026-06-01", 20),
        .init("dnb", "Français", "lettres", "DEC4", [("correction", 8)], "2026-06-29", 6),
        .init("dnb", "Mathématiques", "mathématiques", "DEC4", [("correction", 8)], "2026-06-29", 6),
        .init(
            "dnb", "Histoire et géographie", "histoire-géographie", "DEC4", [("correction", 8), ("reunion", 1)],
            "2026-06-29", 6),
        .init("dnb", "Épreuve orale", "grand-oral", "DEC4", [("oral", 10)], "2026-05-25", 12),
        // Few people hold this one, so that some of its seats stay empty.
        .init("bts", "Langue des signes française", "langue-des-signes", "DEC3", [("oral", 2)], "2026-06-01", 3),
        .init("bac-general", "Surveillance", "surveillance", "DEC1", [("surveillance", 16)], "2026-06-15", 5),
        .init("bac-professionnel", "Surveillance", "surveillance", "DEC2", [("surveillance", 8)], "2026-06-15", 6),
        .init("bts", "Surveillance", "surveillance", "DEC3", [("surveillance", 6)], "2026-05-18", 6),
        .init("dnb", "Surveillance", "surveillance", "DEC4", [("surveillance", 12)], "2026-06-26", 2),
    ]

    private init(
        _ exam: String, _ test: String, _ discipline: String, _ office: String,
        _ missions: [(kind: String, count: Int)], _ from: String, _ days: Int
    ) {
        (self.exam, self.test, self.discipline, self.office) = (exam, test, discipline, office)
        (self.missions, self.from, self.days) = (missions, from, days)
    }

    /// Whether somebody of a discipline holds the competence; orals common to all and invigilation are open to a part.
    func isHeld(by discipline: String, dice: inout DemoDice) -> Bool {
        switch self.discipline {
        case "surveillance": dice.percent(28)
        case "langue-des-signes": discipline == "langues" && dice.percent(2)
        case "grand-oral": discipline != "eps" && dice.percent(34)
        default: self.discipline == discipline && dice.percent(88)
        }
    }
}
