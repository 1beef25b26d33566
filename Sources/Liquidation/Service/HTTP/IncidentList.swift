import Foundation
import LiquidationDomain
import Vocabulary
import Web

/// How somebody closes an incident, as they typed it.
struct TypedClosing: Sendable {
    let outcome: IncidentOutcome?
    let explanation: String
    private(set) var errors = FormErrors()

    init(_ form: Form) {
        outcome = IncidentOutcome(rawValue: form["issue"])
        explanation = form["explication"].trimmingCharacters(in: .whitespacesAndNewlines)
        if outcome == nil { errors.add("issue", "Choisissez ce que la paye a confirmé.") }
        if !(5...500).contains(explanation.count) {
            errors.add("explication", "Dites en une phrase (5 à 500 caractères) qui l’a confirmé, et comment.")
        }
    }

    func refused(_ refusal: IncidentRefusal) -> TypedClosing {
        var copy = self
        copy.errors.add(
            refusal == .impossible ? "issue" : "",
            refusal == .impossible
                ? "Un autre ordre a été donné ou retiré entre-temps : choisissez à nouveau."
                : "Quelqu’un a clos cet incident entre-temps.")
        return copy
    }
}

/// The contradictions of the payroll about one order: the open one with its form, the others with how they ended.
struct IncidentList {
    struct Closed {
        let detail, fin: String
    }

    let erreurs: FormErrors
    let clos: [Closed]
    let ouvert: Bool
    let detail, adresse: String
    let issue, explication: Field

    init(_ incidents: [Incident], of payment: Payment, orderedAnew: Bool, typed: TypedClosing?) {
        let open = incidents.first { $0.closing == nil }
        erreurs = typed?.errors ?? FormErrors()
        clos = incidents.compactMap { incident in
            incident.closing.map {
                let author = $0.by.map { " par \($0)" } ?? ""
                return Closed(
                    detail: incident.detail,
                    fin: "\($0.outcome.label) Clos le \(Frenchly.instant($0.at))\(author) : \($0.explanation)")
            }
        }
        ouvert = open != nil
        detail = open?.detail ?? ""
        adresse = "/paiements/ordres/\(payment.paymentID)/incident"
        issue = Field(
            "issue", "Ce que la paye confirme",
            .choice(
                IncidentOutcome.possible(orderedAnew: orderedAnew).map {
                    Field.Option($0.rawValue, $0.label, hint: $0.consequence(orderedAnew: orderedAnew))
                }), value: typed?.outcome?.rawValue ?? ""
        ).errors(erreurs)
        explication = Field(
            "explication", "Qui l’a confirmé, et comment", .paragraph(rows: 3), value: typed?.explanation ?? ""
        ).hint("Par exemple : « M. Durand, service de la paye, par courriel du 12 juillet ».").errors(erreurs)
    }
}

extension IncidentOutcome {
    /// What follows from it.
    fileprivate func consequence(orderedAnew: Bool) -> String {
        switch self {
        case .confirmedPaid: "L’ordre devient payé ; l’intervenant le voit dans sa liste."
        case .announcedInError:
            orderedAnew
                ? "L’ordre donné depuis reste le seul." : "L’ordre revient parmi les rejets à ordonner à nouveau."
        case .recovered: "L’ordre donné depuis reste le seul ; plus rien n’est à récupérer."
        }
    }
}
