import Foundation
import Vocabulary

/// A claim's facts as they stand in JSON.
struct StatedForm: Decodable {
    let reference: String?
    let knownOn: CalendarDay?
    let claimedOn: CalendarDay?
    let mission: Mission
    let person: Person
    let trip: Trip?
    let carAuthorised: Bool?
    let lines: [Line]
    let kilometresBefore: [String: Int]?
    let mopedKilometresBefore: [String: Int]?
    let cheapestFareCents: Money?
    let authorisations: [Authorisation]?
    let elsewhere: [Elsewhere]?

    struct Mission: Decodable {
        let kind: MissionKind
        let exam: Exam
        let evaluation: Evaluation?
        let commune: CommuneCode
        let remote: Bool?
        let performed: Bool?
        /// When it is worked; absent: one day.
        let slots: [Slot]?
    }

    struct Person: Decodable {
        let home: CommuneCode?
        let school: CommuneCode?
        let status: PersonStatus
        let reducedMobility: Bool?
        let reference: String?
    }

    /// A line; its identifier and its track may be left out.
    struct Line: Decodable {
        let lineID: LineID?
        let track: Track?
        let day: CalendarDay
        let fact: Fact
        /// Code of the option that an officer chose on an open question.
        let resolution: String?
    }

    /// An expense that another claim carries: `meal` with its mealtime, `night` or `journey`.
    struct Elsewhere: Decodable {
        let kind: String
        let day: CalendarDay
        let mealtime: Mealtime?

        var expense: ExpenseElsewhere? {
            switch (kind, mealtime) {
            case ("meal", let mealtime?): .meal(day, mealtime)
            case ("night", nil): .night(day)
            case ("journey", nil): .journey(day)
            default: nil
            }
        }
    }

    func facts(_ tables: OperatorTables) -> ClaimFacts {
        let claimLines = lines.enumerated().map { index, line in
            ClaimLine(
                lineID: line.lineID ?? StatedForm.lineID(index), track: line.track ?? line.fact.naturalTrack,
                day: line.day, fact: line.fact)
        }
        var facts = ClaimFacts(
            mission: MissionFacts(
                kind: mission.kind, exam: mission.exam, evaluation: mission.evaluation ?? .terminal,
                slots: mission.slots ?? [],
                minutesPerCandidate: nil, commune: mission.commune, remote: mission.remote ?? false,
                performed: mission.performed ?? true),
            person: PersonFacts(
                home: person.home, school: person.school, status: person.status,
                reducedMobility: person.reducedMobility ?? false),
            trip: trip, carAuthorised: carAuthorised, lines: claimLines, places: tables.places,
            settings: tables.settings)
        for (year, count) in kilometresBefore ?? [:] { facts.kilometresBefore[Int(year) ?? 0] = count }
        for (month, count) in mopedKilometresBefore ?? [:] {
            if let month = CalendarMonth(month) { facts.mopedKilometresBefore[month] = count }
        }
        facts.cheapestFare = cheapestFareCents
        facts.authorisations = Set(authorisations ?? [])
        facts.claimedOn = claimedOn
        facts.elsewhere = Set((elsewhere ?? []).compactMap(\.expense))
        for (line, stated) in zip(claimLines, lines) { facts.resolutions[line.lineID] = stated.resolution }
        return facts
    }

    /// The identifier of a line that was given none: always the same for the same place.
    static func lineID(_ index: Int) -> LineID {
        let (high, low) = (UInt8(truncatingIfNeeded: (index + 1) >> 8), UInt8(truncatingIfNeeded: index + 1))
        return LineID(rawValue: UUID(uuid: (0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, high, low)))
    }
}
