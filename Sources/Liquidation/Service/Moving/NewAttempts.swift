import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

extension Payment {
    /// The next order for the same debt; this one must have come back.
    func nextAttempt(state: PaymentState) -> Payment {
        precondition(!self.state.excludesAnotherAttempt, "a payment is ordered anew only after its return")
        return Payment(
            paymentID: MoneyNames.payment(claimID, track, liquidation: liquidation, attempt: attempt + 1),
            claimID: claimID, track: track, liquidation: liquidation, attempt: attempt + 1,
            participantID: participantID, amount: amount, state: state, revision: 1,
            office: office)
    }
}

/// Writes further attempts of debts that came back. The database refuses a second live one.
struct NewAttempts {
    let actor: String
    let now: Date

    func write(_ payments: [Payment], in connection: isolated Connection) throws {
        guard !payments.isEmpty else { return }
        try connection.execute(InsertPayments(payments: payments, now: now))
        let events = payments.map {
            PaymentEvent(
                paymentID: $0.paymentID, revision: 1, state: $0.state, actor: actor, code: nil, explanation: nil)
        }
        try connection.execute(InsertPaymentEvents(events: events, now: now))
        let postings = payments.compactMap { payment in
            Posting.moved(payment.amount, on: payment.track, from: .ordered, to: payment.state).map {
                CausedPosting(
                    cause: MoneyNames.moved(payment.paymentID, revision: 1), claimID: payment.claimID,
                    paymentID: payment.paymentID, posting: $0)
            }
        }
        if !postings.isEmpty { try connection.execute(InsertEntries(postings: postings, now: now)) }
    }
}
