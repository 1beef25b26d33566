import Foundation
import LiquidationDomain
import Vocabulary
import Web

/// The list of batches, and the form that makes the next one.
struct BatchListPage {
    struct Line {
        let id, reference, etat, marque, nombre, montant, jour, constitue: String
    }

    let attente: String
    let peutConstituer: Bool
    let compteManque: Bool
    let lots: [Line]
    let aucun: Bool
    let erreurs: FormErrors
    let jour: Field

    init(batches: [Batch], waiting: (count: Int, sum: Money), errors: FormErrors, day: String, bankKnown: Bool) {
        attente =
            waiting.count == 0
            ? "Aucun virement n’attend de lot."
            : "\(Frenchly.count(waiting.count, "virement")) à mettre dans un lot, pour \(Frenchly.money(waiting.sum.cents))."
        peutConstituer = bankKnown && waiting.count > 0
        compteManque = !bankKnown
        lots = batches.map {
            Line(
                id: $0.batchID.uuidString.lowercased(), reference: $0.messageID, etat: $0.state.label,
                marque: $0.state.tag, nombre: Frenchly.number($0.transfers), montant: Frenchly.money($0.total.cents),
                jour: Frenchly.shortDay($0.executionDay.description), constitue: Frenchly.instant($0.builtAt))
        }
        aucun = batches.isEmpty
        erreurs = errors
        jour = Field("jour", "Jour d’exécution par la banque", .day, value: day)
            .hint("Un jour ouvré interbancaire : ni samedi, ni dimanche, ni jour férié européen.").errors(errors)
    }
}

/// One batch: what it waits for, what can be done, and its transfers.
struct BatchPage {
    struct Line {
        let paiement, nom, numero, compte, montant, etat, marque: String
        let motif: String?
    }

    let id, reference, etat, marque, phrase, nombre, montant, jour, constitue: String
    let refus: String?
    let aLiberer, aTransmettre, aAbandonner, incertain, fichier, dossier, attendReponse: Bool
    let virements: [Line]

    init(batch: Batch, transfers: [BatchTransfer], refusal: BatchRefusal?, builtByReader: Bool, folder: Bool) {
        id = batch.batchID.uuidString.lowercased()
        reference = batch.messageID
        etat = batch.state.label
        marque = batch.state.tag
        phrase =
            batch.state == .built && builtByReader
            ? "Vous avez constitué ce lot : une autre personne doit le relire et le libérer." : batch.state.turn
        nombre = Frenchly.count(batch.transfers, "virement")
        montant = Frenchly.money(batch.total.cents)
        jour = Frenchly.day(batch.executionDay.description)
        constitue = Frenchly.instant(batch.builtAt)
        refus = refusal?.sentence
        aLiberer = batch.state == .built && !builtByReader
        aAbandonner = batch.state == .built
        aTransmettre = [.released, .unknown].contains(batch.state)
        incertain = batch.state == .released
        fichier = [.released, .sent, .unknown].contains(batch.state)
        attendReponse = [.sent, .unknown].contains(batch.state)
        dossier = folder
        virements = transfers.map {
            Line(
                paiement: $0.paymentID.description, nom: "\($0.name.family) \($0.name.given)", numero: $0.number,
                compte: $0.account, montant: Frenchly.money($0.amount.cents), etat: $0.state.label,
                marque: $0.state.tag, motif: $0.state == .returned ? $0.explanation : nil)
        }
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
