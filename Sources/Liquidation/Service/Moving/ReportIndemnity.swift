import Contracts
import Foundation
import LiquidationDomain
import Postgres
import Vocabulary
import Web

/// Takes one report of the payroll. Every report is recorded; only the first of its kind moves money.
struct ReportIndemnity {
    let now: Date

    /// - Throws: `PaymentMissing` while the instruction may still be on its way; `DecisionRefused` for an outcome or an
    ///   amount that a human has to look at.
    func report(
        _ report: IndemnityReported, number: Int64, in connection: isolated Connection
    ) throws -> [any Message] {
        guard report.outcome.isKnown else { throw DecisionRefused(reason: "unknown outcome \(report.outcome.code)") }
        guard let payment = try connection.run(LockPayments(payments: [report.paymentID])).first else {
            throw PaymentMissing(payment: report.paymentID)
        }
        guard payment.track == .indemnity else { throw DecisionRefused(reason: "not an instruction to the payroll") }
        let later = try connection.run(SelectLaterAttempts(payment: payment)).first ?? 0
        let effect = PayrollEffect(
            paid: report.outcome == .paid, reported: report.amountCents, ordered: payment.amount,
            state: payment.state, orderedAnew: later > 0)
        if case .amountMismatch(let ordered, let reported) = effect {
            throw DecisionRefused(reason: "instructed \(ordered.cents) cents, reported \(reported.cents)")
        }
        let messages = try apply(effect, report, to: payment, in: connection)
        try connection.execute(InsertPayrollReport(report: report, number: number, effect: effect.code, now: now))
        return messages
    }

    private func apply(
        _ effect: PayrollEffect, _ report: IndemnityReported, to payment: Payment, in connection: isolated Connection
    ) throws -> [any Message] {
        let moves = PaymentMoves(actor: "payroll", now: now)
        switch effect {
        case .settle:
            try moves.apply([PaymentChange(payment, .settle)], in: connection)
            return [PaymentSettled(payment: payment.reference, settledOn: report.reportedOn)]
        case .giveBack:
            let explanation =
                report.explanation.map(Redaction.of) ?? "La paye a rejeté l'indemnité. Le service payeur s'en occupe."
            let code = report.code ?? "rejected"
            try moves.apply(
                [PaymentChange(payment, .giveBack, code: code, explanation: explanation)], in: connection)
            return [
                PaymentReturned(
                    payment: payment.reference, code: code, explanation: explanation, returnedOn: report.reportedOn)
            ]
        case .paidAfterReturn:
            try recordIncident(payment, report, in: connection)
            return []
        case .alreadyKnown, .amountMismatch:
            return []
        }
    }

    private func recordIncident(
        _ payment: Payment, _ report: IndemnityReported, in connection: isolated Connection
    ) throws {
        let earlier = try connection.run(SelectIncidents(payment: payment.paymentID))
        guard earlier.allSatisfy({ $0.closing != nil }) else { return }
        let day = Frenchly.day(report.reportedOn.description)
        let detail = "La paye annonce avoir payé cet ordre le \(day), après l’avoir rejeté."
        try connection.execute(InsertIncident(payment: payment.paymentID, detail: detail, now: now))
        guard let posting = Posting.paidTwice(payment.amount, on: payment.track) else { return }
        let caused = CausedPosting(
            cause: MoneyNames.paidAfterReturn(payment.paymentID, earlier: earlier.count), claimID: payment.claimID,
            paymentID: payment.paymentID, posting: posting)
        try connection.execute(InsertEntries(postings: [caused], now: now))
    }
}

/// The payment is not known here: its instruction and its report may have crossed a restore of the broker.
struct PaymentMissing: Error {
    let payment: PaymentID
}

extension PayrollEffect {
    /// As the table of reports keeps it.
    var code: String {
        switch self {
        case .settle: "settled"
        case .giveBack: "returned"
        case .paidAfterReturn: "paid-after-return"
        case .alreadyKnown, .amountMismatch: "already-known"
        }
    }
}
