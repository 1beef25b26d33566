import AssignmentDomain
import Foundation
import Web

struct GapLine {
    let mission: String
    let path: String
    let centre: String
    let when: String
    let empty: String
    let reason: String

    init(_ gap: PlanGap, session: String) {
        path = "/affectation/sessions/\(session)/missions/\(gap.missionCode)"
        mission = Wording.mission(exam: gap.exam, test: gap.test, kind: gap.kind, code: gap.missionCode)
        centre = gap.centre
        when = Wording.slots(gap.slots)
        empty = "\(gap.emptySeats) sur \(gap.seats)"
        reason = gap.reason
    }
}

struct ProposalPage {
    let id: String
    let session: String
    let sessionLabel: String
    let title: String
    let lead: String
    let isOpen: Bool
    let measured: Bool
    let seats: Int
    let filled: Int
    let filledText: String
    let requested: String
    let duration: String
    let attempts: String?
    let cost: String
    let bound: String
    let gap: String
    let withdrawals: String?
    let conflicts: String?
    let comparison: String?
    let canAccept: Bool
    let acceptLabel: String
    /// The calculation ended before the wanted gap.
    let shortfall: ProposalShortfall?
    let isCurrent: Bool
    let gaps: [GapLine]
    let hasGaps: Bool

    init(_ proposal: ProposalView, _ scope: SessionScope, gaps: [PlanGap], withdrawals: Int, conflicts: [PlanConflict])
    {
        id = proposal.id.uuidString.lowercased()
        session = proposal.session
        sessionLabel = scope.session.label
        title = "Calcul de l’affectation"
        isOpen = proposal.state == .queued || proposal.state == .running
        seats = proposal.seats ?? scope.session.seats
        filled = seats - (proposal.emptySeats ?? seats)
        filledText = "\(Frenchly.number(filled)) postes pourvus sur \(Frenchly.number(seats))"
        requested = "\(Frenchly.instant(proposal.requestedAt)), par \(proposal.requestedName)"
        duration = Frenchly.wait(seconds: proposal.seconds)
        attempts =
            proposal.attempts > 1
            ? "\(Frenchly.count(proposal.attempts - 1, "fois", "fois")) après l’arrêt du programme" : nil
        let (total, least) = (proposal.cost ?? 0, proposal.bound ?? 0)
        measured = proposal.cost != nil
        cost = Frenchly.number(total)
        bound = Frenchly.number(least)
        gap = Wording.percent(millionths: total == 0 ? 0 : (total - least) * 1_000_000 / max(1, total))
        self.withdrawals = withdrawals == 0 ? nil : Frenchly.count(withdrawals, "convocation")
        self.conflicts = conflicts.isEmpty ? nil : Wording.conflicts(conflicts)
        let canDecide = proposal.state == .finished && !proposal.isCurrent && proposal.isFresh
        canAccept = canDecide && scope.coversAll && conflicts.isEmpty
        let shortfall = ProposalShortfall(proposal, empty: seats - filled, canRepeat: scope.coversAll)
        self.shortfall = shortfall
        acceptLabel = shortfall == nil ? "Retenir cette proposition" : "Retenir quand même cette proposition"
        comparison =
            proposal.state == .finished && !proposal.isCurrent && scope.session.acceptedProposal != nil
            ? "/affectation/calculs/\(proposal.id.uuidString.lowercased())/comparaison" : nil
        isCurrent = proposal.isCurrent
        self.gaps = gaps.map { GapLine($0, session: proposal.session) }
        hasGaps = !gaps.isEmpty
        lead = Self.lead(proposal, empty: seats - filled)
    }

    private static func lead(_ proposal: ProposalView, empty: Int) -> String {
        switch proposal.state {
        case .queued: return "Le calcul va commencer."
        case .running: return running(proposal)
        case .failed: return proposal.failure ?? "Le calcul a échoué."
        case .finished: break
        }
        let gaps = empty == 0 ? "Tous les postes sont pourvus." : "\(Frenchly.count(empty, "poste")) sans intervenant."
        if proposal.isCurrent { return "\(gaps) Cette proposition est le plan de la session." }
        if !proposal.isFresh { return "\(gaps) Le plan a changé depuis : relancez l’affectation pour décider." }
        return "\(gaps) La proposition attend votre décision."
    }
}

extension ProposalPage {
    /// Half of the time after which another program takes the calculation over.
    private static let silentSeconds = LeaseProposal.patienceSeconds / 2

    private static func running(_ proposal: ProposalView) -> String {
        if proposal.silentSeconds >= silentSeconds {
            return "Le programme qui calculait ne donne plus signe de vie depuis "
                + "\(Frenchly.wait(seconds: proposal.silentSeconds)). Le calcul recommence de lui-même au bout de "
                + "\(LeaseProposal.patienceSeconds) secondes, avec les données enregistrées : rien n’est perdu."
        }
        if proposal.stopRequested { return "Le calcul s’arrête." }
        return proposal.attempts > 1
            ? "Le programme s’est arrêté pendant le calcul. Le calcul a recommencé de lui-même et s’améliore encore."
            : "Le calcul est en cours et s’améliore encore."
    }
}

/// What a manager must know of a calculation that ended before the wanted gap.
struct ProposalShortfall {
    private static let mostSeconds = 900

    let lead: String
    let found: String
    let offer: String?
    let path: String

    static func longer(than seconds: Int) -> Int { min(mostSeconds, seconds * 3) }

    /// Nil for a plan that is as good as was asked, for one made by hand, and where a calculation is still under way.
    init?(_ proposal: ProposalView, empty: Int, canRepeat: Bool) {
        guard proposal.state == .finished, proposal.note == nil, let cost = proposal.cost, let bound = proposal.bound
        else { return nil }
        let gap = cost == 0 ? 0 : (cost - bound) * 1_000_000 / max(1, cost)
        guard gap > proposal.wantedGapMillionths else { return nil }
        let wanted = Wording.percent(millionths: proposal.wantedGapMillionths)
        let limit = Frenchly.wait(seconds: proposal.secondsLimit)
        let why =
            proposal.stopRequested
            ? "Le calcul a été arrêté"
            : proposal.seconds >= proposal.secondsLimit
                ? "La limite de temps (\(limit)) a été atteinte" : "Le calcul n’a plus rien trouvé de mieux"
        lead = "\(why) avant l’écart voulu de \(wanted) : un meilleur plan existe peut-être."
        found =
            "Trouvé : coût \(Frenchly.number(cost)), dont \(Frenchly.count(empty, "poste vide", "postes vides")). Prouvé : "
            + "aucun plan ne peut coûter moins de \(Frenchly.number(bound)). Écart : \(Wording.percent(millionths: gap))."
        path = "/affectation/calculs/\(proposal.id.uuidString.lowercased())/plus-long"
        let longer = Frenchly.wait(seconds: Self.longer(than: proposal.secondsLimit))
        let mayGain = proposal.stopRequested || proposal.seconds >= proposal.secondsLimit
        offer =
            canRepeat && mayGain && Self.longer(than: proposal.secondsLimit) > proposal.secondsLimit
            ? "Recommencer avec \(longer)" : nil
    }
}
