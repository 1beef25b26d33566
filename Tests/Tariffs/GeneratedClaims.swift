import Foundation
import Vocabulary

@testable import Tariffs

/// Claims of every kind, from a seed: the same ones each run.
struct GeneratedClaims {
    var dice: PropertiesTests.Dice

    init(seed: UInt64) { dice = PropertiesTests.Dice(state: seed &* 2_654_435_761 &+ 1) }

    private static let communes = ["65440", "31044", "33063", "75112", "69381", "94028", "97411", "98818", "81004"]
        .compactMap { CommuneCode($0) }
    private static let firstDay = CalendarDay("2012-09-01")!
    private static let kinds: [MissionKind] = MissionKind.known

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements.randomElement(using: &dice)! }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &dice) }

    mutating func chance(_ outOf: Int) -> Bool { number(1...outOf) == 1 }

    mutating func claim() -> ClaimFacts {
        let day = Self.firstDay.adding(days: number(0...5_200))
        let kind = pick(Self.kinds)
        let mission = MissionFacts(
            kind: kind, exam: pick(Exam.known), evaluation: chance(20) ? .inYear : .terminal, slots: [],
            minutesPerCandidate: nil, commune: pick(Self.communes), remote: chance(20), performed: !chance(30))
        let person = PersonFacts(
            home: CommuneCode("31555"), school: chance(2) ? CommuneCode("31555") : CommuneCode("81004"),
            status: pick(PersonStatus.known), reducedMobility: chance(15))
        let lines = (0...number(0...3)).map { _ -> ClaimLine in
            let fact = chance(3) ? work(kind) : travel()
            return ClaimLine(
                lineID: LineID(rawValue: UUID()), track: fact.naturalTrack, day: day.adding(days: number(0...2)),
                fact: fact)
        }
        var facts = ClaimFacts(
            mission: mission, person: person, carAuthorised: chance(4) ? nil : !chance(3), lines: lines,
            kilometresBefore: [day.year: number(0...12_000)])
        facts.trip = chance(8) ? nil : trip(day, to: mission.commune)
        facts.authorisations = chance(2) ? Set(Authorisation.allCases) : []
        facts.cheapestFare = chance(2) ? Money(cents: Int64(number(0...9_000))) : nil
        facts.claimedOn = chance(10) ? nil : day.adding(days: number(0...60))
        facts.settings.nightAndWeekend = pick(TariffSettings.NightAndWeekend.allCases)
        facts.settings.mixedMeans = pick(TariffSettings.MixedMeans.allCases)
        facts.settings.lodging = pick(TariffSettings.Lodging.allCases)
        facts.settings.rounding = chance(5) ? Rounding.down : Rounding.halfUp
        if chance(5) { facts.follow(lines.map { earlier($0, facts) }, as: ClaimID(rawValue: UUID())) }
        return facts
    }

    /// A line that another claim of the person was paid in part or in whole.
    private mutating func earlier(_ line: ClaimLine, _ facts: ClaimFacts) -> ReckonedLine {
        ReckonedLine(
            claim: ClaimID(rawValue: UUID()), line: line, trip: facts.trip, commune: facts.mission.commune,
            paid: (Money(cents: Int64(number(0...4_000))), number(0...300), PaidElsewhere()))
    }

    private mutating func trip(_ day: CalendarDay, to commune: CommuneCode) -> Trip {
        let departs = day.dayNumber * 1_440 + number(0...1_439)
        return Trip(
            departs: LocalMoment(minuteNumber: departs),
            returns: LocalMoment(minuteNumber: departs + number(0...4_000)),
            from: CommuneCode("31555")!, to: commune)
    }

    private mutating func work(_ kind: MissionKind) -> Fact {
        switch chance(10) ? pick(Self.kinds) : kind {
        case .marking: chance(4) ? .files(count: number(0...90)) : .scripts(count: number(0...300))
        case .oral, .optionalOral, .meeting, .unknown:
            .candidates(count: number(0...40), minutesEach: number(1...60))
        case .practical, .sports: .hours(minutes: number(0...1_440))
        case .invigilation: .help(minutes: number(0...540), period: pick(HelpPeriod.allCases))
        case .accreditation: .requests(count: number(0...9), coefficientPercent: number(50...300))
        case .subjectSetting: .subjects(count: number(0...4))
        case .presidency: .presidency(posts: number(0...400), national: chance(2))
        case .memoir:
            chance(2)
                ? .memoirApprovals(minutes: number(0...600))
                : .memoirs(count: number(0...9), each: Money(cents: Int64(number(0...30_000))))
        }
    }

    private mutating func travel() -> Fact {
        let paid = Money(cents: Int64(number(0...30_000)))
        switch number(0...9) {
        case 0, 1:
            let vehicles: [Vehicle] = [
                .car(.upTo5), .car(.sixOrSeven), .car(.eightOrMore), .motorcycle, .moped, .lightMoped,
            ]
            return .kilometres(count: number(0...2_500), vehicle: pick(vehicles))
        case 2, 3: return .meal(pick(Mealtime.allCases), place: pick(MealPlace.allCases))
        case 4, 5: return .night(commune: pick(Self.communes), paid: paid, proven: !chance(6))
        case 6: return .fare(mode: pick(FareMode.known), paid: paid)
        case 7: return .taxi(at: LocalTime(minutesSinceMidnight: number(0...1_439))!, paid: paid)
        case 8: return chance(2) ? .toll(paid: paid) : .parking(paid: paid)
        default: return chance(4) ? .passenger(kilometres: number(0...400)) : .firstClass(mode: .train, paid: paid)
        }
    }
}
