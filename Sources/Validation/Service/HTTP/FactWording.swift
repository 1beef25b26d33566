import ValidationDomain
import Vocabulary
import Web

/// Facts in French, as officers read them.
enum FactWording {
    static func text(_ fact: Fact) -> String {
        switch fact {
        case .scripts(let count): Frenchly.count(count, "copie corrigée", "copies corrigées")
        case .candidates(let count, let minutes):
            "\(Frenchly.count(count, "candidat interrogé", "candidats interrogés")), \(minutes) min chacun"
        case .hours(let minutes): "\(Frenchly.hours(minutes)) d’épreuve"
        case .help(let minutes, let period): "\(Frenchly.hours(minutes)) de surveillance\(suffix(period))"
        case .kilometres(let count, let vehicle): "\(Frenchly.kilometres(count)), \(name(vehicle))"
        case .fare(let mode, let paid): "\(name(mode)) : \(Frenchly.money(paid.cents))"
        case .toll(let paid): "Péage : \(Frenchly.money(paid.cents))"
        case .parking(let paid): "Stationnement : \(Frenchly.money(paid.cents))"
        case .meal(let mealtime, let place):
            "\(mealtime == .noon ? "Déjeuner" : "Dîner"), \(name(place))"
        case .night(_, let paid, let proven):
            "Nuit payée \(Frenchly.money(paid.cents)), \(proven ? "avec preuve" : "sans preuve")"
        default: rare(fact)
        }
    }

    private static func rare(_ fact: Fact) -> String {
        switch fact {
        case .files(let count): Frenchly.count(count, "dossier évalué", "dossiers évalués")
        case .requests(let count, let coefficient):
            "\(Frenchly.count(count, "demande de VAE examinée", "demandes de VAE examinées")), "
                + "coefficient \(coefficient / 100),\(coefficient % 100 < 10 ? "0" : "")\(coefficient % 100)"
        case .subjects(let count): Frenchly.count(count, "sujet élaboré", "sujets élaborés")
        case .presidency(let posts, let national):
            "Présidence de jury, \(Frenchly.count(posts, "poste")), concours \(national ? "national" : "déconcentré")"
        case .memoirs(let count, let each):
            "\(Frenchly.count(count, "mémoire évalué", "mémoires évalués")) à \(Frenchly.money(each.cents))"
        case .memoirApprovals(let minutes): "\(Frenchly.hours(minutes)) d’agrément de sujets de mémoire"
        case .firstClass(let mode, let paid): "\(name(mode)) en 1re classe : \(Frenchly.money(paid.cents))"
        case .taxi(let time, let paid): "Taxi à \(Frenchly.time("\(time)")) : \(Frenchly.money(paid.cents))"
        case .passenger(let kilometres): "\(Frenchly.kilometres(kilometres)) comme passager, jamais payés"
        default: "Fait que ce programme ne connaît pas"
        }
    }

    /// What the number of a reduction counts.
    static func unit(_ fact: Fact) -> String {
        switch fact {
        case .scripts: "copies"
        case .candidates: "candidats"
        case .hours, .help, .memoirApprovals: "minutes"
        case .kilometres: "km"
        case .files: "dossiers"
        case .requests: "demandes"
        case .subjects: "sujets"
        case .memoirs: "mémoires"
        default: "euros"
        }
    }

    private static func suffix(_ period: HelpPeriod) -> String {
        switch period {
        case .day: ""
        case .night: " de nuit"
        case .weekendOrHoliday: " de fin de semaine ou de jour férié"
        }
    }

    private static func name(_ vehicle: Vehicle) -> String {
        switch vehicle {
        case .car(.upTo5): "voiture de 5 CV ou moins"
        case .car(.sixOrSeven): "voiture de 6 ou 7 CV"
        case .car(.eightOrMore): "voiture de 8 CV ou plus"
        case .motorcycle: "motocyclette"
        default: "vélomoteur"
        }
    }

    private static func name(_ mode: FareMode) -> String {
        switch mode {
        case .train: "Train"
        case .bus: "Autocar"
        case .plane: "Avion"
        case .boat: "Bateau"
        case .taxi: "Taxi"
        case .urban: "Transport urbain"
        case .hiredCar: "Voiture de location"
        default: "Billet"
        }
    }

