public import Vocabulary

/// Which payment a fact is about.
public struct PaymentReference: Codable, Hashable, Sendable {
    public let paymentID: PaymentID
    public let claimID: ClaimID
    public let participantID: ParticipantID
    public let track: Track
    /// The liquidation that it pays.
    public let liquidation: Int
    /// 1 for the first order, one more for each order after a return.
    public let attempt: Int
    public let amountCents: Money

    public init(
        paymentID: PaymentID, claimID: ClaimID, participantID: ParticipantID, track: Track, liquidation: Int,
        attempt: Int, amountCents: Money
    ) {
        (self.paymentID, self.claimID, self.participantID) = (paymentID, claimID, participantID)
        (self.track, self.liquidation, self.attempt) = (track, liquidation, attempt)
        self.amountCents = amountCents
    }
}

/// Sent by liquidation when a payment is ordered: the payroll is instructed, or the transfer waits for the next file.
public struct PaymentOrdered: Message {
    public static let type = MessageType(producer: "liquidation", fact: "payment-ordered")
    public var stream: StreamName { StreamName(family: "liquidation", id: payment.claimID) }

    public let payment: PaymentReference
    /// The day on which the money is expected; a forecast.
    public let expectedOn: CalendarDay?
    public let orderedAt: Instant

    public init(payment: PaymentReference, expectedOn: CalendarDay?, orderedAt: Instant) {
        (self.payment, self.expectedOn, self.orderedAt) = (payment, expectedOn, orderedAt)
    }
}

/// Sent by liquidation when money is owed and cannot be ordered, for example without bank details.
public struct PaymentBlocked: Message {
    public static let type = MessageType(producer: "liquidation", fact: "payment-blocked")
    public var stream: StreamName { StreamName(family: "liquidation", id: claimID) }

    public let claimID: ClaimID
    public let participantID: ParticipantID
    public let track: Track
    public let liquidation: Int
    public let amountCents: Money
    /// `bank-details-missing` or `bank-details-refused`.
    public let reason: String
    public let blockedAt: Instant

    public init(
        claimID: ClaimID, participantID: ParticipantID, track: Track, liquidation: Int, amountCents: Money,
        reason: String, blockedAt: Instant
    ) {
        (self.claimID, self.participantID, self.track) = (claimID, participantID, track)
        (self.liquidation, self.amountCents) = (liquidation, amountCents)
        (self.reason, self.blockedAt) = (reason, blockedAt)
    }
}

/// Sent by liquidation when a transfer has left in a released bank file.
public struct PaymentSent: Message {
    public static let type = MessageType(producer: "liquidation", fact: "payment-sent")
    public var stream: StreamName { StreamName(family: "liquidation", id: payment.claimID) }

    public let payment: PaymentReference
    public let expectedOn: CalendarDay?
    public let sentAt: Instant

    public init(payment: PaymentReference, expectedOn: CalendarDay?, sentAt: Instant) {
        (self.payment, self.expectedOn, self.sentAt) = (payment, expectedOn, sentAt)
    }
}

/// Sent by liquidation when payroll or bank has said that the money was paid.
public struct PaymentSettled: Message {
    public static let type = MessageType(producer: "liquidation", fact: "payment-settled")
    public var stream: StreamName { StreamName(family: "liquidation", id: payment.claimID) }

    public let payment: PaymentReference
    public let settledOn: CalendarDay

    public init(payment: PaymentReference, settledOn: CalendarDay) {
        (self.payment, self.settledOn) = (payment, settledOn)
    }
}

/// Sent by liquidation when payroll or bank has refused or returned the money.
/// It stays owed; a new order has the next attempt number.
public struct PaymentReturned: Message {
    public static let type = MessageType(producer: "liquidation", fact: "payment-returned")
    public var stream: StreamName { StreamName(family: "liquidation", id: payment.claimID) }

    public let payment: PaymentReference
    /// Code of the bank (ISO 20022 external status reason, for example `AC04`) or of the payroll.
    public let code: String
    /// What it means and what to do, in French, as the participant reads it.
    public let explanation: String
    public let returnedOn: CalendarDay

    public init(payment: PaymentReference, code: String, explanation: String, returnedOn: CalendarDay) {
        (self.payment, self.code, self.explanation, self.returnedOn) = (payment, code, explanation, returnedOn)
    }
}
