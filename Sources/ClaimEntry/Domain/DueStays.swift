import Tariffs
public import Vocabulary

/// A meal that a trip may make due.
public struct DueMeal: Hashable, Sendable {
    public let day: CalendarDay
    public let mealtime: Mealtime

    public init(day: CalendarDay, mealtime: Mealtime) { (self.day, self.mealtime) = (day, mealtime) }
}

/// A night that a trip may make due; it begins on `day`.
public struct DueNight: Hashable, Sendable {
    public let day: CalendarDay

    public init(day: CalendarDay) { self.day = day }
}

/// The hours of a journey: one stretch, or the same hours on each day of work.
public struct TravelHours: Hashable, Sendable {
    public let trip: Trip
    /// The days on which the person left and came back; empty for one stretch.
    public let dailyOn: [CalendarDay]

    public init(trip: Trip, dailyOn: [CalendarDay]) { (self.trip, self.dailyOn) = (trip, dailyOn) }

    /// Each absence from home by itself.
    var stretches: [Trip] {
        guard trip.departs <= trip.returns else { return [] }
        guard !dailyOn.isEmpty else { return [trip] }
        return dailyOn.map { day in
            Trip(
                departs: LocalMoment(day: day, time: trip.departs.time),
                returns: LocalMoment(day: day, time: trip.returns.time), from: trip.from, to: trip.to)
        }
    }
}

/// The meals and nights that the hours of a journey make due, as the tariffs judge them.
public struct DueStays: Hashable, Sendable {
    /// A meal that the hours do not make due, and why, in French.
    public struct NotDue: Hashable, Sendable {
        public let meal: DueMeal
        public let sentence: String
    }

    /// In order of time.
    public private(set) var meals: [DueMeal] = []
    public private(set) var nights: [DueNight] = []
    public private(set) var notDue: [NotDue] = []

    /// - Parameter ticket: how the person travelled when on a ticket: it can lengthen the mission.
    public init(_ hours: TravelHours, ticket: FareMode?, subject: EntrySubject) {
        for trip in hours.stretches { judge(trip, ticket, subject) }
    }

    /// Those that can be entered now.
    public func open(to subject: EntrySubject) -> DueStays {
        var open = self
        open.meals = meals.filter { subject.isOpen(.meal($0), .travel) }
        open.nights = nights.filter { subject.isOpen(.night($0.day), .travel) }
        return open
    }

    /// Asks what each meal and each night of the absence would be worth at the person's own, proven cost.
    private mutating func judge(_ trip: Trip, _ ticket: FareMode?, _ subject: EntrySubject) {
        let days = (trip.departs.day.dayNumber...trip.returns.day.dayNumber).map(CalendarDay.init(dayNumber:))
        let meals = days.flatMap { day in Mealtime.allCases.map { DueMeal(day: day, mealtime: $0) } }
        let nights = days.dropLast().map(DueNight.init)
        var lines = meals.map {
            subject.probe(.meal($0), .meal($0.mealtime, place: .ownCost), on: $0.day)
        }
        lines += nights.map { night in
            let fact = Fact.night(commune: subject.mission.commune.code, paid: .largestDeclared, proven: true)
            return subject.probe(.night(night.day), fact, on: night.day)
        }
        if let ticket { lines.append(subject.probe(.transport, .fare(mode: ticket, paid: .zero), on: days[0])) }
        var facts = subject.facts(lines, Journey(trip: trip, carAuthorised: nil))
        facts.claimedOn = subject.mission.lastDay
        let judged = Tariffs.standard.assess(facts, knownOn: CalendarDay(dayNumber: .max)).lines
        for (meal, line) in zip(meals, judged) {
            if line.amount > .zero {
                self.meals.append(meal)
            } else {
                notDue.append(NotDue(meal: meal, sentence: line.sentence))
            }
        }
        self.nights += zip(nights, judged.dropFirst(meals.count)).filter { $1.amount > .zero }.map(\.0)
    }
}

extension EntrySubject {
    fileprivate func probe(_ key: LineKey, _ fact: Fact, on day: CalendarDay) -> ClaimLine {
        ClaimLine(lineID: naming(key), track: .travel, day: day, fact: fact)
    }
}