    private static func name(_ place: MealPlace) -> String {
        switch place {
        case .ownCost: "à ses frais"
        case .subsidised: "restaurant administratif"
        case .free: "fourni gratuitement"
        }
    }

    static func text(_ state: FileState) -> (label: String, tag: String) {
        switch state {
        case .announced: ("Attendu du participant", "tag-soon")
        case .submitted: ("À vérifier", "tag-todo")
        case .notPerformed: ("Déclarée non effectuée", "tag-todo")
        case .returned: ("Retourné au participant", "tag-wait")
        case .decided: ("Décidé", "tag-done")
        case .closed: ("Clos sans paiement", "tag-off")
        case .cancelled: ("Annulé", "tag-off")
        }
    }

    static func text(_ decision: FileLine.Decision) -> (label: String, tag: String) {
        switch decision {
        case .open: ("À décider", "tag-todo")
        case .accepted: ("Acceptée", "tag-done")
        case .reduced: ("Réduite", "tag-done")
        case .refused: ("Refusée", "tag-wrong")
        case .returned: ("Retournée", "tag-wait")
        case .removed: ("Retirée", "tag-off")
        }
    }

    static func text(_ kind: MissionKind) -> String {
        switch kind {
        case .marking: "Correction"
        case .oral: "Oral"
        case .practical: "Épreuve pratique"
        case .meeting: "Réunion"
        case .invigilation: "Surveillance"
        case .optionalOral: "Oral facultatif"
        case .sports: "Épreuve d’EPS"
        case .accreditation: "VAE"
        case .subjectSetting: "Élaboration de sujets"
        case .presidency: "Présidence de jury"
        case .memoir: "Mémoire"
        default: "Autre mission"
        }
    }

    static func text(_ ground: DecisionGround) -> String {
        switch ground {
        case .ownClaim: "Cet état de frais est le vôtre : un autre gestionnaire doit le décider."
        case .outsidePerimeter: "Cet état de frais relève d’un autre bureau."
        case .changedMeanwhile:
            "Cet état de frais a changé depuis son affichage : un autre gestionnaire l’a traité, ou une nouvelle "
                + "version est arrivée. Rien de votre saisie n’a été enregistré."
        case .notOpen(let state): "Cet état de frais n’est plus à décider : \(text(state).label.lowercased())."
        case .nothingChosen: "Choisissez une décision pour chaque ligne."
        case .reasonMissing: "Indiquez le motif : le participant le lira."
        case .notAReduction: "Indiquez une quantité plus petite que celle qui est déclarée, et positive."
        case .notReducible: "Cette ligne s’accepte ou se refuse : elle n’a pas de quantité."
        case .unknownLine: "Une ligne n’est plus à décider."
        case .notPayable(_, let why): "\(why) Réduisez, refusez ou retournez cette ligne."
        case .fareMissing:
            "Indiquez le tarif public le moins cher, aller et retour : il rembourse une voiture sans autorisation."
        case .hoursAlreadyEntered(let day):
            "Des heures de cette période sont déjà certifiées le \(Frenchly.day("\(day)"))."
        case .notADayOfTheMission(let day): "La mission n’a pas lieu le \(Frenchly.day("\(day)"))."
        }
    }
}

extension FactWording {
    /// The field beside which a ground is shown.
    static func entry(_ ground: DecisionGround) -> (field: String, message: String) {
        let field =
            switch ground {
            case .reasonMissing(let line): "motif-\(line)"
            case .notAReduction(let line, _), .notReducible(let line): "quantite-\(line)"
            case .notPayable(.some(let line), _): "verdict-\(line)"
            case .hoursAlreadyEntered, .notADayOfTheMission: "jour"
            case .fareMissing: "tarif"
            default: "lignes"
            }
        return (field, text(ground))
    }

    /// Why a mission was not performed, as the participant chose it.
    static func notPerformed(_ reason: String?) -> String {
        switch reason {
        case "ill": "Malade"
        case "replaced": "Remplacé(e) par une autre personne"
        case "no-candidate": "Aucun candidat"
        case "centre-closed": "Centre fermé"
        default: "Autre motif"
        }
    }

    static func text(_ decision: PastDecision) -> String {
        switch decision.kind {
        case "certified": "a certifié des lignes"
        case "returned": "a retourné des lignes au participant"
        default: "a clos cet état de frais sans paiement"
        }
    }
}
