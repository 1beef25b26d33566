public import Vocabulary

/// What the payroll did with an instruction.
public enum PayrollOutcome: OpenCode {
    case paid
    case rejected
    case unknown(String)

    public static let known: [PayrollOutcome] = [.paid, .rejected]

    public var code: String {
        switch self {
        case .paid: "paid"
        case .rejected: "rejected"
        case .unknown(let code): code
        }
    }
}

/// Sent by the payroll to the queue `liquidation.payroll`, once or more for each instruction, numbered in its stream.
public struct IndemnityReported: Message {
    public static let type = MessageType(producer: "payroll", fact: "indemnity-reported")
    public var stream: StreamName { StreamName(family: "payroll-report", id: paymentID) }

    public let paymentID: PaymentID
    public let outcome: PayrollOutcome
    public let amountCents: Money
    /// The day of the pay, or of the refusal.
    public let reportedOn: CalendarDay
    /// The payroll's code of refusal; present when rejected.
    public let code: String?
    public let explanation: String?

    public init(
        paymentID: PaymentID, outcome: PayrollOutcome, amountCents: Money, reportedOn: CalendarDay, code: String?,
        explanation: String?
    ) {
        (self.paymentID, self.outcome, self.amountCents) = (paymentID, outcome, amountCents)
        (self.reportedOn, self.code, self.explanation) = (reportedOn, code, explanation)
    }
}
