import Vocabulary

/// The hours of the journey as typed, and what is wrong with them.
public struct TravelReading {
    /// Nil while something is wrong or missing.
    public private(set) var hours: TravelHours?
    private(set) var problems: [EntryProblem] = []

    /// How many days before or after the mission a journey may begin or end.
    static let daysAround = 2

    public init(_ typed: TypedEntry, _ subject: EntrySubject) {
        let mission = subject.mission
        let daily = mission.days.count > 1 && typed[.daily] == "yes"
        if mission.days.count > 1, !["yes", "no"].contains(typed[.daily]) {
            refuse(.daily, "Dites si vous êtes rentré(e) chez vous chaque soir.")
        }
        let departs = moment(typed, .departure, orOn: daily ? mission.firstDay : nil, mission)
        let returns = moment(typed, .arrival, orOn: daily ? mission.lastDay : nil, mission)
        guard let departs, let returns else { return }
        guard departs < returns else {
            refuse(.returnsTime, "Le retour doit suivre le départ.")
            return
        }
        if departs > mission.begins {
            let begins = FrenchDay.time(mission.begins.time)
            refuse(.departsTime, "Votre mission commençait à \(begins) : indiquez un départ avant cette heure.")
        }
        if daily, departs.time >= returns.time {
            refuse(.returnsTime, "Le retour de chaque jour doit suivre le départ.")
        }
        if returns < LocalMoment(day: mission.lastDay, time: mission.begins.time) {
            refuse(.returnsDay, "Le retour précède la fin de la mission, le \(FrenchDay.date(mission.lastDay)).")
        }
        guard problems.isEmpty else { return }
        let from = typed[.from] == "school" ? subject.person.school ?? subject.person.home : subject.person.home
        let trip = Trip(departs: departs, returns: returns, from: from.code, to: mission.commune.code)
        hours = TravelHours(trip: trip, dailyOn: daily ? mission.days : [])
    }

    private mutating func moment(
        _ typed: TypedEntry, _ end: JourneyEnd, orOn known: CalendarDay?, _ mission: ConvenedMission
    ) -> LocalMoment? {
        let day = known ?? self.day(typed[end.day].trimmed, end.day, mission)
        let text = typed[end.time].trimmed
        let time = LocalTime(text)
        if time == nil {
            refuse(
                end.time,
                text.isEmpty
                    ? "Indiquez l’heure \(end.words)."
                    : "« \(text) » n’est pas une heure. Écrivez par exemple 7 h 45.")
        }
        guard let day, let time else { return nil }
        return LocalMoment(day: day, time: time)
    }

    private mutating func day(_ text: String, _ field: EntryField, _ mission: ConvenedMission) -> CalendarDay? {
        guard !text.isEmpty else {
            refuse(field, field == .departsDay ? "Indiquez le jour du départ." : "Indiquez le jour du retour.")
            return nil
        }
        guard let day = CalendarDay(text) ?? Self.french(text) else {
            refuse(field, "« \(text) » n’est pas une date. Écrivez par exemple \(Self.example(mission.firstDay)).")
            return nil
        }
        let first = mission.firstDay.adding(days: -Self.daysAround)
        let last = mission.lastDay.adding(days: Self.daysAround)
        guard (first...last).contains(day) else {
            refuse(field, "Indiquez un jour entre le \(FrenchDay.date(first)) et le \(FrenchDay.date(last)).")
            return nil
        }
        return day
    }

    /// Reads `18/06/2026`.
    private static func french(_ text: String) -> CalendarDay? {
        let parts = text.split(separator: "/").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        return CalendarDay(year: parts[2], month: parts[1], day: parts[0])
    }

    private static func example(_ day: CalendarDay) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(day.day))/\(two(day.month))/\(day.year)"
    }

    private mutating func refuse(_ field: EntryField, _ message: String) {
        problems.append(EntryProblem(field, message))
    }
}

/// One end of the journey on the form.
private struct JourneyEnd {
    let day: EntryField
    let time: EntryField
    let words: String

    static let departure = JourneyEnd(day: .departsDay, time: .departsTime, words: "de départ")
    static let arrival = JourneyEnd(day: .returnsDay, time: .returnsTime, words: "de retour")
}
