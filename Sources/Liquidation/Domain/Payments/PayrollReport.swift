public import Vocabulary

/// What the payroll says of one instruction, applied to the payment.
public enum PayrollEffect: Hashable, Sendable {
    case settle
    case giveBack
    /// The same news once more: recorded, without effect.
    case alreadyKnown
    /// Paid although the payment had been given back: the debt is extinguished, or paid twice when it was ordered anew.
    case paidAfterReturn(orderedAnew: Bool)
    /// The payroll names another amount: a human decides.
    case amountMismatch(ordered: Money, reported: Money)

    /// - Parameters:
    ///   - paid: whether the payroll paid, rather than rejected.
    ///   - orderedAnew: whether a later attempt exists for the same debt.
    public init(paid: Bool, reported: Money, ordered: Money, state: PaymentState, orderedAnew: Bool) {
        if reported != ordered {
            self = .amountMismatch(ordered: ordered, reported: reported)
        } else if paid {
            switch state {
            case .settled: self = .alreadyKnown
            case .returned: self = .paidAfterReturn(orderedAnew: orderedAnew)
            default: self = .settle
            }
        } else {
            self = state == .returned ? .alreadyKnown : .giveBack
        }
    }
}
