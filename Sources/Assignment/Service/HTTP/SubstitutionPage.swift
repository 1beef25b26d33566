import AssignmentDomain
import Web

/// Who could replace somebody who is absent, or what those who were asked have answered.
struct SubstitutionPage {
    struct Candidate {
        let number: String
        let person: String
        let place: String
        let load: String
        let isTicked: Bool
    }

    struct Asked {
        let person: String
        let distance: String
        let state: String
        let tag: String
    }

    /// So many are ticked at first: enough to be answered, few enough to disturb nobody in vain.
    private static let tickedAtFirst = 5

    let title: String
    let path: String
    let mission: String
    let centre: String
    let when: String
    let lead: String
    let absent: String
    let motif: Field
    let candidates: [Candidate]
    let canAsk: Bool
    let asked: [Asked]
    let hasAsked: Bool
    let isOpen: Bool

    init(_ view: SeatView, _ absent: SeatCandidate, _ found: Substitution?, _ answers: [OfferAnswer]) {
        title = "Remplacer \(absent.name)"
        path = view.path
        let (own, free) = (view.mission, view.ranking.free.prefix(SubstitutionRoutes.mostOffers))
        mission = Wording.mission(exam: own.exam, test: own.test, kind: own.kind, code: own.code)
        centre = own.centre
        when = Wording.slots(own.slots)
        self.absent = absent.number
        isOpen = found?.state == .open
        let isHere = absent.isIn && absent.isConvened
        canAsk = !isOpen && isHere && !free.isEmpty
        motif = Field("motif", "Motif de l’absence, que lira la personne absente", value: "Absence signalée")
        candidates = free.enumerated().map { place, candidate in
            Candidate(
                number: candidate.number, person: candidate.name,
                place: "\(candidate.home), \(Frenchly.kilometres(candidate.kilometres))",
                load: candidate.commitments.isEmpty
                    ? "aucune autre mission"
                    : Frenchly.count(candidate.commitments.count, "autre mission", "autres missions"),
                isTicked: place < Self.tickedAtFirst)
        }
        asked = answers.map(Self.asked)
        hasAsked = !answers.isEmpty
        lead = Self.lead(found, answers, isHere: isHere, free: free.count)
    }

    private static func lead(_ found: Substitution?, _ answers: [OfferAnswer], isHere: Bool, free: Int) -> String {
        switch found?.state {
        case .open?:
            let open = answers.count(where: { $0.answer == nil })
            return "\(Frenchly.count(answers.count, "personne sollicitée", "personnes sollicitées")), "
                + "\(Frenchly.number(open)) sans réponse. La première qui accepte est convoquée."
        case .filled?:
            let name = answers.first { $0.answer == "accepted" }?.name ?? ""
            return "\(name) a accepté et est convoqué(e). La convocation de la personne absente est retirée."
        case .cancelled?, nil:
            if !isHere { return "Cette personne n’est pas convoquée à la mission." }
            return free == 0
                ? "Personne d’autre n’est libre pour cette mission : voyez sur sa page qui des règles retiennent."
                : "Cochez qui solliciter : la première personne qui accepte est convoquée aussitôt."
        }
    }

    private static func asked(_ answer: OfferAnswer) -> Asked {
        let at = answer.answeredAt.map { ", \(Frenchly.instant($0))" } ?? ""
        let (state, tag) =
            switch answer.answer {
            case "accepted"?: ("a accepté", "tag-done")
            case "declined"?: ("a refusé", "tag-off")
            case "too-late"?: ("a accepté trop tard", "tag-off")
            case "impossible"?: ("n’est plus libre", "tag-off")
            default: ("sans réponse", "tag-wait")
            }
        return Asked(
            person: "\(answer.name) (\(answer.number))", distance: Frenchly.kilometres(answer.kilometres),
            state: state + at, tag: tag)
    }
}
