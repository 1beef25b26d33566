public import Vocabulary

/// A meal that a trip makes due.
public struct DueMeal: Hashable, Sendable {
    public let day: CalendarDay
    public let mealtime: Mealtime

    public init(day: CalendarDay, mealtime: Mealtime) { (self.day, self.mealtime) = (day, mealtime) }

    /// The hours that must be covered whole, in minutes since midnight: 11 h to 14 h, 18 h to 21 h.
    /// Source: arrêté of 20 December 2013 (NOR MENG1328579A), art. 9.
    public static func window(_ mealtime: Mealtime) -> (from: Int, to: Int) {
        switch mealtime {
        case .noon: (from: 660, to: 840)
        case .evening: (from: 1_080, to: 1_260)
        }
    }
}

/// A night that a trip makes due; it begins on `day`.
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

    /// Every meal whose hours are covered whole, in order.
    public var meals: [DueMeal] {
        var due: [DueMeal] = []
        for (begins, ends) in stretches {
            for number in begins.day.dayNumber...ends.day.dayNumber {
                for mealtime in Mealtime.allCases {
                    let window = DueMeal.window(mealtime)
                    let midnight = number * 1_440
                    guard begins.minuteNumber <= midnight + window.from, ends.minuteNumber >= midnight + window.to
                    else { continue }
                    due.append(DueMeal(day: CalendarDay(dayNumber: number), mealtime: mealtime))
                }
            }
        }
        return due
    }

    /// Every night whose hours from 0 h to 5 h are covered whole, in order.
    /// Source: arrêté of 20 December 2013 (NOR MENG1328579A), art. 8.
    public var nights: [DueNight] {
        var due: [DueNight] = []
        for (begins, ends) in stretches {
            for number in begins.day.dayNumber...ends.day.dayNumber {
                let midnight = (number + 1) * 1_440
                guard begins.minuteNumber <= midnight, ends.minuteNumber >= midnight + 300 else { continue }
                due.append(DueNight(day: CalendarDay(dayNumber: number)))
            }
        }
        return due
    }

    private var stretches: [(LocalMoment, LocalMoment)] {
        guard trip.departs <= trip.returns else { return [] }
        guard !dailyOn.isEmpty else { return [(trip.departs, trip.returns)] }
        return dailyOn.map { day in
            (LocalMoment(day: day, time: trip.departs.time), LocalMoment(day: day, time: trip.returns.time))
        }
    }
}
