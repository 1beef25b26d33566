/// What the bank says of a group, a block or one transfer.
/// Source: ISO 20022 external payment group, payment information and transaction status codes.
public enum BankStatus: String, Hashable, Sendable, CaseIterable {
    /// Received, being checked, or accepted: the money has not yet moved.
    case received = "RCVD"
    case pending = "PDNG"
    case technicallyValid = "ACTC"
    case customerProfileValid = "ACCP"
    case inProcess = "ACSP"
    case withChange = "ACWC"
    case withoutPosting = "ACWP"
    case fundsChecked = "ACFC"
    /// The debtor's account has been debited, or the creditor's credited.
    case settled = "ACSC"
    case credited = "ACCC"
    /// Some transfers are refused; each says its own status.
    case partial = "PART"
    case rejected = "RJCT"
    case cancelled = "CANC"

    /// What it does to a payment; nil when it says nothing of the single transfer.
    var step: PaymentStep? {
        switch self {
        case .received, .pending, .technicallyValid, .customerProfileValid, .inProcess, .withChange, .withoutPosting,
            .fundsChecked:
            .acknowledge
        case .settled, .credited: .settle
        case .rejected, .cancelled: .giveBack
        case .partial: nil
        }
    }
}
