import Contracts
import Foundation
import Vocabulary

/// Certified claims of every kind that a participant can declare, from a seed: the same ones each run.
struct GeneratedDecisions {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 2_654_435_761 &+ 1 }

    struct Person {
        let home: CommuneName
        let school: CommuneName?
        let status: String
    }

    private static let towns = [
        ("31555", "Toulouse"), ("81004", "Albi"), ("65440", "Tarbes"), ("33063", "Bordeaux"), ("75112", "Paris 12e"),
        ("31069", "Blagnac"), ("97411", "Saint-Denis"), ("12145", "Millau"),
    ]

    private mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ (state >> 29)) >> 8
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    private mutating func chance(_ outOf: Int) -> Bool { number(1...outOf) == 1 }
    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(0...elements.count - 1)] }

    private mutating func town() -> CommuneName {
        let (code, name) = pick(Self.towns)
        return CommuneName(code: CommuneCode(code)!, name: name)
    }

    mutating func person() -> Person {
        Person(home: town(), school: chance(3) ? nil : town(), status: pick(["internal", "external", "retired"]))
    }

    /// What an officer certified in full, or in part.
    mutating func decision(of person: Person) -> FactsCertified {
        let day = CalendarDay("2026-06-01")!.adding(days: number(0...30))
        let mission = mission(on: day, days: number(1...3))
        let departs = LocalMoment(day: day.adding(days: -number(0...1)), time: time(300...540))
        let trip = Trip(
            departs: departs, returns: LocalMoment(day: mission.slots.last!.day, time: time(720...1_430)),
            from: person.home.code, to: mission.commune.code)
        // How the car was taken is only said with a journey.
        let travelled = !chance(8)
        let authorised: Bool? = chance(5) ? nil : !chance(4)
        let facts = [work(mission.kind)] + (0...number(0...4)).map { _ in travel(mission.commune.code) }
        let lines = facts.map { fact in
            CertifiedLine(
                line: ClaimLine(
                    lineID: LineID(rawValue: UUID()), track: fact.isTravel ? .travel : .indemnity,
                    day: day.adding(days: number(0...1)), fact: fact),
                verdict: .accepted, declared: nil, reason: nil)
        }
        return FactsCertified(
            claimID: ClaimID(rawValue: UUID()), participantID: ParticipantID(rawValue: UUID()),
            convocationID: ConvocationID(rawValue: UUID()), decision: 1, mission: mission,
            trip: travelled ? trip : nil, carAuthorised: travelled ? authorised : nil, lines: lines, office: "DEC1",
            decidedAt: Instant(Date(timeIntervalSince1970: 1_784_100_000)))
    }

    private mutating func mission(on day: CalendarDay, days: Int) -> MissionDescription {
        let kind = pick(MissionKind.known)
        let slots = (0..<days).map {
            Slot(day: day.adding(days: $0), begins: LocalTime("08:00")!, ends: LocalTime("17:00")!)
        }
        return MissionDescription(
            missionID: MissionID(rawValue: UUID()), session: "2026-06", kind: kind, exam: pick(Exam.known),
            test: "Épreuve", office: "DEC1", centreCode: "0650026A", centreName: "Lycée Théophile-Gautier",
            commune: town(), remote: chance(15), evaluation: chance(15) ? .inYear : .terminal, slots: slots,
            minutesPerCandidate: kind == .oral ? 20 : nil)
    }

    private mutating func time(_ minutes: ClosedRange<Int>) -> LocalTime {
        LocalTime(minutesSinceMidnight: number(minutes))!
    }

    private mutating func work(_ kind: MissionKind) -> Vocabulary.Fact {
        switch kind {
        case .marking: .scripts(count: number(1...300))
        case .practical, .sports: .hours(minutes: number(30...600))
        case .invigilation: .help(minutes: number(30...540), period: pick(HelpPeriod.allCases))
        case .accreditation: .requests(count: number(1...9), coefficientPercent: number(50...300))
        case .subjectSetting: .subjects(count: number(1...4))
        case .presidency: .presidency(posts: number(1...300), national: chance(2))
        case .memoir: .memoirApprovals(minutes: number(30...600))
        default: .candidates(count: number(1...40), minutesEach: number(10...40))
        }
    }

    private mutating func travel(_ commune: CommuneCode) -> Vocabulary.Fact {
        let paid = Money(cents: Int64(number(1...20_000)))
        return switch number(0...7) {
        case 0, 1:
            .kilometres(
                count: number(1...900), vehicle: pick([.car(.upTo5), .car(.sixOrSeven), .motorcycle, .moped]))
        case 2, 3: .meal(pick(Mealtime.allCases), place: pick(MealPlace.allCases))
        case 4: .night(commune: commune, paid: paid, proven: !chance(5))
        case 5: .fare(mode: pick([.train, .bus, .plane]), paid: paid)
        case 6: .toll(paid: paid)
        default: .parking(paid: paid)
        }
    }
}

extension Vocabulary.Fact {
    fileprivate var isTravel: Bool {
        switch self {
        case .kilometres, .fare, .toll, .parking, .meal, .night, .taxi, .firstClass, .passenger: true
        default: false
        }
    }
}
