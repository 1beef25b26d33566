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
        default: "Autre fait (\(fact.kind))"
        }
    }

    /// What the number of a reduction counts.
    static func unit(_ fact: Fact) -> String {
        switch fact {
        case .scripts: "copies"
        case .candidates: "candidats"
        case .hours, .help: "minutes"
        case .kilometres: "km"
        default: "centimes"
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
        default: kind.code
        }
    }

    static func text(_ ground: DecisionGround) -> String {
        switch ground {
        case .ownClaim: "Cet état de frais est le vôtre : un autre gestionnaire doit le décider."
        case .outsidePerimeter: "Cet état de frais relève d’un autre bureau."
        case .changedMeanwhile:
            "Cet état de frais a changé depuis son affichage : un autre gestionnaire l’a traité, ou une nouvelle "
                + "version est arrivée. Voici son état actuel ; rien de votre saisie n’a été enregistré."
        case .notOpen(let state): "Cet état de frais n’est plus à décider : \(text(state).label.lowercased())."
        case .nothingChosen: "Choisissez une décision pour chaque ligne."
        case .reasonMissing: "Indiquez le motif : le participant le lira."
        case .notAReduction(_, let declared): "Indiquez une quantité entre 1 et \(declared - 1)."
        case .notReducible: "Cette ligne s’accepte ou se refuse : elle n’a pas de quantité."
        case .unknownLine: "Une ligne n’est plus à décider."
        }
    }
}
