import LiquidationDomain
import Vocabulary
import Web

/// The paymaster's first page, as it is shown.
struct SituationPage {
    struct Task {
        let adresse, texte, marque, etat: String
    }

    struct Line {
        let etat, indemnites, deplacements, adresseIndemnites, adresseDeplacements: String
        let nombreIndemnites, nombreDeplacements: String
    }

    struct Proof {
        let compte, grandLivre, ordres: String
        let juste: Bool
    }

    struct Incident {
        let adresse, nom, montant, detail, depuis: String
    }

    let rubriques = Sections.at("/paiements")
    let phrase: String
    let taches: [Task]
    let rienAFaire: Bool
    let lignes: [Line]
    let totalIndemnites, totalDeplacements: String
    let juste: Bool
    let somme: String
    let preuves: [Proof]
    let incidents: [Incident]
    let perimetre: Bool

    init(_ situation: FullSituation) {
        let tasks = Self.tasks(situation)
        taches = tasks
        rienAFaire = tasks.isEmpty
        phrase = Self.sentence(situation)
        lignes = PaymentState.allCases.compactMap { Self.line($0, situation.payments) }
        totalIndemnites = Self.sum(.indemnity, situation)
        totalDeplacements = Self.sum(.travel, situation)
        let balance = situation.balance
        juste = balance.differences(owedAgain: situation.owedAgain).isEmpty && balance.ledgerSum == .zero
        somme = Frenchly.money(balance.ledgerSum.cents)
        preuves = Self.proofs(balance, situation.owedAgain)
        incidents = situation.incidents.map {
            Incident(
                adresse: "/paiements/ordres/\($0.paymentID)", nom: $0.name.full,
                montant: Frenchly.money($0.amount.cents),
                detail: $0.detail, depuis: Frenchly.shortDay(of: $0.noticedAt))
        }
        perimetre = !situation.everything
    }

    private static func sentence(_ situation: FullSituation) -> String {
        func sum(_ states: [PaymentState]) -> Money {
            situation.payments.filter { states.contains($0.state) }.map(\.sum).total()
        }
        let waiting = Frenchly.money(sum([.blocked, .ordered, .inFile, .released]).cents)
        let moving = Frenchly.money(sum([.sent, .unknown, .instructed]).cents)
        let back = situation.returns.sum == .zero ? "" : " \(Frenchly.money(situation.returns.sum.cents)) sont revenus."
        return "\(waiting) à payer, \(moving) transmis à la banque ou à la paye, "
            + "\(Frenchly.money(sum([.settled]).cents)) payés.\(back)"
    }

    private static func tasks(_ situation: FullSituation) -> [Task] {
        func batches(_ state: Batch.State) -> Int { situation.batches.first { $0.state == state }?.count ?? 0 }
        var tasks: [Task] = []
        func add(_ count: Int, _ path: String, _ text: String, mine: Bool = true) {
            guard count > 0 else { return }
            tasks.append(
                Task(
                    adresse: path, texte: text, marque: mine ? "tag-todo" : "tag-wait",
                    etat: mine ? "À faire" : "En attente d’un autre"))
        }
        add(
            situation.transfers.count, "/paiements/lots",
            "Mettre en lot \(Frenchly.count(situation.transfers.count, "virement")), "
                + Frenchly.money(situation.transfers.sum.cents))
        add(batches(.built), "/paiements/lots", "Libérer \(Frenchly.count(batches(.built), "lot"))")
        add(
            batches(.released), "/paiements/lots",
            "Transmettre \(Frenchly.count(batches(.released), "lot")) à la banque")
        add(
            situation.returns.count, "/paiements/rejets",
            "Traiter \(Frenchly.count(situation.returns.count, "rejet")), "
                + Frenchly.money(situation.returns.sum.cents))
        add(
            situation.holds, "/paiements/attentes",
            "Répondre à \(Frenchly.count(situation.holds, "question")) de droit avant de liquider")
        add(
            batches(.sent) + batches(.unknown), "/paiements/reponses",
            "Recevoir la réponse de la banque pour "
                + Frenchly.count(batches(.sent) + batches(.unknown), "lot transmis", "lots transmis"), mine: false)
        add(
            situation.dossiers.people, "/paiements/attentes",
            "\(Frenchly.count(situation.dossiers.people, "intervenant")) sans compte utilisable, "
                + Frenchly.money(situation.dossiers.sum.cents), mine: false)
        add(
            situation.parked, "/paiements/attentes",
            "\(Frenchly.count(situation.parked, "message mis", "messages mis")) de côté : "
                + "l’exploitant doit les examiner", mine: false)
        return tasks
    }

    private static func line(_ state: PaymentState, _ payments: [Situation]) -> Line? {
        func of(_ track: Track) -> Situation? { payments.first { $0.track == track && $0.state == state } }
        let (indemnity, travel) = (of(.indemnity), of(.travel))
        guard indemnity != nil || travel != nil else { return nil }
        func path(_ track: Track) -> String { "/paiements/ordres?etat=\(state.rawValue)&voie=\(track.rawValue)" }
        return Line(
            etat: state.label, indemnites: Frenchly.money((indemnity?.sum ?? .zero).cents),
            deplacements: Frenchly.money((travel?.sum ?? .zero).cents), adresseIndemnites: path(.indemnity),
            adresseDeplacements: path(.travel), nombreIndemnites: Frenchly.number(indemnity?.count ?? 0),
            nombreDeplacements: Frenchly.number(travel?.count ?? 0))
    }

    /// What is or was owed: a returned order counts with the order that replaces it, or as owed again.
    private static func sum(_ track: Track, _ situation: FullSituation) -> String {
        Frenchly.money(
            situation.payments.filter { $0.track == track && $0.state != .returned }.map(\.sum).total().cents)
    }

    private static func proofs(_ balance: Balance, _ again: [Track: Money]) -> [Proof] {
        let differences = balance.differences(owedAgain: again)
        return Track.allCases.flatMap { track in
            [Account.Kind.payable, .inFile, .inTransit, .paid].map { kind in
                let difference = differences.first { $0.kind == kind && $0.track == track }
                let ledger = balance.carried(kind, track)
                return Proof(
                    compte: "\(kind.label), \(track.label)", grandLivre: Frenchly.money(ledger.cents),
                    ordres: Frenchly.money((difference?.payments ?? ledger).cents), juste: difference == nil)
            }
        }
    }
}

extension Account.Kind {
    var label: String {
        switch self {
        case .expense: "Dépense"
        case .payable: "À payer"
        case .inFile: "Dans un lot à libérer"
        case .inTransit: "En route"
        case .paid: "Payé"
        case .recoverable: "À recouvrer"
        }
    }
}

extension Track {
    /// As screens call it.
    var label: String {
        switch self {
        case .indemnity: "indemnité"
        case .travel: "déplacement"
        }
    }
}
