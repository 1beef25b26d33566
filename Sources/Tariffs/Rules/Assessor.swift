import Vocabulary

/// Assesses the lines of one claim in the order of their days, because kilometres and repeated expenses accumulate.
struct Assessor {
    let law: Law
    let facts: ClaimFacts
    let knownOn: CalendarDay
    let traced: Bool
    let whereabouts: Whereabouts
    /// Kilometres and expenses that this claim has brought so far.
    var counted: Counted

    init(law: Law, facts: ClaimFacts, knownOn: CalendarDay, traced: Bool) {
        (self.law, self.facts, self.knownOn, self.traced) = (law, facts, knownOn, traced)
        whereabouts = Whereabouts(facts)
        counted = Counted()
    }

    /// The lines with their traces, in the order of the claim.
    mutating func assessedLines() -> [AssessedLine] {
        let lines = facts.lines
        let inOrder = zip(lines, lines.dropFirst()).allSatisfy { $0.day <= $1.day }
        if inOrder { return lines.map { AssessedLine(trace: trace($0)) } }
        let order = lines.indices.sorted { (lines[$0].day, $0) < (lines[$1].day, $1) }
        var assessed = [AssessedLine?](repeating: nil, count: lines.count)
        for index in order { assessed[index] = AssessedLine(trace: trace(lines[index])) }
        return assessed.compactMap { $0 }
    }

    /// The amounts alone, in the order of the claim's lines.
    mutating func amounts() -> [LineAmount] {
        let lines = facts.lines
        let inOrder = zip(lines, lines.dropFirst()).allSatisfy { $0.day <= $1.day }
        guard inOrder else {
            return assessedLines().map { LineAmount(lineID: $0.lineID, track: $0.track, amount: $0.amount) }
        }
        var amounts: [LineAmount] = []
        amounts.reserveCapacity(lines.count)
        guard let first = lines.first else { return amounts }
        var work = Working(first, law: law, knownOn: knownOn, traced: false)
        for index in lines.indices {
            if index > 0 { work.restart(lines[index]) }
            assess(&work)
            amounts.append(
                LineAmount(lineID: work.trace.line.lineID, track: work.trace.line.track, amount: work.trace.amount))
        }
        return amounts
    }

    private mutating func trace(_ line: ClaimLine) -> Trace {
        var work = Working(line, law: law, knownOn: knownOn, traced: traced)
        assess(&work)
        return work.trace
    }

    private mutating func assess(_ work: inout Working) {
        do throws(Halt) {
            let euros = try euros(&work)
            work.trace.amount = facts.settings.rounding.cents(euros)
            if !facts.earlier.isEmpty { try takeOffWhatWasPaidBefore(&work) }
            work.trace.outcome = work.reduction.map(Outcome.reduced) ?? .due
        } catch {
            work.trace.amount = .zero
            switch error {
            case .reason(let reason): work.trace.outcome = .notDue(reason)
            case .question(let question): work.trace.outcome = .undecided(question)
            case .problem(let problem): work.trace.outcome = .impossible(problem)
            }
        }
    }

    private mutating func euros(_ work: inout Working) throws(Halt) -> Exact {
        try checkPrescription(&work)
        guard facts.mission.performed else { throw .reason(.notPerformed) }
        switch work.trace.line.fact {
        case .scripts, .candidates, .hours, .help, .files, .requests, .subjects, .presidency, .memoirs,
            .memoirApprovals:
            return try indemnity(&work)
        case .unknown(let kind): throw .reason(.unknownFact(kind))
        default: return try travel(&work)
        }
    }

    /// A debt dies four years after the end of its year.
    private func checkPrescription(_ work: inout Working) throws(Halt) {
        let years = try work.whole(.prescriptionYears)
        let claimed = facts.claimedOn ?? knownOn
        // So many times 365 days never reach beyond that last day, and most claims are younger.
        if claimed <= work.day.adding(days: years * 365) { return }
        guard let last = CalendarDay(year: work.day.year + years, month: 12, day: 31) else { return }
        if claimed > last { throw .reason(.prescribed(lastDay: last)) }
    }
}

/// What the lines assessed so far have used up.
struct Counted {
    private var kilometres: [(key: Key, count: Int)] = []
    var months: [CalendarMonth: Int] = [:]
    var meals: [Meal] = []
    var nights: [CalendarDay] = []
    /// Whether the travel of a day is closed, as found for the line before; only where nothing is traced.
    var closed: (day: CalendarDay, reason: Reason?)?
    /// Whether the cheapest fare has already paid the car of the journey.
    var fareGiven = false
    /// What this claim has already taken off for each expense that others were paid for.
    var takenOff: [SharedExpense: Money] = [:]
    var kilometresTakenOff: [SharedExpense: Int] = [:]
    /// What this claim has found counted for another vehicle of its journeys.
    var countedElsewhere: [CountedJourney: Int] = [:]

    struct Key: Hashable {
        let year: Int
        /// Absent when all vehicles count together.
        let vehicle: Vehicle?
    }

    /// Adds kilometres, and gives those that stood there before.
    mutating func add(_ count: Int, to key: Key) -> Int {
        guard let index = kilometres.firstIndex(where: { $0.key == key }) else {
            kilometres.append((key, count))
            return 0
        }
        defer { kilometres[index].count += count }
        return kilometres[index].count
    }

    struct Meal: Hashable {
        let day: CalendarDay
        let mealtime: Mealtime
    }
}
