public import Vocabulary

/// A stretch of local wall time.
public struct Span: Hashable, Codable, Sendable {
    public let from: LocalMoment
    public let to: LocalMoment

    public init(from: LocalMoment, to: LocalMoment) { (self.from, self.to) = (from, to) }

    init(fromMinute: Int, toMinute: Int) {
        (from, to) = (LocalMoment(minuteNumber: fromMinute), LocalMoment(minuteNumber: toMinute))
    }

    /// Whole coverage, bounds included.
    func covers(_ other: Span) -> Bool {
        from.minuteNumber <= other.from.minuteNumber && to.minuteNumber >= other.to.minuteNumber
    }
}

extension LocalMoment {
    /// The moment at a number of minutes of wall time since 1 January 1970.
    init(minuteNumber: Int) {
        let day = minuteNumber >= 0 ? minuteNumber / 1440 : (minuteNumber - 1439) / 1440
        let time = LocalTime(minutesSinceMidnight: minuteNumber - day * 1440)
        self.init(day: CalendarDay(dayNumber: day), time: time!)
    }
}

/// A fact, beside the line itself, that the result depends on.
public enum Circumstance: Hashable, Codable, Sendable {
    case exam(Exam)
    case mission(MissionKind)
    case status(PersonStatus)
    /// The mission from its beginning to its end, margins of train, plane and boat included.
    case away(Span)
    case lodging(CommuneName, LodgingKind)
    case kilometresBefore(year: Int, count: Int)
    case monthBefore(CalendarMonth, count: Int)
    case carAuthorised(Bool)
    case cheapestFare(Money)
    /// Shortest way there and back, in kilometres.
    case shortest(Int)
    /// A Saturday, a Sunday or a public holiday.
    case restDay
    case authorised(Authorisation)
    /// What an officer decided on an open question.
    case resolved(String)
    /// Kilometres of the same journey that another claim was paid for.
    case kilometresElsewhere(Int)
    /// A table of the operator that answered, by the name of its file.
    case table(String)
}

/// What is counted and paid at a rate.
public enum Countable: String, Hashable, Codable, Sendable {
    case scripts, files, requests, subjects, memoirs, kilometres, meals, nights, lumpSums
}

/// One step of the arithmetic; amounts are in euros and exact until the last step.
public enum Step: Hashable, Codable, Sendable {
    /// `count` × `rate`.
    case rated(count: Int, Countable, rate: Exact)
    /// Minutes ÷ 60 × hourly rate.
    case timed(minutes: Int, rate: Exact)
    /// What stands before × a share or a coefficient.
    case times(Exact)
    /// What was paid.
    case spent(Money)
    /// Instead of what stands before, which is larger.
    case atMost(Money)
    /// What the month is raised to, less what it already got.
    case raised(to: Exact, already: Exact)
    /// Less what another claim was paid for the same expense; after the rounding.
    case less(Money)
}

/// What came out.
public enum Outcome: Hashable, Codable, Sendable {
    case due
    /// Less than was asked.
    case reduced(Reason)
    case notDue(Reason)
    /// The texts give several answers; an officer chooses.
    case undecided(OpenQuestion)
    /// The fact cannot be.
    case impossible(FactProblem)
}

/// How one line came to its amount: the facts, the law that was read, the steps, the result.
/// Sentence, table and JSON are made from it and from nothing else.
public struct Trace: Hashable, Codable, Sendable {
    public let line: ClaimLine
    public internal(set) var circumstances: [Circumstance] = []
    public internal(set) var readings: [Reading] = []
    public internal(set) var steps: [Step] = []
    public internal(set) var outcome = Outcome.due
    public internal(set) var amount = Money.zero
    /// What was taken off because other claims of the person had been paid for the same expense; absent when nothing.
    public internal(set) var elsewhere: PaidElsewhere?

    init(line: ClaimLine) { self.line = line }
}
