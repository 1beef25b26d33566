import ClaimEntryDomain
import Contracts
import Vocabulary

extension Claim {
    /// Adds what another service said, from its kept words.
    mutating func hear(_ fact: String, _ body: String) throws {
        switch fact {
        case ClaimReturned.type.description: hear(try WireJSON.read(ClaimReturned.self, body))
        case FactsCertified.type.description: hear(try WireJSON.read(FactsCertified.self, body))
        case ClaimClosed.type.description: hear(try WireJSON.read(ClaimClosed.self, body))
        case AmountsEstablished.type.description: hear(try WireJSON.read(AmountsEstablished.self, body))
        case PaymentBlocked.type.description: hear(try WireJSON.read(PaymentBlocked.self, body))
        case PaymentOrdered.type.description:
            let said = try WireJSON.read(PaymentOrdered.self, body)
            add(said.payment, .ordered(expectedOn: said.expectedOn), LocalClock.day(said.orderedAt.date))
        case PaymentSent.type.description:
            let said = try WireJSON.read(PaymentSent.self, body)
            add(said.payment, .sent(expectedOn: said.expectedOn), LocalClock.day(said.sentAt.date))
        case PaymentSettled.type.description:
            let said = try WireJSON.read(PaymentSettled.self, body)
            add(said.payment, .settled, said.settledOn)
        case PaymentReturned.type.description:
            let said = try WireJSON.read(PaymentReturned.self, body)
            add(said.payment, .returned(code: said.code, explanation: said.explanation), said.returnedOn)
        default: break
        }
    }

    private mutating func add(_ payment: PaymentReference, _ event: PaymentStep.Event, _ day: CalendarDay) {
        payments.append(
            PaymentStep(
                track: payment.track, liquidation: payment.liquidation, amount: payment.amountCents, event: event,
                happenedOn: day))
    }

    private mutating func hear(_ said: PaymentBlocked) {
        payments.append(
            PaymentStep(
                track: said.track, liquidation: said.liquidation, amount: said.amountCents,
                event: .blocked(reason: said.reason), happenedOn: LocalClock.day(said.blockedAt.date)))
    }

    private mutating func hear(_ said: ClaimReturned) {
        returns.append(
            ReturnOfLines(
                submission: said.submission,
                reasons: Dictionary(said.lines.map { ($0.lineID, $0.reason) }, uniquingKeysWith: { $1 }),
                answerBy: said.answerBy, returnedOn: LocalClock.day(said.returnedAt.date)))
    }

    private mutating func hear(_ said: FactsCertified) {
        let lines = said.lines.map { line -> DecidedLine in
            let verdict: DecidedLine.Verdict =
                switch line.verdict {
                case .accepted: .accepted
                case .reduced: .reduced(from: line.declared)
                case .refused: .refused
                case .unknown(let code): .unknown(code)
                }
            return DecidedLine(line: line.line, verdict: verdict, reason: line.reason, decision: said.decision)
        }
        decisions.append(
            Decision(number: said.decision, lines: lines, decidedOn: LocalClock.day(said.decidedAt.date)))
    }

    private mutating func hear(_ said: ClaimClosed) {
        closure = Closure(
            outcome: said.outcome == "cancelled" ? .cancelled : .notPerformed, reason: said.reason,
            closedOn: LocalClock.day(said.closedAt.date))
    }

    private mutating func hear(_ said: AmountsEstablished) {
        let lines = said.lines.map {
            ExplainedAmount(lineID: $0.lineID, track: $0.track, amount: $0.amountCents, sentence: $0.sentence)
        }
        liquidations.append(
            EstablishedLiquidation(
                number: said.liquidation, lines: lines,
                totals: [.indemnity: said.indemnityCents, .travel: said.travelCents],
                establishedOn: LocalClock.day(said.establishedAt.date)))
    }
}
