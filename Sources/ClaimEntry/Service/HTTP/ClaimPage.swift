import ClaimEntryDomain
import Vocabulary

/// One claim: where it stands, what the person can do, what was decided line by line, what was paid and when.
struct ClaimPage: Sendable {
    struct Opening: Sendable {
        let path: String
        let action: String
        let saved: String?
    }

    /// Lines that came back, exactly those.
    struct Returned: Sendable {
        struct Line: Sendable {
            let what: String
            let reason: String
            let path: String
        }

        let until: String
        let whole: Bool
        let lines: [Line]
    }

    /// The convocation was amended, or withdrawn after the claim was sent.
    struct Convocation: Sendable {
        let lead: String
        let changes: [String]
        var hasChanges: Bool

        init(lead: String, changes: [String]) {
            (self.lead, self.changes, hasChanges) = (lead, changes, !changes.isEmpty)
        }
    }

    struct Event: Sendable {
        let day: String
        let what: String
    }

    let path: String
    let mission: MissionView
    let lead: String
    let tracks: [StatusView]
    let alerts: [AlertView]
    let convocation: Convocation?
    /// The day on which the person took the place of somebody absent.
    var replacing: String?
    let open: Opening?
    let returned: Returned?
    let table: LineTable?
    let payments: [Event]
    let hasPayments: Bool
    let events: [Event]
    let hasEvents: Bool
    let recap: String?

    init(_ read: ReadClaim, _ submissions: [Submission], at now: LocalMoment, calendar: EntryCalendar) {
        let claim = read.claim
        let row = ClaimRow(claim, at: now, calendar: calendar)
        (path, mission) = (row.path, row.mission)
        let standings = claim.standings(at: now, calendar: calendar)
        tracks = Track.allCases.compactMap { track in standings[track].map { StatusView($0, of: track) } }
        lead = Self.lead(row.standing)
        alerts = AlertView.all([claim], hasBankDetails: true)
        convocation = Self.convocation(claim)
        let isOpen = claim.groundsAgainstEntry(at: now, calendar: calendar).isEmpty
        open = isOpen ? Self.opening(read, path) : nil
        returned = isOpen ? Self.returned(claim, path) : nil
        table = LineTable(read, on: now.day)
        payments = PaymentEvents.all(claim)
        hasPayments = !payments.isEmpty
        events = PaymentEvents.history(claim, submissions)
        hasEvents = !events.isEmpty
        recap = claim.submission == nil ? nil : "\(path)/recapitulatif"
    }

    private static func convocation(_ claim: Claim) -> Convocation? {
        if let withdrawn = claim.withdrawn, !claim.isCancelled {
            let day = FrenchDay.date(withdrawn.day)
            return Convocation(
                lead:
                    "Votre convocation a été retirée le \(day) : \(withdrawn.reason) Le service examine ce que vous avez "
                    + "transmis.", changes: [])
        }
        guard let amended = claim.amended, !claim.isCancelled else { return nil }
        let sent =
            claim.submission == nil ? "" : " Ce que vous avez transmis n’est pas modifié ; le service est prévenu."
        return Convocation(
            lead: "Votre convocation a changé le \(FrenchDay.date(amended.day)).\(sent)", changes: amended.changes)
    }

    private static func lead(_ standing: Standing) -> String {
        let turn = standing.turn.label
        return turn.isEmpty || standing.turn == .participant ? standing.next : "\(turn). \(standing.next)"
    }

    private static func opening(_ read: ReadClaim, _ path: String) -> Opening {
        let steps = read.subject.steps(read.typed, lastLines: read.claim.submission?.lines ?? [])
        let corrects = read.claim.submission != nil
        let action = corrects ? "Corriger et transmettre" : read.typed.isEmpty ? "Compléter" : "Reprendre la saisie"
        let saved = read.savedAt.map { LocalClock.moment($0) }.map {
            "Brouillon enregistré le \(FrenchDay.date($0.day)) à \(FrenchDay.time($0.time))."
        }
        return Opening(
            path: "\(path)/\(steps[0].rawValue)", action: action, saved: corrects ? nil : saved)
    }

    private static func returned(_ claim: Claim, _ path: String) -> Returned? {
        guard let back = claim.openReturn else { return nil }
        let lines = claim.submission?.lines.compactMap { line -> Returned.Line? in
            guard let reason = back.reasons[line.lineID] else { return nil }
            let step: EntryStep = line.track == .indemnity ? .work : .travel
            return Returned.Line(what: line.label, reason: reason, path: "\(path)/\(step.rawValue)")
        }
        return Returned(
            until: FrenchDay.full(back.answerBy), whole: back.reasons.isEmpty, lines: lines ?? [])
    }
}

/// What happened, day by day.
enum PaymentEvents {
    /// What payroll and bank did, each track in its order.
    static func all(_ claim: Claim) -> [ClaimPage.Event] {
        claim.payments.map {
            ClaimPage.Event(day: FrenchDay.date($0.happenedOn), what: "\($0.track.label) : \(words($0))")
        }
    }

    private static func words(_ step: PaymentStep) -> String {
        let amount = FrenchMoney.amount(step.amount)
        let payer = step.track == .indemnity ? "au service de paye" : "à la banque"
        switch step.event {
        case .blocked(let reason):
            return "\(amount) en attente. " + Standing(.payment(step), of: step.track).next
                + (reason.hasPrefix("bank-details") ? "" : " (\(reason))")
        case .ordered(let day): return "\(amount) demandés \(payer)\(expected(day))."
        case .sent(let day): return "\(amount) envoyés \(payer)\(expected(day))."
        case .settled: return "\(amount) payés."
        case .returned(let code, let explanation): return "\(amount) revenus. \(explanation) (code \(code))"
        }
    }

    private static func expected(_ day: CalendarDay?) -> String {
        day.map { ", versement prévu le \(FrenchDay.date($0))" } ?? ""
    }

    /// Sendings, returns, decisions and amounts, first to last.
    static func history(_ claim: Claim, _ submissions: [Submission]) -> [ClaimPage.Event] {
        var events: [(CalendarDay, String)] = []
        for sent in submissions {
            let again = sent.number == 1 ? "" : " une nouvelle fois"
            let what: String =
                if case .notPerformed(let reason, _) = sent.content {
                    "Vous avez déclaré la mission non effectuée : \(reason.label.lowercased())."
                } else {
                    "Vous avez transmis l’état de frais\(again)."
                }
            events.append((sent.sentOn, what))
        }
        events += claim.returns.map { back in
            let count = back.reasons.count
            let what = count == 0 ? "l’état de frais" : count == 1 ? "1 ligne" : "\(count) lignes"
            return (back.returnedOn, "Le service vous a renvoyé \(what) à corriger.")
        }
        events += claim.decisions.map { decision in
            let count = decision.lines.count
            return (decision.decidedOn, "Le service a décidé \(count == 1 ? "1 ligne" : "\(count) lignes").")
        }
        events += claim.liquidations.map { fixed in
            let total = FrenchMoney.amount(fixed.totals.values.total())
            return (fixed.establishedOn, "Montant établi : \(total).")
        }
        if let closure = claim.closure { events.append((closure.closedOn, "L’état de frais est clos.")) }
        let sorted = events.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
        return sorted.map { ClaimPage.Event(day: FrenchDay.date($0.element.0), what: $0.element.1) }
    }
}
