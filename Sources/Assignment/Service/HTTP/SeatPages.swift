import AssignmentDomain
import Foundation
import Web

/// A mission of the plan.
struct SeatPage {
    struct Present {
        let person: String
        let number: String
        let place: String
        let load: String
        let why: String
        let state: String
        let tag: String
        let isKept: Bool
        let removePath: String
        /// For who is convened and does not come.
        let absentPath: String?
    }

    struct Candidate {
        let rank: String
        let person: String
        let number: String
        let place: String
        let load: String
        let difference: String
        let addPath: String?
    }

    struct Held {
        let person: String
        let number: String
        let place: String
        let reasons: String
        let isAvoided: Bool
    }

    /// Longer lists are not read; the counts say how many there are.
    private static let mostLines = 20

    let session: String
    let sessionLabel: String
    let path: String
    let title: String
    let lead: String
    let centre: String
    let when: String
    let present: [Present]
    let hasPresent: Bool
    /// The papers of those who are convened.
    let papersPath: String?
    /// Who sits on which reserved seat, and what is missing.
    let composition: [String]
    let hasComposition: Bool
    let broken: String?
    let relaxations: [String]
    let hasRelaxations: Bool
    let freeText: String
    let free: [Candidate]
    let hasFree: Bool
    let heldText: String
    let held: [Held]
    let hasHeld: Bool

    init(_ view: SeatView) {
        let (mission, ranking) = (view.mission, view.ranking)
        session = view.session.code
        sessionLabel = view.session.label
        path = view.path
        title = Wording.mission(exam: mission.exam, test: mission.test, kind: mission.kind, code: mission.code)
        lead = Self.lead(view)
        centre = mission.centre
        when = Wording.slots(mission.slots)
        present = ranking.present.map { Self.present($0, view) }
        hasPresent = !ranking.present.isEmpty
        papersPath = ranking.present.contains(where: \.isConvened) ? "\(view.path)/convocations.pdf" : nil
        let traits = ranking.present.map(\.traits)
        let verdict = view.composition.verdict(traits)
        composition = zip(view.composition.reserves, verdict.unfilled).enumerated().map { place, entry in
            let (reserve, missing) = entry
            let names = zip(ranking.present, verdict.places).filter { $0.1 == place }.map(\.0.name)
            let filled = names.isEmpty ? "personne" : Frenchly.list(names)
            return "\(reserve.seats) \(reserve.role) (\(Wording.condition(reserve.condition))) : \(filled)"
                + (missing > 0 ? ", il en manque \(missing)" : "")
        }
        hasComposition = !view.composition.reserves.isEmpty
        broken = verdict.misplaced > 0 ? Wording.broken(view.composition, traits) : nil
        let ways = view.emptySeats > 0 ? ranking.relaxations : []
        relaxations = ways.prefix(8).map { "1 poste de plus \(Wording.relaxation($0))" }
        hasRelaxations = !ways.isEmpty
        let best = ranking.free.first?.cost() ?? 0
        freeText = Self.freeText(ranking.free.count)
        free = ranking.free.prefix(Self.mostLines).enumerated().map { place, candidate in
            Candidate(
                rank: "\(place + 1)", person: candidate.name, number: candidate.number, place: Self.place(candidate),
                load: Self.load(candidate),
                difference: place == 0 ? "la meilleure" : Wording.signed(candidate.cost() - best),
                addPath: view.emptySeats > 0 ? "\(view.path)/changement?affecter=\(candidate.number)" : nil)
        }
        hasFree = !ranking.free.isEmpty
        heldText = "\(Frenchly.count(ranking.blocked.count, "personne")) avec la compétence, que des règles retiennent."
        held = ranking.blocked.prefix(Self.mostLines).map { entry in
            var isAvoided = false
            if case .avoid? = entry.candidate.rule { isAvoided = true }
            return Held(
                person: entry.candidate.name, number: entry.candidate.number, place: Self.place(entry.candidate),
                reasons: entry.obstacles.map(Wording.obstacle).joined(separator: " ; "), isAvoided: isAvoided)
        }
        hasHeld = !ranking.blocked.isEmpty
    }

    private static func freeText(_ count: Int) -> String {
        if count == 0 { return "Personne d’autre n’est libre pour cette mission." }
        if count == 1 { return "1 personne est libre et compétente." }
        return "\(Frenchly.number(count)) personnes sont libres et compétentes ; la moins coûteuse d’abord."
    }

    private static func lead(_ view: SeatView) -> String {
        guard view.mission.plan != nil else { return "Aucun plan n’est encore retenu pour cette session." }
        let filled = view.ranking.present.count
        return view.emptySeats == 0
            ? "\(filled > 1 ? "Les \(filled) postes sont pourvus" : "Le poste est pourvu")."
            : "\(Frenchly.count(view.emptySeats, "poste")) sans intervenant sur \(view.mission.seats)."
    }

