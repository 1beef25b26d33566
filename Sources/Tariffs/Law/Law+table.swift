public import Vocabulary

extension Law {
    /// The law in force on a day, as known on another: one row for each parameter, with its text, register number,
    /// publication and how sure the reference is.
    public func table(on day: CalendarDay, knownOn: CalendarDay) -> String {
        var table = TextTable(["paramètre", "valeur", "période", "publié", "source", "NOR", "certitude"])
        for (parameter, reading) in inForce(on: day, knownOn: knownOn) {
            let provision = reading.provision
            table.add([
                parameter.code, reading.words, reading.period, provision.published.description, provision.citation,
                provision.text.nor ?? "", provision.confidence.french,
            ])
        }
        for exam in Exam.known {
            guard let paid = payment(of: exam, on: day, knownOn: knownOn) else { continue }
            let columns =
                paid.paid ? "oraux \(kebab(paid.scale)), copies \(kebab(paid.scriptScale))" : "non rémunéré (NR)"
            let reading = Reading(provision: paid.provision, until: paid.provision.to)
            table.add([
                "exam/\(exam.code)", columns, reading.period, paid.provision.published.description,
                paid.provision.citation, paid.provision.text.nor ?? "", paid.provision.confidence.french,
            ])
        }
        return table.text
    }
}

extension Confidence {
    var french: String {
        switch self {
        case .quoted: "lu dans le texte"
        case .secondary: "source secondaire"
        case .inferred: "déduit"
        case .unverified: "à vérifier"
        }
    }
}
