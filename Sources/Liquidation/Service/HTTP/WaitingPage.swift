import LiquidationDomain
import Vocabulary
import Web

/// What cannot be paid yet, as it is read.
struct Waiting: Sendable {
    let holds: [WaitingHold]
    let heldCount: Int
    let dossiers: [WaitingDossier]
    let dossierCount: (people: Int, sum: Money)
    let parked: Int
}

/// What cannot be paid yet, as it is shown.
struct WaitingPage {
    struct Hold {
        let adresse, nom, numero, travail, voie, depuis: String
        let points: [Point]
        let questions: [Field]
        let repond: Bool
    }

    struct Point {
        let phrase, remede: String
    }

    struct Dossier {
        let nom, numero, montant, depuis, motif: String
    }

    let rubriques = Sections.at("/paiements/attentes")
    let phrase: String
    let refus: String?
    let retenues: [Hold]
    let sansRetenue: Bool
    let autres: String?
    let dossiers: [Dossier]
    let sansDossier, suite: Bool
    let pages: [ListPage.Link]
    let misDeCote: String?

    init(_ waiting: Waiting, page: ListPage, refusal: String?) {
        let (heldCount, dossierCount, parked) = (waiting.heldCount, waiting.dossierCount, waiting.parked)
        let (holds, dossiers) = (waiting.holds, waiting.dossiers)
        phrase =
            heldCount == 0 && dossierCount.people == 0
            ? "Rien n’attend : tout ce qui est décidé est ordonné."
            : Frenchly.list(Self.sentences(waiting)) + "."
        refus = refusal
        retenues = holds.map(Self.hold)
        sansRetenue = holds.isEmpty
        autres =
            heldCount > holds.count ? "Et \(Frenchly.number(heldCount - holds.count)) autres, après celles-ci." : nil
        self.dossiers = dossiers.map {
            Dossier(
                nom: "\($0.name.family) \($0.name.given)", numero: $0.number, montant: Frenchly.money($0.amount.cents),
                depuis: Frenchly.shortDay(of: $0.since),
                motif: $0.refusal.map { ReturnReason.of($0).meaning } ?? "Coordonnées bancaires jamais données.")
        }
        sansDossier = dossiers.isEmpty
        pages = page.links(total: dossierCount.people, path: "/paiements/attentes")
        suite = !pages.isEmpty
        misDeCote =
            parked == 0
            ? nil
            : "\(Frenchly.count(parked, "message mis", "messages mis")) de côté, qu’aucun programme ne pouvait prendre : "
                + "l’exploitant les examine avec « imagin dead-letters »."
    }

    private static func sentences(_ waiting: Waiting) -> [String] {
        let (held, people) = (waiting.heldCount, waiting.dossierCount.people)
        let question = held == 0 ? [] : ["\(Frenchly.count(held, "question")) de droit à trancher"]
        let account =
            "\(Frenchly.money(waiting.dossierCount.sum.cents)) en attente du compte de "
            + Frenchly.count(people, "intervenant")
        return question + (people == 0 ? [] : [account])
    }

    private static func hold(_ hold: WaitingHold) -> Hold {
        let questions = hold.points.compactMap { point -> Field? in
            guard let line = point.lineID, !point.answers.isEmpty else { return nil }
            return Field(
                "reponse-\(line)", point.sentence,
                .choice(
                    point.answers.map { answer in
                        Field.Option(
                            answer.code, answer.label, hint: answer.amount.map { Frenchly.money($0.cents) } ?? "")
                    }))
        }
        return Hold(
            adresse: "/paiements/attentes/\(hold.key.claimID)/\(hold.key.decision)/\(hold.key.track.rawValue)",
            nom: hold.name.full, numero: hold.number, travail: hold.work, voie: hold.key.track.label,
            depuis: Frenchly.shortDay(of: hold.heldAt),
            points: hold.points.filter(\.answers.isEmpty).map { Point(phrase: $0.sentence, remede: $0.remedy) },
            questions: questions, repond: !questions.isEmpty)
    }
}