    private static func present(_ candidate: SeatCandidate, _ view: SeatView) -> Present {
        var isKept = false
        if case .keep? = candidate.rule { isKept = true }
        let answer = view.answers.first { $0.number == candidate.number }
        let impediment = answer?.impediment
        let told = impediment.map { "empêché : \($0)" } ?? (answer == nil ? "convoqué" : "convoqué, a lu")
        let state = (candidate.isConvened ? told : "à convoquer") + (isKept ? ", maintenu" : "")
        return Present(
            person: candidate.name, number: candidate.number, place: place(candidate), load: load(candidate),
            why: why(candidate, view), state: state,
            tag: impediment != nil ? "tag-wrong" : candidate.isConvened ? "tag-done" : "tag-todo", isKept: isKept,
            removePath: "\(view.path)/changement?retirer=\(candidate.number)",
            absentPath: candidate.isConvened ? "\(view.path)/remplacement?absent=\(candidate.number)" : nil)
    }

    /// The next best, and what it would cost.
    private static func why(_ candidate: SeatCandidate, _ view: SeatView) -> String {
        let broken = candidate.obstacles(at: view.mission.halfDays)
        if !broken.isEmpty { return "À remplacer : \(broken.map(Wording.obstacle).joined(separator: " ; "))" }
        guard let next = view.ranking.free.first else { return "Personne d’autre n’est libre" }
        let difference = next.cost() - candidate.cost()
        return difference >= 0
            ? "Suivant : \(next.name), \(Wording.signed(difference))"
            : "\(next.name) coûterait \(Frenchly.number(-difference)) de moins ici, mais sert mieux ailleurs ou n’était pas libre au calcul"
    }

    private static func place(_ candidate: SeatCandidate) -> String {
        "\(candidate.home), \(Frenchly.kilometres(candidate.kilometres))"
    }

    private static func load(_ candidate: SeatCandidate) -> String {
        candidate.commitments.isEmpty
            ? "aucune autre mission" : Frenchly.count(candidate.commitments.count, "autre mission", "autres missions")
    }
}

/// What a change would do, before it is made.
struct SeatChangePage {
    struct Replacement {
        let person: String
        let place: String
        let difference: String
        let path: String
    }

    let title: String
    let path: String
    let mission: String
    let lead: String
    let plan: String
    let removed: String
    let added: String
    let facts: [String]
    let faults: [String]
    let hasFaults: Bool
    let canConfirm: Bool
    let replacements: [Replacement]
    let hasReplacements: Bool

    init(_ view: SeatView, _ change: SeatChange) {
        let mission = view.mission
        title = "Modifier le plan"
        path = view.path
        self.mission = Wording.mission(exam: mission.exam, test: mission.test, kind: mission.kind, code: mission.code)
        plan = mission.plan?.uuidString.lowercased() ?? ""
        removed = change.removed?.number ?? ""
        added = change.added?.number ?? ""
        lead =
            switch (change.removed, change.added) {
            case (let removed?, let added?): "\(removed.name) est remplacé par \(added.name)."
            case (let removed?, nil): "\(removed.name) quitte la mission et son poste reste vide."
            case (nil, let added?): "\(added.name) prend un poste vide."
            case (nil, nil): "Aucun changement n’est choisi."
            }
        facts = Self.facts(change)
        faults = change.faults
        hasFaults = !change.faults.isEmpty
        canConfirm = change.faults.isEmpty && mission.plan != nil
        let own = change.removed?.cost() ?? 0
        let others = change.removed == nil || change.added != nil ? [] : view.ranking.free.prefix(10)
        replacements = others.map { candidate in
            Replacement(
                person: candidate.name, place: "\(candidate.home), \(Frenchly.kilometres(candidate.kilometres))",
                difference: Wording.signed(candidate.cost() - own),
                path: "\(view.path)/changement?retirer=\(change.removed?.number ?? "")&affecter=\(candidate.number)")
        }
        hasReplacements = !replacements.isEmpty
    }

    private static func facts(_ change: SeatChange) -> [String] {
        var facts = ["Coût du plan : \(Wording.signed(change.costDelta))"]
        if let removed = change.removed {
            facts.append("\(removed.name) : \(Frenchly.kilometres(removed.kilometres)) de moins à parcourir")
            if removed.isConvened {
                facts.append(
                    "\(removed.name) est convoqué : sa convocation sera retirée au prochain traitement officiel, et son "
                        + "état de frais annulé s’il n’est pas transmis")
            }
        }
        if let added = change.added {
            facts.append("\(added.name) : \(Frenchly.kilometres(added.kilometres)) entre son domicile et le centre")
            facts.append(
                "\(added.name) aura \(Frenchly.count(added.commitments.count + 1, "mission")) sur \(added.mostMissions) au plus"
            )
            facts.append("\(added.name) sera convoqué au prochain traitement officiel")
        }
        if change.emptyAfter > 0 {
            facts.append("\(Frenchly.count(change.emptyAfter, "poste")) sans intervenant ensuite")
        }
        return facts
    }
}
