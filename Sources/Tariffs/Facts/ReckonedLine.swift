public import Vocabulary

/// A travel line that was computed before for the same person: by another claim, or by an earlier decision of the same
/// claim.
public struct ReckonedLine: Hashable, Codable, Sendable {
    public let claim: ClaimID
    public let line: ClaimLine
    public let trip: Trip?
    /// Where the mission was.
    public let commune: CommuneCode
    /// What the line was paid.
    public let amount: Money
    /// Kilometres that were paid by the kilometre.
    public let kilometres: Int
    /// Those of them that the counter of the year got.
    var countedKilometres: Int { max(0, kilometres - elsewhere.countedKilometres) }
    /// What others had been paid for the same expense, and was therefore taken off this line.
    public let elsewhere: PaidElsewhere

    public init(claim: ClaimID, line: ClaimLine, facts: ClaimFacts, trace: Trace) {
        (self.claim, self.line, trip, commune) = (claim, line, facts.trip, facts.mission.commune)
        (amount, kilometres) = (trace.amount, trace.paidKilometres)
        elsewhere = trace.elsewhere ?? PaidElsewhere()
    }

    /// As it was kept; the trip and the commune are those of the claim.
    public init(
        claim: ClaimID, line: ClaimLine, trip: Trip?, commune: CommuneCode,
        paid: (amount: Money, kilometres: Int, elsewhere: PaidElsewhere)
    ) {
        (self.claim, self.line, self.trip, self.commune) = (claim, line, trip, commune)
        (amount, kilometres, elsewhere) = paid
    }
}

/// A journey in one of the calendar years that it touches.
struct CountedJourney: Hashable, Sendable {
    let journey: JourneyName
    let year: Int
}

/// What other claims of the person were paid for an expense that is claimed again.
public struct PaidElsewhere: Hashable, Codable, Sendable {
    public internal(set) var amount: Money
    public internal(set) var kilometres: Int
    /// Kilometres that this line is paid for by another vehicle, and that the year has counted already.
    public internal(set) var countedKilometres: Int

    public init(amount: Money = .zero, kilometres: Int = 0, countedKilometres: Int = 0) {
        (self.amount, self.kilometres, self.countedKilometres) = (amount, kilometres, countedKilometres)
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        amount = try fields.decode(Money.self, forKey: .amount)
        kilometres = try fields.decode(Int.self, forKey: .kilometres)
        // Traces that were written before anything counted it have none.
        countedKilometres = try fields.decodeIfPresent(Int.self, forKey: .countedKilometres) ?? 0
    }
}

/// An expense that is paid once, however many claims of a person ask for it.
///
/// A journey is known by the day on which it begins and the commune to which it goes: two missions of one day at one
/// place share it, two places are two journeys. Each of its means is an expense of its own.
enum SharedExpense: Hashable, Sendable {
    case meal(CalendarDay, Mealtime)
    /// The night that begins on the day.
    case night(CalendarDay)
    /// A car that is paid by the kilometre.
    case carByKilometre(JourneyName, Vehicle)
    /// A car for convenience, paid at a public fare.
    case carByFare(JourneyName)
    case ticket(JourneyName, FareMode)
    case toll(JourneyName)
    case parking(JourneyName)

    /// Nil for what is no expense of travel. A car is taken as paid by the kilometre.
    init?(_ fact: Fact, on day: CalendarDay, _ journey: JourneyName) {
        switch fact {
        case .meal(let mealtime, _): self = .meal(day, mealtime)
        case .night: self = .night(day)
        case .kilometres(_, let vehicle): self = .carByKilometre(journey, vehicle)
        case .fare(let mode, _), .firstClass(let mode, _): self = .ticket(journey, mode)
        case .taxi: self = .ticket(journey, .taxi)
        case .toll: self = .toll(journey)
        case .parking: self = .parking(journey)
        default: return nil
        }
    }

    /// Whether the lines of one claim add up; of a meal and of a night each claim has one.
    var addsUp: Bool {
        switch self {
        case .meal, .night: false
        default: true
        }
    }
}

/// What makes two journeys the same one.
struct JourneyName: Hashable, Sendable {
    let begins: CalendarDay
    let to: CommuneCode
}

/// What a claim finds paid before it.
public struct EarlierPayments: Hashable, Sendable {
    /// By expense; what others were paid, less what was already taken off this claim for it.
    private(set) var amounts: [SharedExpense: Money] = [:]
    private(set) var kilometres: [SharedExpense: Int] = [:]
    /// Kilometres of a journey that the year has counted, whatever the vehicle.
    private(set) var counted: [CountedJourney: Int] = [:]
    /// Tickets that earlier decisions of the same claim hold: they open and close the mission too.
    private(set) var tickets: Set<FareMode> = []

    public static let none = EarlierPayments()

    var isEmpty: Bool { amounts.isEmpty && kilometres.isEmpty }
}

extension ClaimFacts {
    /// Lets this claim follow lines that were computed before it, in any order: each meal, each night and each
    /// kilometre of a journey that they were paid for is not paid again, and what this claim would be paid beyond
    /// them is. So all claims together get, for each expense, as much as the one of them that is worth most,
    /// whatever the order of their decisions.
    public mutating func follow(_ lines: [ReckonedLine], as claim: ClaimID) {
        for line in lines {
            earlier.add(line, own: line.claim == claim, places)
            guard case .kilometres(_, let vehicle) = line.line.fact else { continue }
            if vehicle == .moped || vehicle == .lightMoped {
                mopedKilometresBefore[CalendarMonth(line.line.day), default: 0] += line.kilometres
            }
        }
    }

    /// The expenses that stand for a line: what was paid for any of them is not paid again in euros. Kilometres by the
    /// same vehicle are compared as kilometres, before.
    func expenses(of line: ClaimLine, byFare: Bool) -> [SharedExpense] {
        let journey = journey(on: line.day)
        guard let expense = SharedExpense(line.fact, on: line.day, journey) else { return [] }
        guard case .carByKilometre(_, let vehicle) = expense else { return [expense] }
        let others = earlier.amounts.keys.filter {
            if case .carByKilometre(journey, let other) = $0 { byFare || other != vehicle } else { false }
        }
        return [.carByFare(journey)] + others.sorted { "\($0)" < "\($1)" }
    }

    /// The journey to which a line of a day belongs.
    func journey(on day: CalendarDay) -> JourneyName {
        JourneyName(begins: trip?.departs.day ?? day, to: places.whole(mission.commune))
    }
}

extension EarlierPayments {
    fileprivate mutating func add(_ line: ReckonedLine, own: Bool, _ places: Places) {
        let journey = JourneyName(
            begins: line.trip?.departs.day ?? line.line.day, to: places.whole(line.commune))
        guard var expense = SharedExpense(line.line.fact, on: line.line.day, journey) else { return }
        if case .ticket(_, let mode) = expense, own { tickets.insert(mode) }
        if case .carByKilometre = expense {
            let kilometres = own ? -line.elsewhere.kilometres : line.kilometres
            if kilometres != 0 { self.kilometres[expense, default: 0] += kilometres }
            let counted =
                own ? -line.elsewhere.kilometres - line.elsewhere.countedKilometres : line.countedKilometres
            let year = CountedJourney(journey: journey, year: line.line.day.year)
            if counted != 0 { self.counted[year, default: 0] += counted }
            if line.kilometres == 0 { expense = .carByFare(journey) }
        }
        let amount = own && expense.addsUp ? Money.zero - line.elsewhere.amount : line.amount
        if amount != .zero { amounts[expense, default: .zero] += amount }
    }
}
