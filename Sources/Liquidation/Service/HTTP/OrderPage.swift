import Foundation
import LiquidationDomain
import Vocabulary
import Web

/// What a search finds.
struct OrderListPage {
    struct Line {
        let adresse, nom, numero, travail, voie, montant, etat, marque, depuis: String
        let lot: String?
    }

    let rubriques = Sections.at("/paiements/ordres")
    let phrase: String
    let aucun: Bool
    let lignes: [Line]
    let pages: [ListPage.Link]
    let suite: Bool
    let q, etat, voie: Field

    init(filter: PaymentFilter, found: [FoundPayment], total: (count: Int, sum: Money), page: ListPage) {
        phrase =
            total.count == 0
            ? "Aucun ordre de paiement ne correspond."
            : "\(Frenchly.count(total.count, "ordre de paiement", "ordres de paiement")), "
                + "\(Frenchly.money(total.sum.cents))."
        aucun = found.isEmpty
        lignes = found.map {
            Line(
                adresse: "/paiements/ordres/\($0.paymentID)", nom: "\($0.name.family) \($0.name.given)",
                numero: $0.number, travail: $0.work, voie: $0.track.label, montant: Frenchly.money($0.amount.cents),
                etat: $0.state.label, marque: $0.state.tag, depuis: Frenchly.shortDay(of: $0.changedAt), lot: $0.batch)
        }
        pages = page.links(
            total: total.count, path: "/paiements/ordres",
            filters: [
                ("q", filter.text), ("etat", filter.state?.rawValue ?? ""), ("voie", filter.track?.rawValue ?? ""),
            ])
        suite = !pages.isEmpty
        q = Field("q", "Nom, numéro ou référence", value: filter.text)
        etat = Field(
            "etat", "État",
            .list([Field.Option("", "Tous")] + PaymentState.allCases.map { Field.Option($0.rawValue, $0.label) }),
            value: filter.state?.rawValue ?? "")
        voie = Field(
            "voie", "Voie",
            .list([
                Field.Option("", "Toutes"), Field.Option("indemnity", "Indemnités (paye)"),
                Field.Option("travel", "Déplacements (virements)"),
            ]), value: filter.track?.rawValue ?? "")
    }
}

/// What is kept of an order beside itself.
struct OrderPast: Sendable {
    let history: [HistoryStep]
    let lines: [ExplainedLine]
    let attempts: [(paymentID: PaymentID, attempt: Int, state: PaymentState?, at: Date)]
}

/// One order: what it pays and why, and every step with its time and its actor.
struct OrderPage {
    struct Line {
        let phrase, montant: String
    }

    struct Step {
        let etat, moment, auteur: String
        let motif: String?
        let courante: Bool
    }

    struct Attempt {
        let adresse, nom: String
        let courante: Bool
    }

    let rubriques = Sections.at("")
    let nom, numero, montant, etat, marque, voie, examen, travail, jour, reference: String
    let lot, adresseLot, compte: String?
    let lignes: [Line]
    let etapes: [Step]
    let tentatives: [Attempt]
    let plusieurs: Bool
    let incidents: IncidentList

    init(_ detail: PaymentDetail, _ past: OrderPast, incidents: IncidentList) {
        self.incidents = incidents
        let payment = detail.payment
        nom = detail.name.full
        numero = detail.number
        montant = Frenchly.money(payment.amount.cents)
        etat = payment.state.label
        marque = payment.state.tag
        voie = payment.track == .indemnity ? "Indemnité, par la paye" : "Déplacement, par virement"
        examen = "\(Exam(code: detail.exam).label), session \(detail.session)"
        travail = detail.work
        jour = detail.workedOn.map { Frenchly.day($0.description) } ?? ""
        reference = payment.endToEndID
        lot = detail.batch
        adresseLot = detail.batchID.map { "/paiements/lots/\($0.uuidString.lowercased())" }
        compte = detail.account
        lignes = past.lines.map { Line(phrase: $0.sentence, montant: Frenchly.money($0.amount.cents)) }
        etapes = past.history.enumerated().map { index, step in
            Step(
                etat: step.state.label, moment: Frenchly.instant(step.at), auteur: step.author,
                motif: step.explanation.map { text in (step.sayableCode.map { "\($0) : " } ?? "") + text },
                courante: index == past.history.count - 1)
        }
        tentatives = past.attempts.map {
            Attempt(
                adresse: "/paiements/ordres/\($0.paymentID)",
                nom: "Ordre \($0.attempt), du \(Frenchly.shortDay(of: $0.at)) : \($0.state?.label ?? "")",
                courante: $0.paymentID == payment.paymentID)
        }
        plusieurs = past.attempts.count > 1
    }
}

extension HistoryStep {
    /// Who did it, as people are called.
    var author: String {
        switch actor {
        case "payroll": "la paye"
        case "bank": "la banque"
        case "liquidation": "le système, à la décision du service"
        default: staff ?? "l’intervenant"
        }
    }
}
