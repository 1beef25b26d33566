import AssignmentDomain
import Foundation
import ServiceRuntime
import Tariffs
import Vocabulary

/// What a plan would cost in euros by the law of its days, as far as it can be known before the work is done.
/// It decides nothing and owes nobody anything: only liquidation fixes amounts.
struct Budget: Sendable {
    struct Amount: Hashable, Sendable {
        var rows = 0
        var indemnity = Money.zero
        var travel = Money.zero
        var total: Money { indemnity + travel }

        static func += (left: inout Amount, right: Amount) {
            left.rows += right.rows
            left.indemnity += right.indemnity
            left.travel += right.travel
        }
    }

    /// What no table says; shown with every figure that rests on it.
    struct Assumptions: Sendable {
        /// `BUDGET_SCRIPTS_PER_HALF_DAY`.
        let scriptsPerHalfDay: Int
        let tables: OperatorTables
        let today: CalendarDay

        init(_ settings: Settings, _ tables: OperatorTables, today: CalendarDay) {
            scriptsPerHalfDay = settings["BUDGET_SCRIPTS_PER_HALF_DAY"].flatMap { Int($0) } ?? 20
            (self.tables, self.today) = (tables, today)
        }
    }

    private(set) var total = Amount()
    private(set) var byKind: [String: Amount] = [:]
    private(set) var byCentre: [String: Amount] = [:]
    /// Rows of kinds whose work cannot be foreseen: only their travel is counted.
    private(set) var unforeseen = 0

    init(_ rows: [BudgetRow], _ assumptions: Assumptions) {
        // Many rows differ only by who is meant: the law is asked once for each.
        var known: [BudgetRow.Key: (Amount, Bool)] = [:]
        for row in rows {
            let found = known[row.key] ?? Self.price(row, assumptions)
            known[row.key] = found
            total += found.0
            byKind[row.kind, default: Amount()] += found.0
            byCentre[row.centre, default: Amount()] += found.0
            if !found.1 { unforeseen += 1 }
        }
    }

    private static func price(_ row: BudgetRow, _ assumptions: Assumptions) -> (Amount, Bool) {
        let slots = row.slots.compactMap { Slot(written: $0) }.sorted { ($0.day, $0.begins) < ($1.day, $1.begins) }
        guard let commune = CommuneCode(row.commune), let home = CommuneCode(row.home), let first = slots.first else {
            return (Amount(rows: 1), false)
        }
        let work = work(row, slots, assumptions)
        var lines = work.map { [line(1, .indemnity, first.day, $0)] } ?? []
        let travels = !row.remote && home != commune
        if travels { lines += journey(row, slots) }
        let trip = travels ? Self.trip(slots, home, commune) : nil
        let facts = ClaimFacts(
            mission: MissionFacts(
                kind: MissionKind(code: row.kind), exam: Exam(code: row.exam),
                evaluation: Evaluation(code: row.evaluation), slots: slots,
                minutesPerCandidate: row.minutesPerCandidate, commune: commune, remote: row.remote),
            person: PersonFacts(
                home: home, school: row.school.flatMap { CommuneCode($0) }, status: PersonStatus(code: row.status)),
            trip: trip, carAuthorised: true, lines: lines, places: assumptions.tables.places,
            settings: assumptions.tables.settings)
        var amount = Amount(rows: 1)
        for line in Tariffs.standard.amounts(facts, knownOn: assumptions.today) {
            switch line.track {
            case .indemnity: amount.indemnity += line.amount
            case .travel: amount.travel += line.amount
            }
        }
        return (amount, work != nil)
    }

    /// The work that the mission's hours allow; nil where they say nothing.
    private static func work(_ row: BudgetRow, _ slots: [Slot], _ assumptions: Assumptions) -> Fact? {
        let minutes = slots.reduce(0) { $0 + $1.ends.minutesSinceMidnight - $1.begins.minutesSinceMidnight }
        switch MissionKind(code: row.kind) {
        case .marking:
            return .scripts(count: assumptions.scriptsPerHalfDay * PlanningData.halfDays(of: slots).count)
        case .oral, .optionalOral:
            return row.minutesPerCandidate.map { .candidates(count: minutes / $0, minutesEach: $0) }
        case .practical, .sports, .invigilation: return .hours(minutes: minutes)
        default: return nil
        }
    }

    /// By car there and back each day, or once with the nights between when it is far.
    private static func journey(_ row: BudgetRow, _ slots: [Slot]) -> [ClaimLine] {
        let days = Set(slots.map(\.day)).sorted()
        let stays = row.kilometres > PlanningWeights().nightBeyondKilometres
        let driven = stays ? Array(days.prefix(1)) : days
        return driven.enumerated().map { place, day in
            line(10 + place, .travel, day, .kilometres(count: 2 * row.kilometres, vehicle: .car(.sixOrSeven)))
        } + days.enumerated().map { place, day in line(100 + place, .travel, day, .meal(.noon, place: .ownCost)) }
    }

    private static func trip(_ slots: [Slot], _ home: CommuneCode, _ commune: CommuneCode) -> Trip? {
        guard let first = slots.first, let last = slots.last,
            let begins = LocalTime(minutesSinceMidnight: max(0, first.begins.minutesSinceMidnight - 60)),
            let ends = LocalTime(minutesSinceMidnight: min(1439, last.ends.minutesSinceMidnight + 60))
        else { return nil }
        return Trip(
            departs: LocalMoment(day: first.day, time: begins), returns: LocalMoment(day: last.day, time: ends),
            from: home, to: commune)
    }

    /// Identifiers only tell lines apart.
    private static func line(_ number: UInt8, _ track: Track, _ day: CalendarDay, _ fact: Fact) -> ClaimLine {
        let id = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, number))
        return ClaimLine(lineID: LineID(rawValue: id), track: track, day: day, fact: fact)
    }

    private static func line(_ number: Int, _ track: Track, _ day: CalendarDay, _ fact: Fact) -> ClaimLine {
        line(UInt8(clamping: number), track, day, fact)
    }
}

extension BudgetRow {
    /// All that the price depends on.
    struct Key: Hashable {
        let mission: [String]
        let person: [String]
        let kilometres: Int
    }

    var key: Key {
        Key(
            mission: [kind, exam, evaluation, "\(minutesPerCandidate ?? 0)", "\(remote)", commune] + slots,
            person: [home, school ?? "", status], kilometres: kilometres)
    }
}
