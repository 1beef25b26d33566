import ClaimEntryDomain
import Vocabulary

/// A marking mission on Monday 22 June 2026 in Albi, and a person who lives in Toulouse.
enum Fixture {
    static let toulouse = CommuneName(code: CommuneCode("31555")!, name: "Toulouse")
    static let albi = CommuneName(code: CommuneCode("81004")!, name: "Albi")
    static let person = EntryPerson(home: toulouse, school: nil, status: "internal")
    static let calendar = EntryCalendar()
    static let during = moment("2026-06-22T12:00")
    static let after = moment("2026-07-03T21:00")

    static func day(_ text: String) -> CalendarDay { CalendarDay(text)! }
    static func moment(_ text: String) -> LocalMoment { LocalMoment(text)! }
    static func slot(_ text: String, from: String = "08:00", to: String = "17:00") -> Slot {
        Slot(day: day(text), begins: LocalTime(from)!, ends: LocalTime(to)!)
    }

    static func mission(_ kind: MissionKind = .marking, on days: [String] = ["2026-06-22"]) -> ConvenedMission {
        let place = MissionPlace(
            session: "2026-06", office: "DEC1", centreName: "Lycée Bellevue", commune: albi, remote: false)
        var mission = ConvenedMission(
            kind: kind, exam: .baccalaureatGeneral, test: "Philosophie", at: place, slots: days.map { slot($0) })
        if kind == .oral { mission.minutesPerCandidate = 20 }
        return mission
    }

    static func claim(
        _ mission: ConvenedMission = mission(), indemnity: Opening = .open, travel: Opening = .open
    ) -> Claim {
        Claim(
            id: ClaimID("00000000-0000-0000-0000-00000000000c")!,
            participantID: ParticipantID("00000000-0000-0000-0000-00000000000a")!, mission: mission,
            openings: [.indemnity: indemnity, .travel: travel])
    }

    /// The same place has the same identifier; different places have different ones.
    static let naming = LineNaming { key in line(key.description) }

    static func line(_ key: String) -> LineID {
        let hash = key.utf8.reduce(UInt64(5_381)) { $0 &* 33 &+ UInt64($1) }
        let digits = String(hash % 1_000_000_000_000 + 1_000_000_000_000).dropFirst()
        return LineID("00000000-0000-0000-0000-\(digits)")!
    }

    static func subject(_ claim: Claim = claim()) -> EntrySubject {
        EntrySubject(claim, person: person, naming: naming)
    }

    /// Everything that a complete claim by car types.
    static let byCar = TypedEntry(values: [
        "performed": "yes", "scripts": "42", "transport": "car", "vehicle": "car-up-to-5", "kilometres": "156",
        "carBasis": "authorised", "departsDay": "2026-06-22", "departsTime": "6 h 30", "returnsDay": "2026-06-22",
        "returnsTime": "18:30", "meal-2026-06-22-noon": "own-cost",
    ])

    static let workLine = ClaimLine(
        lineID: line("work"), track: .indemnity, day: day("2026-06-22"), fact: .scripts(count: 42))
    static let carLine = ClaimLine(
        lineID: line("transport"), track: .travel, day: day("2026-06-22"),
        fact: .kilometres(count: 156, vehicle: .car(.upTo5)))

    /// A claim that was sent on 3 July with one line for each track.
    static func sent(_ lines: [ClaimLine] = [workLine, carLine]) -> Claim {
        var claim = claim()
        claim.submission = Submission(
            number: 1, content: .declared(nil, lines: lines), remark: nil, sentOn: day("2026-07-03"))
        return claim
    }

    static func decided(_ lines: [(ClaimLine, DecidedLine.Verdict)], number: Int = 1) -> Decision {
        Decision(
            number: number,
            lines: lines.map { DecidedLine(line: $0.0, verdict: $0.1, reason: nil, decision: number) },
            decidedOn: day("2026-07-10"))
    }

    static func liquidation(_ number: Int = 1, indemnity: Int64, travel: Int64) -> EstablishedLiquidation {
        EstablishedLiquidation(
            number: number,
            lines: [
                ExplainedAmount(
                    lineID: workLine.lineID, track: .indemnity, amount: Money(cents: indemnity), sentence: "42 copies"),
                ExplainedAmount(
                    lineID: carLine.lineID, track: .travel, amount: Money(cents: travel), sentence: "156 km"),
            ],
            totals: [.indemnity: Money(cents: indemnity), .travel: Money(cents: travel)],
            establishedOn: day("2026-07-12"))
    }

    static func step(_ event: PaymentStep.Event, _ track: Track = .travel, liquidation: Int = 1) -> PaymentStep {
        PaymentStep(
            track: track, liquidation: liquidation, amount: Money(cents: 4_992), event: event,
            happenedOn: day("2026-09-28"))
    }

    static func returned(_ lines: [ClaimLine], submission: Int = 1) -> ReturnOfLines {
        ReturnOfLines(
            submission: submission,
            reasons: Dictionary(uniqueKeysWithValues: lines.map { ($0.lineID, "Distance inexacte.") }),
            answerBy: day("2026-08-15"), returnedOn: day("2026-07-20"))
    }
}
