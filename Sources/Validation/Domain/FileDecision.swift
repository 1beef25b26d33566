public import Vocabulary

extension FileLine {
    /// Decides the open lines of a claim as chosen. Every open line needs a choice.
    /// - Returns: the decided lines, or all grounds against.
    public static func decide(
        _ lines: [FileLine], _ choices: [LineID: LineChoice]
    ) -> Result<[DecidedLine], DecisionGrounds> {
        let open = lines.filter { $0.decision == .open }
        var grounds = Set(
            choices.keys.filter { id in !open.contains { $0.line.lineID == id } }.map(DecisionGround.unknownLine))
        var decided: [DecidedLine] = []
        for line in open {
            guard let choice = choices[line.line.lineID] else {
                grounds.insert(.nothingChosen)
                continue
            }
            switch line.line.decide(choice) {
            case .success(let line): decided.append(line)
            case .failure(let refusal): grounds.formUnion(refusal.grounds)
            }
        }
        return grounds.isEmpty ? .success(decided) : .failure(DecisionGrounds(grounds: grounds))
    }
}

/// All grounds against a decision.
public struct DecisionGrounds: Error, Hashable, Sendable {
    public let grounds: Set<DecisionGround>
    public init(grounds: Set<DecisionGround>) { self.grounds = grounds }
}

extension ClaimLine {
    func decide(_ choice: LineChoice) -> Result<DecidedLine, DecisionGrounds> {
        func refused(_ ground: DecisionGround) -> Result<DecidedLine, DecisionGrounds> {
            .failure(DecisionGrounds(grounds: [ground]))
        }
        switch choice {
        case .accept:
            return .success(DecidedLine(line: self, declared: nil, decision: .accepted, reason: nil))
        case .refuse(let reason):
            guard !reason.isEmpty else { return refused(.reasonMissing(lineID)) }
            return .success(DecidedLine(line: self, declared: nil, decision: .refused, reason: reason))
        case .reduce(let quantity, let reason):
            guard !reason.isEmpty else { return refused(.reasonMissing(lineID)) }
            guard let declared = fact.quantity else { return refused(.notReducible(lineID)) }
            guard quantity >= 1, quantity < declared, let reduced = fact.with(quantity: quantity) else {
                return refused(.notAReduction(lineID, declared: declared))
            }
            let line = ClaimLine(lineID: lineID, track: track, day: day, fact: reduced)
            return .success(DecidedLine(line: line, declared: fact, decision: .reduced, reason: reason))
        }
    }
}

extension Fact {
    /// What can be reduced: scripts, candidates, minutes, kilometres, cents; nil for what is there or is not.
    public var quantity: Int? {
        switch self {
        case .scripts(let count), .candidates(let count, _), .kilometres(let count, _): count
        case .hours(let minutes), .help(let minutes, _): minutes
        case .fare(_, let paid), .toll(let paid), .parking(let paid), .taxi(_, let paid): Int(paid.cents)
        default: nil
        }
    }

    /// The same fact with another quantity; nil where there is none.
    public func with(quantity: Int) -> Fact? {
        let paid = Money(cents: Int64(quantity))
        return switch self {
        case .scripts: .scripts(count: quantity)
        case .candidates(_, let minutes): .candidates(count: quantity, minutesEach: minutes)
        case .kilometres(_, let vehicle): .kilometres(count: quantity, vehicle: vehicle)
        case .hours: .hours(minutes: quantity)
        case .help(_, let period): .help(minutes: quantity, period: period)
        case .fare(let mode, _): .fare(mode: mode, paid: paid)
        case .toll: .toll(paid: paid)
        case .parking: .parking(paid: paid)
        case .taxi(let time, _): .taxi(at: time, paid: paid)
        default: nil
        }
    }
}

extension ClaimLine {
    /// The line as certified by the one who entered it.
    public func decideAlone() -> Result<DecidedLine, DecisionGrounds> { decide(.accept) }
}
