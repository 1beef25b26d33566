public import Tariffs
public import Vocabulary

/// What an officer decided on one line.
public enum LineDecision: Hashable, Sendable {
    case accepted
    /// Certified with less than was declared.
    case reduced
    case refused
}

/// One certified line, as it enters the liquidation.
public struct CertifiedFact: Hashable, Sendable {
    public let line: ClaimLine
    public let decision: LineDecision
    /// Why, in French; present unless accepted.
    public let reason: String?

    public init(line: ClaimLine, decision: LineDecision, reason: String?) {
        (self.line, self.decision, self.reason) = (line, decision, reason)
    }

    /// The reason as the end of a sentence, with one full stop, whether or not the officer typed it.
    var reasonSentence: String {
        guard let reason, let first = reason.firstIndex(where: { !$0.isWhitespace }),
            let last = reason.lastIndex(where: { !$0.isWhitespace })
        else { return "motif non précisé." }
        return [".", "!", "?", "…"].contains(reason[last]) ? String(reason[first...last]) : "\(reason[first...last])."
    }
}

/// What the tariffs in force on the day of a fact say of it.
public struct AssessedFact: Hashable, Sendable {
    public let amount: Money
    /// One French sentence with quantity, rate, text and date.
    public let sentence: String
    public let source: String
    /// What would make it due, when it is not.
    public let remedy: String?
    /// The whole computation, as JSON.
    public let trace: String
    /// What is paid by the kilometre, and no more.
    public let paidKilometres: Int
    /// What was taken off because other claims of the person had been paid for the same expense.
    public var elsewhere = PaidElsewhere()

    public init(
        amount: Money, sentence: String, source: String, remedy: String?, trace: String, paidKilometres: Int = 0
    ) {
        (self.amount, self.sentence, self.source) = (amount, sentence, source)
        (self.remedy, self.trace, self.paidKilometres) = (remedy, trace, paidKilometres)
    }
}

/// One line of a liquidation. It never changes; what follows is a further liquidation.
public struct LiquidatedLine: Hashable, Sendable {
    public let line: ClaimLine
    public let decision: LineDecision
    public let amount: Money
    public let sentence: String
    public let source: String
    public let remedy: String?
    public let trace: String
    public let paidKilometres: Int
    public var elsewhere = PaidElsewhere()

    /// What the line brings to the counter of its year: not what a claim of the same journey has brought for another
    /// vehicle.
    public var countedKilometres: Int { max(0, paidKilometres - elsewhere.countedKilometres) }
}

/// Why certified facts cannot be turned into amounts. A human decides what then happens.
public enum LiquidationProblem: Error, Hashable, Sendable {
    case nothingDecided
    case lineTwice(LineID)
    /// Paid or refused by an earlier liquidation: the same line opens money once.
    case lineAlreadyLiquidated(LineID)
    case lineNotAssessed(LineID)
    case negativeAmount(LineID)
}

/// The amounts owed for the facts of one decision (*liquidation*): the act that turns facts into money.
public struct Liquidation: Hashable, Sendable {
    public let lines: [LiquidatedLine]

    /// - Parameters:
    ///   - facts: the decided lines, in the order of the decision.
    ///   - assessed: what the tariffs say of every line that was not refused.
    ///   - before: lines that earlier liquidations of the claim contain.
    public init(
        of facts: [CertifiedFact], assessed: [LineID: AssessedFact], before: Set<LineID>
    ) throws(LiquidationProblem) {
        guard !facts.isEmpty else { throw .nothingDecided }
        var seen = before
        var lines: [LiquidatedLine] = []
        for fact in facts {
            let id = fact.line.lineID
            guard seen.insert(id).inserted else {
                throw before.contains(id) ? .lineAlreadyLiquidated(id) : .lineTwice(id)
            }
            lines.append(try Liquidation.line(fact, assessed[id]))
        }
        self.lines = lines
    }

    private static func line(
        _ fact: CertifiedFact, _ assessed: AssessedFact?
    ) throws(LiquidationProblem) -> LiquidatedLine {
        if fact.decision == .refused {
            return LiquidatedLine(
                line: fact.line, decision: .refused, amount: .zero,
                sentence: "Refusé : \(fact.reasonSentence)", source: "décision du service",
                remedy: nil, trace: "{}", paidKilometres: 0)
        }
        guard let assessed else { throw .lineNotAssessed(fact.line.lineID) }
        guard assessed.amount >= .zero else { throw .negativeAmount(fact.line.lineID) }
        let reduction =
            fact.decision == .reduced ? " Quantité ramenée par le service : \(fact.reasonSentence)" : ""
        return LiquidatedLine(
            line: fact.line, decision: fact.decision, amount: assessed.amount,
            sentence: assessed.sentence + reduction, source: assessed.source, remedy: assessed.remedy,
            trace: assessed.trace, paidKilometres: assessed.paidKilometres, elsewhere: assessed.elsewhere)
    }

    public func total(_ track: Track) -> Money {
        lines.filter { $0.line.track == track }.map(\.amount).total()
    }

    /// What is to be ordered: one payment for each track on which something is owed.
    public func orders(bankDetailsUsable: Bool) -> [PaymentOrder] {
        Track.allCases.compactMap { track in
            let amount = total(track)
            guard amount > .zero else { return nil }
            return PaymentOrder(
                track: track, amount: amount, state: PaymentState.first(of: track, payable: bankDetailsUsable))
        }
    }
}

/// A payment that is about to exist.
public struct PaymentOrder: Hashable, Sendable {
    public let track: Track
    public let amount: Money
    public let state: PaymentState
}
