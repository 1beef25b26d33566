import Contracts
import Foundation
import LiquidationDomain
import Postgres
import Vocabulary

/// Why an incident is not closed.
enum IncidentRefusal: Error, Equatable {
    case notFound
    /// Somebody was faster.
    case alreadyClosed
    /// The order was ordered anew, or was not, and the answer says the contrary.
    case impossible
}

/// Ends a contradiction of the payroll: what was held as suspense goes where it belongs.
struct CloseIncident {
    let actor: UUID
    let perimeter: Perimeter
    let now: Date

    /// - Parameter explanation: what was found out, for whoever reads the order later.
    /// - Throws: `IncidentRefusal`, and then nothing has changed.
    func close(
        _ payment: PaymentID, _ outcome: IncidentOutcome, explanation: String, in connection: isolated Connection
    ) throws -> [any Message] {
        guard let payment = try connection.run(LockPayments(payments: [payment])).first,
            perimeter.covers([payment.office])
        else { throw IncidentRefusal.notFound }
        let incidents = try connection.run(SelectIncidents(payment: payment.paymentID))
        guard let incident = incidents.last else { throw IncidentRefusal.notFound }
        guard incident.closing == nil else { throw IncidentRefusal.alreadyClosed }
        let later = try connection.run(SelectLaterAttempts(payment: payment)).first ?? 0
        guard IncidentOutcome.possible(orderedAnew: later > 0).contains(outcome) else {
            throw IncidentRefusal.impossible
        }
        try connection.execute(
            CloseIncidentRow(
                incident: incident.id, outcome: outcome, explanation: explanation, actor: actor, now: now))
        try clearSuspense(payment, incident, in: connection)
        return outcome == .confirmedPaid ? try settle(payment, explanation, in: connection) : []
    }

    private func clearSuspense(_ payment: Payment, _ incident: Incident, in connection: isolated Connection) throws {
        guard let posting = Posting.paidTwiceCleared(payment.amount, on: payment.track) else { return }
        let caused = CausedPosting(
            cause: MoneyNames.incidentClosed(incident.id), claimID: payment.claimID, paymentID: payment.paymentID,
            posting: posting)
        try connection.execute(InsertEntries(postings: [caused], now: now))
    }

    private func settle(
        _ payment: Payment, _ explanation: String, in connection: isolated Connection
    ) throws -> [any Message] {
        try PaymentMoves(actor: actor.uuidString.lowercased(), now: now)
            .apply([PaymentChange(payment, .confirm, explanation: explanation)], in: connection)
        guard let day = try connection.run(SelectPaidOn(payment: payment.paymentID)).first else {
            preconditionFailure("an incident comes from a report that it was paid")
        }
        return [PaymentSettled(payment: payment.reference, settledOn: day)]
    }
}
