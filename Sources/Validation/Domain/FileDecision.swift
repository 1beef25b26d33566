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
            if case .unknown = fact {
                return refused(.notPayable(lineID, "Cette ligne n’est pas connue de ce programme."))
            }
            return .success(DecidedLine(line: self, declared: nil, decision: .accepted, reason: nil))
        case .refuse(let reason):
            guard !reason.isEmpty else { return refused(.reasonMissing(lineID)) }
            return .success(DecidedLine(line: self, declared: nil, decision: .refused, reason: reason))
        case .giveBack(let reason):
            guard !reason.isEmpty else { return refused(.reasonMissing(lineID)) }
            return .success(DecidedLine(line: self, declared: nil, decision: .returned, reason: reason))
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
        case .scripts(let count), .candidates(let count, _), .kilometres(let count, _), .files(let count),
            .requests(let count, _), .subjects(let count), .memoirs(let count, _):
            count
        case .hours(let minutes), .help(let minutes, _), .memoirApprovals(let minutes): minutes
        case .fare(_, let paid), .toll(let paid), .parking(let paid), .taxi(_, let paid), .firstClass(_, let paid),
            .night(_, let paid, _):
            Int(paid.cents)
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
        case .firstClass(let mode, _): .firstClass(mode: mode, paid: paid)
        case .night(let commune, _, let proven): .night(commune: commune, paid: paid, proven: proven)
        case .files: .files(count: quantity)
        case .requests(_, let coefficient): .requests(count: quantity, coefficientPercent: coefficient)
        case .subjects: .subjects(count: quantity)
        case .memoirs(_, let each): .memoirs(count: quantity, each: each)
        case .memoirApprovals: .memoirApprovals(minutes: quantity)
        default: nil
        }
    }
}

extension ClaimLine {
    /// The line as certified by the one who entered it: hours of help on a day of the mission, once for each period.
    public func certifyHours(on days: Set<CalendarDay>, beside lines: [FileLine]) -> Result<
        DecidedLine, DecisionGrounds
    > {
        var grounds: Set<DecisionGround> = []
        if !days.contains(day) { grounds.insert(.notADayOfTheMission(day)) }
        let entered = lines.contains { known in
            guard case .help(_, let period) = known.line.fact, case .help(_, let own) = fact else { return false }
            return known.line.day == day && period == own && known.decision != .removed && known.decision != .refused
        }
        if entered { grounds.insert(.hoursAlreadyEntered(day)) }
        return grounds.isEmpty ? decide(.accept) : .failure(DecisionGrounds(grounds: grounds))
    }
}
