import Vocabulary

extension Reason {
    /// What follows the colon of a refusal, or the comma of a reduced amount. In French.
    var clause: String {
        switch self {
        case .notPerformed: "la mission n'a pas été effectuée"
        case .prescribed(let lastDay): "la créance est prescrite depuis le \(French.day(lastDay))"
        case .workUnpaid(let kind): "\(kind.french) n'ouvre pas d'indemnité"
        case .examUnpaid(let exam): "\(exam.label) n'est pas rémunéré"
        case .examWithoutTariff(let exam): "aucun tarif connu pour l'examen « \(exam.label) » ce jour-là"
        case .inYear: "l'épreuve est évaluée en cours d'année"
        case .foreignToMission(let kind): "cette quantité ne se déclare pas pour \(kind.french)"
        case .nothingDone: "la quantité est nulle"
        case .remote: "la mission se fait à distance"
        case .ownCommune(let commune, let home):
            "la mission est à \(commune.name), commune de \(home ? "la résidence familiale" : "l'établissement")"
        case .neighbour(let commune, let own, let home):
            "\(commune.name) touche \(own.name), commune de \(home ? "la résidence familiale" : "l'établissement"), "
                + "et un transport public la dessert"
        case .noTrip: "le trajet n'est pas indiqué"
        case .outsideWindow(let window, let away):
            away.isFar(from: window)
                ? "mission \(French.datedSpan(away)), il faut couvrir \(window.bounds) le \(French.day(window.from.day))"
                : "mission \(French.span(away)), il faut couvrir \(window.bounds)"
        case .freeMeal: "le repas a été fourni gratuitement"
        case .subsidisedMeal: "repas pris dans un restaurant administratif ou subventionné"
        case .freeNight: "le logement a été gratuit"
        case .nightAtHome(let commune): "\(commune.name) est la commune de la résidence familiale"
        case .unproven: "la preuve de paiement manque"
        case .claimedTwice: "déjà compté dans cet état de frais"
        case .claimedElsewhere: "déjà compté dans un autre état de frais"
        case .partlyElsewhere: "le reste est déjà payé dans un autre état de frais"
        case .carNotStated: "il n'est pas dit si la voiture a été autorisée"
        case .carForConvenience: "voiture utilisée pour convenance personnelle"
        case .convenienceFare:
            "voiture utilisée pour convenance personnelle, payée au tarif public le moins cher"
        case .fareCoversJourney: "le tarif public payé une fois couvre tout le trajet"
        case .notAuthorised(let authorisation): "sans autorisation de \(authorisation.french)"
        case .passenger: "seul le conducteur est payé"
        case .longerThanShortest(let kilometres):
            "ramené au trajet le plus court: \(French.count(kilometres))\(French.thin)km aller et retour"
        case .cappedAtCost: "remboursé dans la limite du prix payé"
        case .aboveCeiling: "ramené au plafond"
        case .noTariff(let parameter): "aucun tarif connu ce jour-là pour \(Reason.priced(parameter))"
        case .unknownFact(let kind): "cette nature de frais n'est pas connue (\(kind))"
        }
    }

    /// What a parameter is the price of.
    private static func priced(_ parameter: String) -> String {
        switch parameter.prefix(while: { $0 != "/" }) {
        case "script": "ces copies"
        case "oral": "ces heures"
        case "file": "ces dossiers"
        case "subject": "ces sujets"
        case "help": "cette aide"
        case "presidency": "cette présidence"
        case "kilometre": "ces kilomètres"
        case "meal": "un repas à cet endroit"
        case "night": "une nuit à cet endroit"
        default: parameter == "rule/minimum-wage" ? "l'heure du SMIC" : "cette ligne"
        }
    }

