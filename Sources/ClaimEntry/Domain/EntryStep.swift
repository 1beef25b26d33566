public import Vocabulary

/// One screen of the declaration. The raw value is the last part of its address.
public enum EntryStep: String, Hashable, Sendable, CaseIterable {
    case work = "travail"
    case travel = "deplacement"
    case check = "verifier"

    public var title: String {
        switch self {
        case .work: "Ce que vous avez fait"
        case .travel: "Votre déplacement"
        case .check: "Vérifier et transmettre"
        }
    }

    /// Where a field is asked.
    public init(asking field: String) {
        if EntryField.work.contains(where: { $0.name == field }) {
            self = .work
        } else if field == EntryField.remark.name {
            self = .check
        } else {
            self = .travel
        }
    }
}

extension EntrySubject {
    /// The screens that there are to fill in, in order.
    public func steps(_ typed: TypedEntry, lastLines: [ClaimLine]) -> [EntryStep] {
        var steps: [EntryStep] = []
        if reopened == nil || isOpen(.work, .indemnity) { steps.append(.work) }
        let isAbsent = reopened == nil && typed[.performed] == "no"
        if !isAbsent, isOpen(.travel, lastLines: lastLines) { steps.append(.travel) }
        return steps + [.check]
    }
}

extension EntryStep {
    public func next(in steps: [EntryStep]) -> EntryStep {
        guard let place = steps.firstIndex(of: self), place + 1 < steps.count else { return .check }
        return steps[place + 1]
    }

    /// Nil at the first screen.
    public func previous(in steps: [EntryStep]) -> EntryStep? {
        guard let place = steps.firstIndex(of: self), place > 0 else { return nil }
        return steps[place - 1]
    }
}
