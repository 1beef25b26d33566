import AssignmentDomain
import Foundation
import Postgres
import Vocabulary
import Web

/// One change of a plan by hand: somebody leaves a mission, somebody enters it, or one replaces the other.
struct SeatChange {
    let mission: SeatMission
    let removed: SeatCandidate?
    let added: SeatCandidate?
    /// Hard rules that it would break, in French; a change with faults is not made.
    let faults: [String]
    let costDelta: Int
    /// Seats without anybody afterwards.
    let emptyAfter: Int

    init(_ view: SeatView, removing: String, adding: String) {
        mission = view.mission
        removed = view.ranking.present.first { $0.number == removing }
        added = view.candidates.first { $0.number == adding && !$0.isIn }
        var faults: [String] = []
        if !removing.isEmpty && removed == nil { faults.append("L’intervenant \(removing) n’est pas dans la mission.") }
        if !adding.isEmpty && added == nil {
            faults.append("L’intervenant \(adding) n’a pas la compétence ou est déjà dans la mission.")
        }
        if removed == nil && added == nil && faults.isEmpty { faults.append("Choisissez qui part ou qui arrive.") }
        if case .keep(let reason)? = removed?.rule {
            faults.append(
                "\(removed?.name ?? "") est maintenu dans la mission (\(reason)) : levez d’abord cette règle.")
        }
        emptyAfter = view.emptySeats + (removed == nil ? 0 : 1) - (added == nil ? 0 : 1)
        if emptyAfter < 0 { faults.append("Tous les postes sont pourvus : dites qui est remplacé.") }
        if let added {
            faults += added.obstacles(at: view.mission.halfDays).map { "\(added.name) : \(Wording.obstacle($0))." }
        }
        let after = view.ranking.present.filter { $0.number != removing } + [added].compactMap { $0 }
        let now = view.composition.verdict(view.ranking.present.map(\.traits)).misplaced
        let misplaced = view.composition.verdict(after.map(\.traits)).misplaced
        if misplaced > 0 && misplaced >= now && added != nil {
            faults.append(Wording.broken(view.composition, after.map(\.traits)))
        }
        self.faults = faults
        let weights = PlanningWeights()
        costDelta =
            (added?.cost(weights) ?? 0) - (removed?.cost(weights) ?? 0)
            + ((removed == nil ? 0 : 1) - (added == nil ? 0 : 1)) * weights.emptySeat
    }

    func carryOut(
        _ id: UUID, on base: UUID, _ decision: ManualDecision, in connection: isolated Connection
    ) throws {
        let plan = ManualPlan(
            id: id, base: base, mission: mission.id, removed: removed?.id.rawValue,
            added: added.map { ($0.id.rawValue, $0.kilometres) }, note: note, costDelta: costDelta, decision: decision)
        try connection.execute(InsertManualProposal(plan: plan))
        try connection.execute(InsertManualRows(plan: plan))
        try connection.execute(InsertManualGaps(plan: plan, reason: "Poste laissé vide à la main."))
        try connection.execute(TakeManualPlan(plan: plan))
    }

    /// What was done, for the list of plans.
    private var note: String {
        switch (removed, added) {
        case (let removed?, let added?): "\(mission.code) : \(removed.name) remplacé par \(added.name)"
        case (let removed?, nil): "\(mission.code) : \(removed.name) retiré"
        case (nil, let added?): "\(mission.code) : \(added.name) affecté"
        case (nil, nil): mission.code
        }
    }
}

extension Wording {
    /// "1 poste réservé : président (personne ne remplit cette condition)."
    static func broken(_ composition: Composition, _ people: [PersonTraits]) -> String {
        let unfilled = composition.verdict(people).unfilled
        let roles = zip(composition.reserves, unfilled).filter { $0.1 > 0 }.map { "\($0.1) \($0.0.role)" }
        return "La règle de composition de la mission ne serait pas respectée : il manquerait \(Frenchly.list(roles))."
    }

    /// What a reserved seat asks.
    static func condition(_ condition: SeatCondition) -> String {
        switch condition {
        case .status("internal"): "personnel de l’académie"
        case .status("external"): "personne extérieure"
        case .status("retired"): "personne retraitée"
        case .status(let other): other
        case .outside: "n’exerce pas dans l’établissement du centre"
        case .competence(let subject): "compétence \(subject.test)"
        }
    }

    static func halfDay(_ halfDay: PlanningData.HalfDay) -> String {
        "\(halfDay.half == .morning ? "matin" : "après-midi") du \(Frenchly.shortDay(halfDay.day.description))"
    }

    /// Why somebody cannot have a seat.
    static func obstacle(_ obstacle: SeatObstacle) -> String {
        switch obstacle {
        case .avoided(let reason): "écarté de cette mission (\(reason))"
        case .unavailable(let halfDays): "indisponible le \(Frenchly.list(halfDays.map(halfDay)))"
        case .elsewhere(let mission): "pris par la mission \(mission) au même moment"
        case .tooFar(let mission): "le même jour dans la mission \(mission), trop loin d’ici"
        case .atLimit(let most): "déjà à son maximum de \(Frenchly.count(most, "mission"))"
        }
    }

    /// The change of a rule that would free somebody for a seat.
    static func relaxation(_ relaxation: SeatRelaxation) -> String {
        let name = relaxation.candidate.name
        return switch relaxation.obstacle {
        case .avoided: "si vous n’écartez plus \(name)"
        case .unavailable(let halfDays): "si \(name) se libère le \(Frenchly.list(halfDays.map(halfDay)))"
        case .elsewhere(let mission): "si \(name) est remplacé dans la mission \(mission)"
        case .tooFar(let mission): "si \(name) est remplacé dans la mission \(mission), trop loin le même jour"
        case .atLimit(let most): "si \(name) accepte plus de \(Frenchly.count(most, "mission"))"
        }
    }

    static func signed(_ number: Int) -> String {
        number < 0 ? "−\(Frenchly.number(-number))" : "+\(Frenchly.number(number))"
    }
}
