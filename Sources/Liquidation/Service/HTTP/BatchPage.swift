import Foundation
import LiquidationDomain
import Vocabulary
import Web

/// The batches and what could go into the next one, as they are read.
struct BatchList: Sendable {
    let batches: [Batch]
    let count: Int
    let waiting: (count: Int, sum: Money)
    let bankKnown: Bool
}

/// The list of batches, and the form that makes the next one.
struct BatchListPage {
    struct Line {
        let id, reference, etat, marque, nombre, montant, jour, constitue: String
    }

    let rubriques = Sections.at("/paiements/lots")
    let attente: String
    let peutConstituer, compteManque, aucun, suite: Bool
    let lots: [Line]
    let erreurs: FormErrors
    let jour: Field
    let pages: [ListPage.Link]

    init(_ list: BatchList, page: ListPage, day: String, errors: FormErrors) {
        let waiting = list.waiting
        attente =
            waiting.count == 0
            ? "Aucun virement n’attend de lot."
            : "\(Frenchly.count(waiting.count, "virement")) à mettre dans un lot, pour \(Frenchly.money(waiting.sum.cents))."
        peutConstituer = list.bankKnown && (waiting.count > 0 || !errors.isEmpty)
        compteManque = !list.bankKnown
        lots = list.batches.map {
            Line(
                id: $0.batchID.uuidString.lowercased(), reference: $0.messageID, etat: $0.state.label,
                marque: $0.state.tag, nombre: Frenchly.number($0.transfers), montant: Frenchly.money($0.total.cents),
                jour: Frenchly.shortDay($0.executionDay.description), constitue: Frenchly.shortDay(of: $0.builtAt))
        }
        aucun = list.batches.isEmpty
        erreurs = errors
        jour = Field("jour", "Jour d’exécution par la banque", .day, value: day)
            .hint("Un jour ouvré interbancaire : ni samedi, ni dimanche, ni jour férié européen.").errors(errors)
        pages = page.links(total: list.count, path: "/paiements/lots")
        suite = !pages.isEmpty
    }
}

/// One batch, as it is read.
struct BatchContent: Sendable {
    let batch: Batch
    let people: BatchPeople?
    let states: [(state: PaymentState?, count: Int, sum: Money)]
    let transfers: [BatchTransfer]
    /// Whether the reader made it, and so may not release it.
    let builtByReader: Bool
    /// Whether files are put into the bank's folder.
    let folder: Bool
}

/// One batch: what it waits for, what can be done, what became of its transfers.
struct BatchPage {
    struct Line {
        let adresse, nom, numero, compte, montant, etat, marque: String
        let motif: String?
    }

    struct Step {
        let etat, moment: String
    }

    struct Part {
        let etat, nombre, montant: String
    }

    let id, reference, etat, marque, phrase, nombre, montant, jour: String
    let refus: String?
    let aLiberer, aTransmettre, aAbandonner, incertain, fichier, dossier, attendReponse, suite: Bool
    let etapes: [Step]
    let parts: [Part]
    let virements: [Line]
    let pages: [ListPage.Link]

    init(_ content: BatchContent, page: ListPage, refusal: BatchRefusal?) {
        let batch = content.batch
        id = batch.batchID.uuidString.lowercased()
        reference = batch.messageID
        (etat, marque) = (batch.state.label, batch.state.tag)
        phrase =
            batch.state == .built && content.builtByReader
            ? "Vous avez constitué ce lot : une autre personne doit le relire et le libérer." : batch.state.turn
        nombre = Frenchly.count(batch.transfers, "virement")
        montant = Frenchly.money(batch.total.cents)
        jour = Frenchly.day(batch.executionDay.description)
        refus = refusal?.sentence
        aLiberer = batch.state == .built && !content.builtByReader
        aAbandonner = batch.state == .built
        aTransmettre = [.released, .unknown].contains(batch.state)
        incertain = batch.state == .released
        fichier = [.released, .sent, .unknown].contains(batch.state)
        attendReponse = [.sent, .unknown].contains(batch.state)
        dossier = content.folder
        etapes = Self.steps(batch, content.people)
        parts = content.states.compactMap { part in
            part.state.map {
                Part(
                    etat: $0.label, nombre: Frenchly.count(part.count, "virement"),
                    montant: Frenchly.money(part.sum.cents))
            }
        }
        virements = content.transfers.map {
            Line(
                adresse: "/paiements/ordres/\($0.paymentID)", nom: "\($0.name.family) \($0.name.given)",
                numero: $0.number, compte: $0.account, montant: Frenchly.money($0.amount.cents), etat: $0.state.label,
                marque: $0.state.tag, motif: $0.state == .returned ? $0.explanation : nil)
        }
        pages = page.links(total: batch.transfers, path: "/paiements/lots/\(id)")
        suite = !pages.isEmpty
    }

    private static func steps(_ batch: Batch, _ people: BatchPeople?) -> [Step] {
        func by(_ name: String?) -> String { name.map { ", par \($0)" } ?? "" }
        var steps = [Step(etat: "Constitué", moment: Frenchly.instant(batch.builtAt) + by(people?.builder))]
        if let released = people?.releasedAt {
            steps.append(Step(etat: "Libéré", moment: Frenchly.instant(released) + by(people?.releaser)))
        }
        if let sent = people?.sentAt {
            steps.append(Step(etat: "Transmis à la banque", moment: Frenchly.instant(sent) + by(people?.sender)))
        }
        return steps
    }
}

extension Batch.State {
    var label: String {
        switch self {
        case .built: "À libérer"
        case .released: "À transmettre"
        case .sent: "Transmis"
        case .unknown: "Transmission incertaine"
        case .givenUp: "Abandonné"
        }
    }

    /// The class of its mark on screens.
    var tag: String {
        switch self {
        case .built, .released: "tag-todo"
        case .sent: "tag-wait"
        case .unknown: "tag-wrong"
        case .givenUp: "tag-off"
        }
    }

    /// Whose turn it is.
    var turn: String {
        switch self {
        case .built: "Ce lot attend d’être relu et libéré par une autre personne que celle qui l’a constitué."
        case .released: "Ce lot est libéré : son fichier peut être transmis à la banque."
        case .sent: "Ce lot est transmis : la réponse de la banque dira quels virements sont payés ou rejetés."
        case .unknown:
            "Nul ne sait si la banque a reçu ce lot : attendez sa réponse, ou transmettez le même fichier, jamais un autre."
        case .givenUp:
            "Ce lot a été abandonné avant sa libération : ses virements sont partis dans un autre lot ou attendent."
        }
    }
}

extension PaymentState {
    /// The class of its mark on screens.
    var tag: String {
        switch self {
        case .blocked: "tag-wrong"
        case .ordered, .inFile, .released: "tag-todo"
        case .sent, .instructed: "tag-wait"
        case .unknown, .returned: "tag-wrong"
        case .settled: "tag-done"
        }
    }
}
