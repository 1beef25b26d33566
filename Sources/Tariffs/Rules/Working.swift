import Vocabulary

/// Why a computation stops before an amount.
enum Halt: Error {
    case reason(Reason)
    case question(OpenQuestion)
    case problem(FactProblem)
}

/// One line in the making: every parameter that a rule reads passes here and so stands in the trace.
struct Working {
    let law: Law
    let knownOn: CalendarDay
    let traced: Bool
    var trace: Trace
    /// Set when less than asked is due.
    var reduction: Reason?
    /// Set when a car is paid at a public fare.
    var byFare = false

    init(_ line: ClaimLine, law: Law, knownOn: CalendarDay, traced: Bool) {
        (self.law, self.knownOn, self.traced) = (law, knownOn, traced)
        trace = Trace(line: line)
        // As much as most lines need, taken once instead of in steps.
        if traced {
            trace.readings.reserveCapacity(12)
            trace.circumstances.reserveCapacity(3)
        }
    }

    /// Begins another line without the trace of the one before.
    mutating func restart(_ line: ClaimLine) {
        trace = Trace(line: line)
        (reduction, byFare) = (nil, false)
    }

    var day: CalendarDay { trace.line.day }

    /// The value of a parameter on the day of the line; not due when no value was known.
    mutating func value(_ parameter: Parameter) throws(Halt) -> Exact {
        guard let value = known(parameter) else { throw .reason(.noTariff(parameter: parameter.code)) }
        return value
    }

    mutating func value(_ rule: Rule) throws(Halt) -> Exact { try value(.rule(rule)) }

    /// A number of minutes, of kilometres, of inhabitants; the files are checked to give whole numbers.
    mutating func whole(_ rule: Rule) throws(Halt) -> Int {
        let value = try value(.rule(rule))
        return Int(value.numerator / value.denominator)
    }

    /// The value when there was one.
    mutating func optionalValue(_ rule: Rule) -> Exact? { known(.rule(rule)) }

    private mutating func known(_ parameter: Parameter) -> Exact? {
        guard traced else { return law.provision(parameter, on: day, knownOn: knownOn)?.value }
        guard let reading = law.read(parameter, on: day, knownOn: knownOn) else { return nil }
        note(reading)
        return reading.value
    }

    /// Whether a rule was in force.
    mutating func holds(_ rule: Rule) -> Bool { (optionalValue(rule) ?? .zero) > .zero }

    mutating func note(_ reading: Reading) {
        if traced, !trace.readings.contains(where: { $0.provision === reading.provision }) {
            trace.readings.append(reading)
        }
    }

    mutating func note(_ circumstance: @autoclosure () -> Circumstance) {
        if traced { trace.circumstances.append(circumstance()) }
    }

    mutating func note(_ step: @autoclosure () -> Step) {
        if traced { trace.steps.append(step()) }
    }

    func problem(_ field: String, _ message: String, remedy: String) -> Halt {
        .problem(FactProblem(lineID: trace.line.lineID, field: field, message: message, remedy: remedy))
    }

    /// Refuses a count that cannot be.
    func check(_ count: Int, _ field: String, _ bounds: ClosedRange<Int>) throws(Halt) {
        guard !bounds.contains(count) else { return }
        let limit = count < bounds.lowerBound ? "au moins \(bounds.lowerBound)" : "au plus \(bounds.upperBound)"
        throw problem(field, "\(count) est impossible", remedy: "indiquez \(limit)")
    }

    /// Refuses an amount that cannot be.
    func check(_ amount: Money, _ field: String) throws(Halt) {
        guard amount.cents < 0 || amount > .largestDeclared else { return }
        throw problem(
            field, "ce montant est impossible", remedy: "indiquez un montant entre 0 et 99\u{202F}999,99\u{202F}€")
    }
}

extension Countable {
    /// The largest count that a line may declare; far above what happens, and small enough for exact arithmetic.
    static let bounds = 0...100_000
}
