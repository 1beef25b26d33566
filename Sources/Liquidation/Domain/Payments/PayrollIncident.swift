/// How a contradiction of the payroll ends: it reported an order as paid that it had rejected before. A human asks the
/// payroll and says which.
public enum IncidentOutcome: String, Hashable, Sendable, CaseIterable {
    /// The first order was paid after all, and no other order was made: nothing is owed any more.
    case confirmedPaid = "confirmed-paid"
    /// The payroll was wrong: the order was never paid. It can be ordered anew, or already has been.
    case announcedInError = "announced-in-error"
    /// It was paid twice, and the money has come back.
    case recovered

    /// What can be true.
    /// - Parameter orderedAnew: whether a later order exists for the same debt.
    public static func possible(orderedAnew: Bool) -> [IncidentOutcome] {
        orderedAnew ? [.recovered, .announcedInError] : [.confirmedPaid, .announcedInError]
    }

    /// As it is offered on screens.
    public var label: String {
        switch self {
        case .confirmedPaid: "La paye a bien payé cet ordre : plus rien n’est dû."
        case .announcedInError: "La paye s’est trompée : cet ordre n’a jamais été payé."
        case .recovered: "La somme a été payée deux fois et le trop-perçu est revenu."
        }
    }
}
