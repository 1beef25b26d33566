import Vocabulary

/// The plain French sentence of a line.
extension Trace {
    /// For example `35 copies à 5,00 € = 175,00 € (arrêté du 13 avril 2012, art. 1, taux 5; tarif du 18 juin 2026).`
    public var sentence: String {
        switch outcome {
        case .due: return "\(label)\(computation) = \(French.money(amount)) (\(basis))."
        case .reduced(let reason):
            return "\(label)\(computation) = \(French.money(amount)), \(reason.clause) (\(basis))."
        case .notDue: return reasonSentence(subject: refusal)
        case .undecided(let question):
            let options = question.options.map { option in
                option.label + (option.amount.map { ": \(French.money($0))" } ?? "")
            }
            return "À décider par le gestionnaire. \(question.question) (\(options.joined(separator: "; ")))."
        case .impossible(let problem): return "Non calculé: \(problem.message); \(problem.remedy)."
        }
    }

    /// `Déjeuner non dû: mission de … (arrêté du 20 décembre 2013, art. 9).`
    func reasonSentence(subject: String) -> String {
        guard case .notDue(let reason) = outcome else { return subject }
        let cited = citations.joined(separator: "; ")
        return "\(subject): \(reason.clause)" + (cited.isEmpty ? "." : " (\(cited)).")
    }

    /// The legal texts, each once: of the figures that were multiplied, or of the rule that closed the line.
    public var citations: [String] {
        let decisive: [Reading]
        switch outcome {
        case .due, .reduced:
            let figures = readings.filter(\.isFigure)
            decisive = figures.isEmpty ? Array(readings.suffix(1)) : figures
        case .notDue(.outsideWindow), .notDue(.noTrip): decisive = readings.filter { $0.provision.unit == "heure" }
        // No text stands behind what did not happen, or what no text pays.
        case .notDue(.notPerformed), .notDue(.examWithoutTariff), .notDue(.noTariff), .notDue(.unknownFact):
            decisive = []
        case .notDue(.nightAtHome):
            decisive = readings.filter { $0.provision.parameter == "rule/travel-outside-residences" }
        case .notDue(.workUnpaid): decisive = readings.filter { $0.provision.parameter.hasPrefix("exam/") }
        case .notDue, .undecided, .impossible: decisive = Array(readings.suffix(1))
        }
        var seen: [String] = []
        for reading in decisive where !seen.contains(reading.provision.citation) {
            seen.append(reading.provision.citation)
        }
        return seen
    }

    /// The texts, the day, and a word where the reference is not sure of a figure.
    private var basis: String {
        let unsure = readings.contains { $0.isFigure && $0.provision.confidence == .unverified }
        return (citations + ["tarif du \(French.day(line.day))"] + (unsure ? ["taux à confirmer"] : []))
            .joined(separator: "; ")
    }

    private var computation: String {
        var (terms, factors, less) = ("", "", "")
        for step in steps {
            switch step {
            case .times(let factor): factors += " × \(French.factor(factor))"
            case .less: less += step.words
            // These stand instead of the sum before them.
            case .atMost, .raised: terms += ", \(step.words)"
            default: terms += terms.isEmpty ? step.words : " + \(step.words)"
            }
        }
        return terms + factors + less
    }

    /// What stands before the computation, where the counted noun does not say it.
    private var label: String {
        switch line.fact {
        case .candidates(let count, let minutesEach):
            "\(French.counted(count, "candidat", "candidats")) de \(French.duration(minutesEach)): "
        case .help: circumstances.contains(.restDay) ? "Aide aux épreuves (jour de repos): " : "Aide aux épreuves: "
        case .presidency: "Présidence: "
        case .memoirApprovals: "Agrément de sujets de mémoire: "
        case .meal(let mealtime, _): mealtime == .noon ? "Déjeuner: " : "Dîner: "
        case .night: "Nuitée" + (lodgingName.map { " (\($0))" } ?? "") + ": "
        case .fare(let mode, _), .firstClass(let mode, _): "\(mode.french): "
        case .taxi: "Taxi: "
        case .toll: "Péage: "
        case .kilometres: outcome == .reduced(.convenienceFare) ? "Voiture: " : ""
        case .parking: "Stationnement: "
        default: ""
        }
    }

