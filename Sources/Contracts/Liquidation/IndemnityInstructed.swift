public import Vocabulary

/// Sent by liquidation to the payroll (queue `payroll.indemnities`), once for each indemnity to pay.
/// The payroll pays it at most once by `paymentID`, and answers with `payroll.indemnity-reported.v1`.
public struct IndemnityInstructed: Message {
    public static let type = MessageType(producer: "liquidation", fact: "indemnity-instructed")
    public var stream: StreamName { StreamName(family: "payroll-instruction", id: paymentID) }

    public let paymentID: PaymentID
    public let claimID: ClaimID
    /// The participant's number, by which the payroll finds the person. The NIR never travels.
    public let participantNumber: String
    public let name: PersonName
    /// Code of the indemnity in the payroll; a setting of the operator.
    public let indemnityCode: String
    public let amountCents: Money
    /// Session code, for example `2026-06`.
    public let session: String
    public let exam: Exam
    /// First day of the work, which decides the year of the budget.
    public let workedOn: CalendarDay
    public let instructedAt: Instant

    public init(
        paymentID: PaymentID, claimID: ClaimID, participantNumber: String, name: PersonName, indemnityCode: String,
        amountCents: Money, session: String, exam: Exam, workedOn: CalendarDay, instructedAt: Instant
    ) {
        (self.paymentID, self.claimID) = (paymentID, claimID)
        (self.participantNumber, self.name, self.indemnityCode) = (participantNumber, name, indemnityCode)
        (self.amountCents, self.session, self.exam) = (amountCents, session, exam)
        (self.workedOn, self.instructedAt) = (workedOn, instructedAt)
    }
}

/// Sent by liquidation when a participant's bank details became complete, or stopped being usable.
/// Carries no detail of the account.
public struct DossierAssessed: Message {
    public static let type = MessageType(producer: "liquidation", fact: "dossier-assessed")
    public var stream: StreamName { StreamName(family: "dossier", id: participantID) }

    public let participantID: ParticipantID
    public let complete: Bool
    public let assessedAt: Instant

    public init(participantID: ParticipantID, complete: Bool, assessedAt: Instant) {
        (self.participantID, self.complete, self.assessedAt) = (participantID, complete, assessedAt)
    }
}
