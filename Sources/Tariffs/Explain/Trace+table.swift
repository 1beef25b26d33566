import Vocabulary

extension Assessment {
    /// The detailed account, for an auditor: for each line the facts, the parameters with period and source, the steps
    /// and the result.
    public var table: String {
        var table = TextTable(["ligne", "rubrique", "contenu", "période", "source"])
        for (index, line) in lines.enumerated() {
            let number = "\(index + 1)"
            for row in line.trace.rows { table.add([number] + row) }
        }
        let sums = "Indemnité: \(French.money(indemnity)). Déplacement: \(French.money(travel))."
        return table.text + "\n\n" + sums
    }
}

extension Trace {
    /// Rubric, content, period and source.
    var rows: [[String]] {
        let fact = ["fait", "\(line.fact.kind), \(French.day(line.day))", "", line.track.french]
        let circumstances = circumstances.map { ["circonstance", $0.words, "", ""] }
        let parameters = readings.map { reading in
            [
                "paramètre", "\(reading.provision.parameter) = \(reading.words)", reading.period,
                reading.provision.citation + (reading.provision.confidence == .quoted ? "" : " (à confirmer)"),
            ]
        }
        let steps = steps.map { ["calcul", $0.words, "", ""] }
        let result = ["résultat", "\(French.money(amount)), \(outcome.words)", "", citations.joined(separator: "; ")]
        return [fact] + circumstances + parameters + steps + [result]
    }
}

extension Reading {
    /// `20 EUR/repas`, `11 h 00`.
    public var words: String {
        switch provision.unit {
        case "heure":
            provision.value.whole.flatMap { LocalTime(minutesSinceMidnight: $0) }.map(French.time) ?? "\(value)"
        case "durée": provision.value.whole.map(French.duration) ?? "\(value)"
        case "règle": value > .zero ? "oui" : "non"
        case "pièces": value == Exact(2) ? "à envoyer" : value == .one ? "à garder" : "aucune"
        case "": "oui"
        default: "\(French.decimal(value)) \(provision.unit)"
        }
    }

    /// `du 22 septembre 2023`, with the last day when one is known.
    public var period: String {
        switch (provision.from, until) {
        case (nil, nil): "sans date"
        case (let from?, nil): "depuis le \(French.day(from))"
        case (nil, let until?): "jusqu'au \(French.day(until))"
        case (let from?, let until?): "du \(French.day(from)) au \(French.day(until))"
        }
    }
}

extension Track {
    var french: String {
        switch self {
        case .indemnity: "indemnité"
        case .travel: "déplacement"
        }
    }
}

extension Outcome {
    var words: String {
        switch self {
        case .due: "dû"
        case .reduced(let reason): "réduit: \(reason.clause)"
        case .notDue(let reason): "non dû: \(reason.clause)"
        case .undecided(let question): "à décider: \(question.question)"
        case .impossible(let problem): "impossible: \(problem.message)"
        }
    }
}

extension Circumstance {
    var words: String {
        switch self {
        case .exam(let exam): exam.label
        case .mission(let kind): kind.french
        case .status(let status): "personne: \(status.code)"
        case .away(let span): "en mission \(French.span(span))"
        case .lodging(let commune, let kind): "\(commune.name), \(kind.french)"
        case .kilometresBefore(let year, let count):
            "\(French.count(count))\(French.thin)km déjà comptés en \(year)"
        case .monthBefore(let month, let count): "\(French.count(count))\(French.thin)km déjà comptés en \(month)"
        case .carAuthorised(let authorised): authorised ? "voiture nécessaire" : "voiture pour convenance personnelle"
        case .cheapestFare(let fare): "tarif public le moins cher: \(French.money(fare))"
        case .shortest(let kilometres): "trajet le plus court: \(French.count(kilometres))\(French.thin)km"
        case .restDay: "samedi, dimanche ou jour férié"
        case .authorised(let authorisation): "autorisation de \(authorisation.french)"
        case .resolved(let code): "choix du gestionnaire: \(code)"
        case .table(let file): "selon la table \(file) de l'académie"
        case .kilometresElsewhere(let count):
            "\(French.count(count))\(French.thin)km du même trajet déjà payés dans un autre état de frais"
        }
    }
}