    private var lodgingName: String? {
        for case .lodging(let commune, let kind) in circumstances { return "\(commune.name), \(kind.french)" }
        return nil
    }

    private var refusal: String {
        switch line.fact {
        case .scripts: "Copies non dues"
        case .candidates: "Interrogations non dues"
        case .hours: "Heures d'épreuve non dues"
        case .help: "Aide aux épreuves non due"
        case .files: "Dossiers non dus"
        case .requests: "Demandes de validation non dues"
        case .subjects: "Sujets non dus"
        case .presidency: "Présidence non due"
        case .memoirs: "Mémoires non dus"
        case .memoirApprovals: "Agrément de sujets non dû"
        case .kilometres, .passenger: "Kilomètres non dus"
        case .fare(let mode, _), .firstClass(let mode, _): "Frais de transport non dus (\(mode.french.lowercased()))"
        case .taxi: "Taxi non dû"
        case .toll: "Péage non dû"
        case .parking: "Stationnement non dû"
        case .meal(let mealtime, _): mealtime == .noon ? "Déjeuner non dû" : "Dîner non dû"
        case .night: "Nuitée non due"
        case .unknown(let kind): "« \(kind) » non dû"
        }
    }
}

extension Reading {
    /// A figure that a quantity is multiplied by.
    var isFigure: Bool {
        let unit = provision.unit
        return unit.hasPrefix("EUR") || unit == "part"
    }
}

extension Step {
    /// `35 copies à 5,00 €`, `7 h 20 à 9,60 €/h`.
    var words: String {
        let thin = French.thin
        switch self {
        case .rated(let count, let what, let rate):
            return "\(what.counted(count)) à \(French.rate(rate))\(thin)€\(what == .kilometres ? "/km" : "")"
        case .timed(let minutes, let rate):
            return "\(French.duration(minutes)) à \(French.rate(rate))\(thin)€/h"
        case .times(let factor): return "× \(French.factor(factor))"
        case .spent(let paid): return "payé \(French.money(paid))"
        case .less(let paid): return " − \(French.money(paid)) déjà payés"
        case .atMost(let paid): return "plafonné au prix payé de \(French.money(paid))"
        case .raised(let to, let already):
            return "total du mois porté à \(French.rate(to))\(thin)€ dont \(French.rate(already))\(thin)€ déjà comptés"
        }
    }
}

extension Countable {
    func counted(_ count: Int) -> String {
        switch self {
        case .scripts: French.counted(count, "copie", "copies")
        case .files: French.counted(count, "dossier", "dossiers")
        case .requests: French.counted(count, "demande", "demandes")
        case .subjects: French.counted(count, "sujet", "sujets")
        case .memoirs: French.counted(count, "mémoire", "mémoires")
        case .kilometres: "\(French.count(count))\(French.thin)km"
        case .meals: French.counted(count, "repas", "repas")
        case .nights: French.counted(count, "nuit", "nuits")
        case .lumpSums: French.counted(count, "forfait", "forfaits")
        }
    }
}

extension FareMode {
    var french: String {
        switch self {
        case .train: "Train"
        case .bus: "Autocar"
        case .plane: "Avion"
        case .boat: "Bateau"
        case .taxi: "Taxi"
        case .urban: "Transport urbain"
        case .hiredCar: "Véhicule loué"
        case .unknown(let code): code
        }
    }
}

extension LodgingKind {
    var french: String {
        switch self {
        case .base: "taux de base"
        case .largeTown: "grande ville"
        case .grandParis: "Métropole du Grand Paris"
        case .paris: "Paris"
        case .reducedMobility: "mobilité réduite"
        case .overseas: "outre-mer"
        case .pacific: "Pacifique"
        }
    }
}
