public import Vocabulary

/// Why a claim cannot be filled in or sent now.
public enum EntryGround: Hashable, Sendable {
    case notBegun(opens: LocalMoment)
    case withdrawn(reason: String)
    case nothingToEnter
    case alreadySent(on: CalendarDay)
    case closed(on: CalendarDay)
    case prescribed(since: CalendarDay)
    /// Fields that are wrong or missing; only when sending.
    case incomplete([EntryProblem])

    /// What is wrong and what to do, in French.
    public var sentence: String {
        switch self {
        case .notBegun(let opens):
            "La saisie ouvrira le \(FrenchDay.full(opens.day)) à \(FrenchDay.time(opens.time))."
        case .withdrawn(let reason): "Votre convocation a été annulée : \(reason)"
        case .nothingToEnter: "Cet état de frais ne demande aucune saisie de votre part."
        case .alreadySent(let day):
            "Cet état de frais a été transmis le \(FrenchDay.date(day)). Le service le vérifie."
        case .closed(let day): "Cet état de frais est clos depuis le \(FrenchDay.date(day))."
        case .prescribed(let day):
            "Le délai de quatre ans est passé depuis le \(FrenchDay.date(day)) : la somme ne peut plus être demandée."
        case .incomplete(let problems):
            problems.count == 1 ? "Un point est à compléter." : "\(problems.count) points sont à compléter."
        }
    }
}

extension Claim {
    /// Every ground against typing anything into this claim now; none means that it is open.
    public func groundsAgainstEntry(at now: LocalMoment, calendar: EntryCalendar) -> [EntryGround] {
        var grounds: [EntryGround] = []
        if let withdrawn, submission == nil { grounds.append(.withdrawn(reason: withdrawn.reason)) }
        if !isForParticipant { grounds.append(.nothingToEnter) }
        if let closure { grounds.append(.closed(on: closure.closedOn)) }
        if let submission, closure == nil, openReturn == nil { grounds.append(.alreadySent(on: submission.sentOn)) }
        if now < mission.begins { grounds.append(.notBegun(opens: mission.begins)) }
        let last = calendar.prescription(of: mission)
        if now.day > last { grounds.append(.prescribed(since: last)) }
        return grounds
    }

    /// Whether the office's deadline has passed without anything sent. The claim stays open: the law gives four years.
    public func isLate(at now: LocalMoment, calendar: EntryCalendar) -> Bool {
        submission == nil && now.day > calendar.deadline(for: mission)
    }
}
