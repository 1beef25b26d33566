public import Vocabulary

/// What the law asks about a mission.
public struct MissionFacts: Hashable, Sendable {
    public var kind: MissionKind
    public var exam: Exam
    public var evaluation: Evaluation
    public var slots: [Slot]
    /// Minutes with each candidate of an oral; absent for other kinds.
    public var minutesPerCandidate: Int?
    public var commune: CommuneCode
    /// A remote mission opens no travel.
    public var remote: Bool
    /// False when the mission was not performed: nothing is due.
    public var performed: Bool

    public init(
        kind: MissionKind, exam: Exam, evaluation: Evaluation, slots: [Slot], minutesPerCandidate: Int?,
        commune: CommuneCode, remote: Bool, performed: Bool = true
    ) {
        (self.kind, self.exam, self.evaluation, self.slots) = (kind, exam, evaluation, slots)
        (self.minutesPerCandidate, self.commune) = (minutesPerCandidate, commune)
        (self.remote, self.performed) = (remote, performed)
    }

    /// On how many days it is worked; one when no slots are known.
    var days: Int { max(1, Set(slots.map(\.day)).count) }
}

/// How a person stands to the service; it decides the rate of help with running tests.
public enum PersonStatus: OpenCode {
    case `internal`
    case external
    case retired
    case unknown(String)

    public static let known: [PersonStatus] = [.internal, .external, .retired]

    public var code: String {
        switch self {
        case .internal: "internal"
        case .external: "external"
        case .retired: "retired"
        case .unknown(let code): code
        }
    }
}

/// What the law asks about a person.
public struct PersonFacts: Hashable, Sendable {
    /// *Résidence familiale.*
    public var home: CommuneCode?
    /// *Résidence administrative.*
    public var school: CommuneCode?
    public var status: PersonStatus
    /// Recognised as a disabled worker and of reduced mobility.
    public var reducedMobility: Bool

    public init(
        home: CommuneCode?, school: CommuneCode?, status: PersonStatus, reducedMobility: Bool = false
    ) {
        (self.home, self.school, self.status) = (home, school, status)
        self.reducedMobility = reducedMobility
    }
}

/// Something that the ordering authority may allow.
public enum Authorisation: String, Hashable, Codable, Sendable, CaseIterable {
    case taxi
    case hiredCar = "hired-car"
    case firstClass = "first-class"
    /// The fastest route instead of the shortest one.
    case fastestRoute = "fastest-route"
}

/// An expense that another claim of the same person already carries.
public enum ExpenseElsewhere: Hashable, Sendable {
    case meal(CalendarDay, Mealtime)
    /// The night that begins on the day.
    case night(CalendarDay)
    /// The journey of the day by the means of the claim: kilometres, tickets, tolls and parking.
    case journey(CalendarDay)
}

/// Everything that a claim's amounts depend on, besides the law.
public struct ClaimFacts: Sendable {
    public var mission: MissionFacts
    public var person: PersonFacts
    /// The journey; absent when no travel is declared.
    public var trip: Trip?
    /// True when the car was constrained, false when it was a convenience; absent when nobody said.
    public var carAuthorised: Bool?
    public var lines: [ClaimLine]
    /// Kilometres already liquidated, by calendar year.
    public var kilometresBefore: [Int: Int]
    public var places: Places
    public var settings: TariffSettings
    /// Kilometres by moped already liquidated, by month (`CalendarMonth`).
    public var mopedKilometresBefore: [CalendarMonth: Int] = [:]
    public var authorisations: Set<Authorisation> = []
    /// The cheapest public fare there and back, when an officer has looked it up; else the table of fares is asked.
    public var cheapestFare: Money?
    /// The day of the claim, which stops the prescription; absent: the day of the assessment.
    public var claimedOn: CalendarDay?
    public var elsewhere: Set<ExpenseElsewhere> = []
    /// What was paid before for expenses that this claim may share; `follow` fills it.
    public internal(set) var earlier = EarlierPayments.none
    /// What an officer decided on open questions: code of an option, by line.
    public var resolutions: [LineID: String] = [:]

    public init(
        mission: MissionFacts, person: PersonFacts, trip: Trip? = nil, carAuthorised: Bool? = nil, lines: [ClaimLine],
        kilometresBefore: [Int: Int] = [:], places: Places = .demonstration, settings: TariffSettings = .standard
    ) {
        (self.mission, self.person, self.trip, self.carAuthorised) = (mission, person, trip, carAuthorised)
        (self.lines, self.kilometresBefore) = (lines, kilometresBefore)
        (self.places, self.settings) = (places, settings)
    }
}

/// A month of a year. Written `2026-06`.
public struct CalendarMonth: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    public let year: Int
    /// 1 to 12.
    public let month: Int

    public init(_ day: CalendarDay) {
        let components = day.components
        (year, month) = (components.year, components.month)
    }

    /// Reads `2026-06`; nil for any other form.
    public init?(_ text: some StringProtocol) {
        guard let first = CalendarDay(text + "-01") else { return nil }
        self.init(first)
    }

    public static func < (left: CalendarMonth, right: CalendarMonth) -> Bool {
        (left.year, left.month) < (right.year, right.month)
    }

    public var description: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let month = CalendarMonth(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a month as 2026-06")
        }
        self = month
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