    /// What would make it due, or whole; nil where nothing would. In French.
    var remedy: String? {
        switch self {
        case .noTrip: "Indiquez le jour et l'heure de départ et de retour."
        case .outsideWindow(let window, let away): Reason.shift(window, away)
        case .unproven: "Joignez la preuve de paiement de la nuit."
        case .carNotStated: "Indiquez si la voiture a été autorisée faute de transport public adapté."
        case .carForConvenience:
            "Faites reconnaître que la voiture était nécessaire faute de transport public adapté."
        case .convenienceFare:
            "Les kilomètres ne sont payés que si la voiture est reconnue nécessaire faute de transport public adapté."
        case .notAuthorised(let authorisation): "Demandez l'autorisation de \(authorisation.french)."
        case .longerThanShortest: "Faites autoriser le trajet le plus rapide."
        case .freeMeal, .subsidisedMeal: nil
        case .neighbour(let commune, _, _):
            "Signalez au gestionnaire si aucun transport public ne dessert \(commune.name)."
        case .nothingDone: "Indiquez la quantité, si elle n'est pas nulle."
        case .foreignToMission: "Vérifiez la nature de la ligne avec le gestionnaire."
        default: nil
        }
    }

    /// By how many minutes the mission misses the window, at each end.
    private static func shift(_ window: Span, _ away: Span) -> String {
        let late = away.from.minuteNumber - window.from.minuteNumber
        let early = window.to.minuteNumber - away.to.minuteNumber
        let (first, last) = (French.moment(window.from), French.moment(window.to))
        var parts: [String] = []
        if late > 0 { parts.append("commencée au plus tard le \(first) (\(French.duration(late)) plus tôt)") }
        if early > 0 { parts.append("finie au plus tôt le \(last) (\(French.duration(early)) plus tard)") }
        return "Il faudrait une mission \(parts.joined(separator: " et "))."
    }
}

extension Trace {
    /// What would make the line due, or whole; nil when it is, or when nothing would. In French.
    public var remedy: String? {
        switch outcome {
        case .due: nil
        case .reduced(let reason), .notDue(let reason): reason.remedy
        case .undecided: "Le gestionnaire doit choisir."
        case .impossible(let problem): problem.remedy.prefix(1).uppercased() + problem.remedy.dropFirst() + "."
        }
    }
}

extension Span {
    /// Whether a window lies on a day that has nothing of this stretch; the night after its last day is near.
    fileprivate func isFar(from window: Span) -> Bool {
        let isNight = window.from.time.minutesSinceMidnight == 0
        return window.from.day < from.day || window.from.day > (isNight ? to.day.adding(days: 1) : to.day)
    }

    /// `11 h – 14 h`: the bounds of a window; minutes only where there are some.
    var bounds: String {
        func short(_ time: LocalTime) -> String {
            time.minute == 0 ? "\(time.hour)\(French.thin)h" : French.time(time)
        }
        let last = to.day == from.day ? to.time : LocalTime(minutesSinceMidnight: 1_440) ?? to.time
        return "\(short(from.time)) – \(short(last))"
    }
}

extension Authorisation {
    var french: String {
        switch self {
        case .taxi: "prendre un taxi entre 7 h et 22 h"
        case .hiredCar: "louer un véhicule"
        case .firstClass: "voyager en première classe"
        case .fastestRoute: "prendre le trajet le plus rapide"
        }
    }
}

extension MissionKind {
    var french: String {
        switch self {
        case .marking: "la correction de copies"
        case .oral: "l'interrogation orale"
        case .practical: "l'épreuve pratique"
        case .meeting: "la réunion"
        case .invigilation: "la surveillance"
        case .optionalOral: "l'épreuve orale facultative"
        case .sports: "l'épreuve ponctuelle d'EPS"
        case .accreditation: "la validation des acquis de l'expérience"
        case .subjectSetting: "l'élaboration de sujets"
        case .presidency: "la présidence de jury"
        case .memoir: "le mémoire"
        case .unknown(let code): "la mission « \(code) »"
        }
    }
}
