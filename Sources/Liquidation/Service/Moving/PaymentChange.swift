import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// One step of one payment, and why.
struct PaymentChange: Sendable {
    let payment: Payment
    let step: PaymentStep
    let code: String?
    let explanation: String?

    init(_ payment: Payment, _ step: PaymentStep, code: String? = nil, explanation: String? = nil) {
        (self.payment, self.step, self.code, self.explanation) = (payment, step, code, explanation)
    }
}

/// Moves payments: state, history and ledger together, all or none. The only place where a payment changes its state.
struct PaymentMoves {
    /// An account, `payroll`, `bank` or `liquidation`.
    let actor: String
    let now: Date

    /// - Returns: the payments as they are now, in the order of the changes.
    /// - Throws: `StepImpossible` when the state admits no such step, `ChangedMeanwhile` when somebody was faster.
    @discardableResult
    func apply(_ changes: [PaymentChange], in connection: isolated Connection) throws -> [Payment] {
        guard !changes.isEmpty else { return [] }
        var moved: [Payment] = []
        var postings: [CausedPosting] = []
        for change in changes {
            guard let next = change.payment.state.after(change.step) else {
                throw StepImpossible(state: change.payment.state, step: change.step)
            }
            var payment = change.payment
            payment.state = next
            payment.revision += 1
            moved.append(payment)
            let posting = Posting.moved(
                payment.amount, on: payment.track, from: change.payment.state, to: payment.state)
            guard let posting else { continue }
            let cause = MoneyNames.moved(payment.paymentID, revision: payment.revision)
            postings.append(
                CausedPosting(
                    cause: cause, claimID: payment.claimID, paymentID: payment.paymentID, posting: posting))
        }
        guard try connection.execute(MovePayments(payments: moved, now: now)) == moved.count else {
            throw ChangedMeanwhile()
        }
        try connection.execute(InsertPaymentEvents(events: events(changes, moved), now: now))
        if !postings.isEmpty { try connection.execute(InsertEntries(postings: postings, now: now)) }
        return moved
    }

    private func events(_ changes: [PaymentChange], _ moved: [Payment]) -> [PaymentEvent] {
        zip(changes, moved).map { change, payment in
            PaymentEvent(
                paymentID: payment.paymentID, revision: payment.revision, state: payment.state, actor: actor,
                code: change.code, explanation: change.explanation)
        }
    }
}

/// The payment does not admit the step.
struct StepImpossible: Error {
    let state: PaymentState
    let step: PaymentStep
}

/// Somebody else changed it since it was read.
struct ChangedMeanwhile: Error {}
