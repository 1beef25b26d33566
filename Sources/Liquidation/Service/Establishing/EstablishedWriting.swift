import Contracts
import Foundation
import LiquidationDomain
import PlainJSON
import Postgres
import Vocabulary

/// Collects what a batch of liquidations writes and says, and writes it in one statement for each table.
struct EstablishedWriting {
    let now: Date
    let indemnityCode: String
    private var decisions: [NewDecision] = []
    private var holds: [NewHold] = []
    private var rows: [NewLiquidation] = []
    private var payments: [Payment] = []
    private var events: [PaymentEvent] = []
    private var postings: [CausedPosting] = []
    private var messages: [any Message] = []

    init(now: Date, indemnityCode: String) { (self.now, self.indemnityCode) = (now, indemnityCode) }

    /// Records a decision that is new here.
    mutating func keep(_ facts: FactsCertified) throws {
        decisions.append(NewDecision(facts: facts, factsJSON: try PlainJSON.text(facts)))
    }

    /// Holds tracks of a decision until somebody answers.
    mutating func hold(_ held: [Track: [OpenPoint]], _ facts: FactsCertified) {
        for (track, points) in held {
            holds.append(
                NewHold(
                    key: HoldKey(claimID: facts.claimID, decision: facts.decision, track: track),
                    participantID: facts.participantID, points: points))
        }
    }

    mutating func add(_ facts: FactsCertified, _ payee: Payee, number: Int, _ liquidation: Liquidation) {
        rows.append(
            NewLiquidation(facts: facts, number: number, liquidation: liquidation, establishedAt: now))
        messages.append(message(facts, number, liquidation))
        for order in liquidation.orders(bankDetailsUsable: payee.usableBankDetails != nil) {
            add(order, facts, payee, number)
        }
    }

    private mutating func add(_ order: PaymentOrder, _ facts: FactsCertified, _ payee: Payee, _ number: Int) {
        let payment = Payment(
            paymentID: MoneyNames.payment(facts.claimID, order.track, liquidation: number, attempt: 1),
            claimID: facts.claimID, track: order.track, liquidation: number, attempt: 1,
            participantID: facts.participantID, amount: order.amount, state: order.state, revision: 1,
            office: facts.office)
        payments.append(payment)
        events.append(
            PaymentEvent(
                paymentID: payment.paymentID, revision: 1, state: payment.state, actor: "liquidation",
                code: payment.state == .blocked ? payee.obstacle : nil, explanation: nil))
        post(.established(order.amount, on: order.track), for: payment) {
            MoneyNames.established(facts.claimID, order.track, liquidation: number)
        }
        post(.moved(order.amount, on: order.track, from: .ordered, to: order.state), for: payment) {
            MoneyNames.moved(payment.paymentID, revision: 1)
        }
        announce(payment, facts, payee)
    }

    private mutating func post(_ posting: Posting?, for payment: Payment, cause: () -> UUID) {
        guard let posting else { return }
        postings.append(
            CausedPosting(cause: cause(), claimID: payment.claimID, paymentID: payment.paymentID, posting: posting))
    }

    private mutating func announce(_ payment: Payment, _ facts: FactsCertified, _ payee: Payee) {
        if payment.state == .blocked {
            messages.append(payment.blocked(payee.obstacle ?? "bank-details-missing", at: now))
            return
        }
        messages.append(PaymentOrdered(payment: payment.reference, expectedOn: nil, orderedAt: Instant(now)))
        guard payment.track == .indemnity else { return }
        messages.append(
            IndemnityInstructed(
                paymentID: payment.paymentID, claimID: payment.claimID, participantNumber: payee.number,
                name: payee.name, indemnityCode: indemnityCode, amountCents: payment.amount,
                session: facts.mission.session, exam: facts.mission.exam, workedOn: facts.workedOn,
                instructedAt: Instant(now)))
    }

    private func message(_ facts: FactsCertified, _ number: Int, _ liquidation: Liquidation) -> AmountsEstablished {
        AmountsEstablished(
            claimID: facts.claimID, participantID: facts.participantID, liquidation: number,
            lines: liquidation.lines.map {
                EstablishedLine(
                    lineID: $0.line.lineID, track: $0.line.track, amountCents: $0.amount, sentence: $0.sentence,
                    source: $0.source)
            },
            indemnityCents: liquidation.total(.indemnity), travelCents: liquidation.total(.travel),
            establishedAt: Instant(now))
    }

    /// Writes everything and returns the messages.
    func write(in connection: isolated Connection) throws -> [any Message] {
        if !decisions.isEmpty { try connection.enqueue(InsertDecisions(decisions: decisions)) }
        if !holds.isEmpty { try connection.enqueue(InsertHolds(holds: holds, now: now)) }
        if !rows.isEmpty {
            try connection.enqueue(InsertLiquidations(rows: rows))
            try connection.enqueue(InsertEstablishedLines(rows: rows))
            if let travel = try InsertTravelLines(rows) { try connection.enqueue(travel) }
        }
        if !payments.isEmpty {
            try connection.enqueue(InsertPayments(payments: payments, now: now))
            try connection.enqueue(InsertPaymentEvents(events: events, now: now))
            try connection.enqueue(InsertEntries(postings: postings, now: now))
        }
        try connection.flush()
        return messages
    }
}

extension Payment {
    /// As messages name it.
    var reference: PaymentReference {
        PaymentReference(
            paymentID: paymentID, claimID: claimID, participantID: participantID, track: track,
            liquidation: liquidation, attempt: attempt, amountCents: amount)
    }

    /// That it waits for an account.
    func blocked(_ reason: String, at now: Date) -> PaymentBlocked {
        PaymentBlocked(
            claimID: claimID, participantID: participantID, track: track, liquidation: liquidation,
            amountCents: amount, reason: reason, blockedAt: Instant(now))
    }
}
