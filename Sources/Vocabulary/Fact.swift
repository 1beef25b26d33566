/// The tax power of a car (*puissance fiscale*, CV), in the three groups of the kilometric rates.
/// Source: arrêté of 3 July 2006 (NOR BUDB0620005A), art. 1.
public enum FiscalPower: String, Hashable, Codable, Sendable, CaseIterable {
    case upTo5 = "up-to-5"
    case sixOrSeven = "6-or-7"
    case eightOrMore = "8-or-more"
}

/// A motor vehicle that is paid by the kilometre.
public enum Vehicle: Hashable, Sendable {
    case car(FiscalPower)
    /// Above 125 cm³.
    case motorcycle
    /// *Vélomoteur* and other motor vehicles.
    case moped
    /// *Cyclomoteur* up to 50 cm³; it has had a rate of its own in some years, else that of the moped.
    case lightMoped
}

/// A means of transport that is paid on its ticket.
public enum FareMode: OpenCode {
    case train, bus, plane, boat, taxi
    /// Public transport within a town.
    case urban
    case hiredCar
    case unknown(String)

    public static let known: [FareMode] = [.train, .bus, .plane, .boat, .taxi, .urban, .hiredCar]

    public var code: String {
        switch self {
        case .train: "train"
        case .bus: "bus"
        case .plane: "plane"
        case .boat: "boat"
        case .taxi: "taxi"
        case .urban: "urban"
        case .hiredCar: "hired-car"
        case .unknown(let code): code
        }
    }
}

/// Which of the two paid meals of a day.
public enum Mealtime: String, Hashable, Codable, Sendable, CaseIterable {
    case noon, evening
}

/// Where a meal was taken; it decides between the whole rate, half of it and nothing.
/// Source: arrêté of 20 December 2013 (NOR MENG1328579A), art. 9.
public enum MealPlace: String, Hashable, Codable, Sendable, CaseIterable {
    /// At the person's own cost.
    case ownCost = "own-cost"
    /// Administrative or subsidised restaurant.
    case subsidised
    /// Provided free.
    case free
}

/// When help with running tests was given; each has its own hourly rate.
/// Source: arrêté of 13 April 2012 (NOR MENF1210166A).
public enum HelpPeriod: String, Hashable, Codable, Sendable, CaseIterable {
    case day
    /// 22 h to 7 h.
    case night
    case weekendOrHoliday = "weekend-or-holiday"
}

/// One thing that was done or spent: what a line of a claim declares, and what validation certifies.
/// Facts carry no amount owed: only liquidation turns them into money.
public enum Fact: Hashable, Sendable {
    /// Scripts marked.
    case scripts(count: Int)
    /// Candidates examined, each for `minutesEach`.
    case candidates(count: Int, minutesEach: Int)
    /// Hours of a practical or sports test, in minutes.
    case hours(minutes: Int)
    /// Help with running tests (invigilation), in minutes; entered by the service.
    case help(minutes: Int, period: HelpPeriod)
    /// Kilometres driven there and back.
    case kilometres(count: Int, vehicle: Vehicle)
    /// A ticket.
    case fare(mode: FareMode, paid: Money)
    /// Motorway tolls.
    case toll(paid: Money)
    case parking(paid: Money)
    /// One meal on the line's day.
    case meal(Mealtime, place: MealPlace)
    /// The night that begins on the line's day.
    case night(commune: CommuneCode, paid: Money, proven: Bool)
    /// Files marked for a recruitment competition.
    case files(count: Int)
    /// Requests for accreditation of experience (VAE) examined; the coefficient is in hundredths, 50 to 300.
    case requests(count: Int, coefficientPercent: Int)
    /// Subjects set, each for one written test of a recruitment competition.
    case subjects(count: Int)
    /// The presidency of a competition's jury.
    case presidency(posts: Int, national: Bool)
    /// Memoirs of the accountancy diploma, each at the amount that the authority fixed.
    case memoirs(count: Int, each: Money)
    /// Time spent approving the subjects of memoirs, in minutes.
    case memoirApprovals(minutes: Int)
    /// A ticket in first class.
    case firstClass(mode: FareMode, paid: Money)
    /// A taxi taken at a known time of the line's day.
    case taxi(at: LocalTime, paid: Money)
    /// Kilometres as a passenger in somebody else's car; never paid.
    case passenger(kilometres: Int)
    /// A kind of fact that this program does not know.
    case unknown(kind: String)
}

/// A fact, the day on which it happened (which chooses the tariff) and the track that it belongs to.
public struct ClaimLine: Hashable, Codable, Sendable {
    public let lineID: LineID
    public let track: Track
    public let day: CalendarDay
    public let fact: Fact

    public init(lineID: LineID, track: Track, day: CalendarDay, fact: Fact) {
        (self.lineID, self.track, self.day, self.fact) = (lineID, track, day, fact)
    }
}

/// One journey to a mission and back: it decides which meals and nights are due.
public struct Trip: Hashable, Codable, Sendable {
    public let departs: LocalMoment
    public let returns: LocalMoment
    public let from: CommuneCode
    public let to: CommuneCode

    public init(departs: LocalMoment, returns: LocalMoment, from: CommuneCode, to: CommuneCode) {
        (self.departs, self.returns, self.from, self.to) = (departs, returns, from, to)
    }
}
