public import Vocabulary

/// The kilometres of one person in one calendar year, in the order in which they were decided.
///
/// The brackets fill in the order of the decisions, and what was decided is frozen: a trip made earlier in the year and
/// decided later counts after those that were decided before it. With one vehicle and one rate over the year the sum is
/// the same in every order, because each kilometre of the year stands once in each bracket. Where vehicle or rate
/// changed within the year it may differ: `dayOrderDifference` says by how much, and a correction may pay it.
/// Source: arrêté of 3 July 2006 (NOR BUDB0620005A): kilometres count from 1 January to 31 December.
public struct YearOfKilometres: Hashable, Sendable {
    /// One decided trip.
    public struct Entry: Hashable, Sendable {
        public let day: CalendarDay
        /// Kilometres paid by the kilometre: not those that the shortest route took off, nor those of a public fare.
        public let kilometres: Int
        public let vehicle: Vehicle
        /// What stood in the counter before.
        public let before: Int
        public let amount: Money
    }

    public let year: Int
    /// In the order of the decisions.
    public private(set) var entries: [Entry] = []

    public init(year: Int) { self.year = year }

    /// What the next decision of the year starts from.
    public var counted: Int { entries.map(\.kilometres).reduce(0, +) }

    /// Decides one more trip, whenever it was made in the year; nothing decided before changes.
    /// - Returns: what is due for it.
    @discardableResult
    public mutating func decide(
        _ trip: DrivenTrip, by tariffs: Tariffs, knownOn: CalendarDay
    ) -> Money {
        precondition(trip.day.year == year, "a trip counts in the year of its day")
        let amount = trip.amount(after: counted, by: tariffs, knownOn: knownOn)
        entries.append(
            Entry(
                day: trip.day, kilometres: trip.kilometres, vehicle: trip.vehicle, before: counted, amount: amount))
        return amount
    }

    /// What the year would be worth in the order of the days, less what was decided.
    public func dayOrderDifference(by tariffs: Tariffs, knownOn: CalendarDay) -> Money {
        var inOrder = YearOfKilometres(year: year)
        for (_, entry) in entries.enumerated().sorted(by: { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) })
        {
            let trip = DrivenTrip(day: entry.day, kilometres: entry.kilometres, vehicle: entry.vehicle)
            inOrder.decide(trip, by: tariffs, knownOn: knownOn)
        }
        return inOrder.entries.map(\.amount).total() - entries.map(\.amount).total()
    }
}

/// A trip by one's own car or motorcycle that is paid by the kilometre.
public struct DrivenTrip: Hashable, Sendable {
    public let day: CalendarDay
    public let kilometres: Int
    public let vehicle: Vehicle

    public init(day: CalendarDay, kilometres: Int, vehicle: Vehicle) {
        (self.day, self.kilometres, self.vehicle) = (day, kilometres, vehicle)
    }

    func amount(after before: Int, by tariffs: Tariffs, knownOn: CalendarDay) -> Money {
        let line = ClaimLine.probe(.travel, day, .kilometres(count: kilometres, vehicle: vehicle))
        let nowhere = MissionFacts(
            kind: .meeting, exam: .baccalaureatGeneral, evaluation: .terminal, slots: [], minutesPerCandidate: nil,
            commune: .zero, remote: false)
        let facts = ClaimFacts(
            mission: nowhere, person: PersonFacts(home: nil, school: nil, status: .internal), carAuthorised: true,
            lines: [line], kilometresBefore: [day.year: before], places: .none)
        var dated = facts
        dated.claimedOn = day
        return tariffs.amounts(dated, knownOn: knownOn).map(\.amount).total()
    }
}

extension CommuneCode {
    /// No commune: where the place of a mission does not matter.
    fileprivate static let zero = CommuneCode("00000")!
}

extension Trace {
    /// Kilometres that this line brings to the counter of its year: those that are paid, less those which a claim of the
    /// same journey has brought for another vehicle.
    public var countedKilometres: Int { max(0, paidKilometres - (elsewhere?.countedKilometres ?? 0)) }

    /// Kilometres that are paid by the kilometre, also where the lump sum of a moped's month has paid them already.
    public var paidKilometres: Int {
        switch outcome {
        case .due, .reduced: break
        case .notDue, .undecided, .impossible: return 0
        }
        return steps.reduce(0) { sum, step in
            if case .rated(let count, .kilometres, _) = step { return sum + count }
            return sum
        }
    }
}
