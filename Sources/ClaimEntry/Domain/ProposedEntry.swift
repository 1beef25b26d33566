public import Vocabulary

/// An earlier claim of the same person, from which the next one takes what does not change.
public struct PastEntry: Sendable {
    public let commune: CommuneCode
    public let typed: TypedEntry

    public init(commune: CommuneCode, typed: TypedEntry) { (self.commune, self.typed) = (commune, typed) }
}

/// What the form shows before anything is typed: everything that can be known or deduced.
public struct ProposedEntry: Sendable {
    public private(set) var typed = TypedEntry()

    /// How long a journey is thought to take when no kilometres are known.
    static let minutesOfUnknownJourney = 60

    /// - Parameter past: earlier claims of this person, the latest first.
    public init(for subject: EntrySubject, past: [PastEntry]) {
        guard subject.openings[.travel] == .open else { return }
        typed[.from] = "home"
        takeTransport(from: past, to: subject.mission.commune.code)
        proposeHours(subject.mission)
    }

    private mutating func takeTransport(from past: [PastEntry], to commune: CommuneCode) {
        if let byCar = past.first(where: { $0.typed[.transport] == TransportChoice.car.rawValue }) {
            typed[.vehicle] = byCar.typed[.vehicle]
        }
        guard let sameJourney = past.first(where: { $0.commune == commune && !$0.typed[.transport].isEmpty }) else {
            return
        }
        for field in [EntryField.transport, .vehicle, .kilometres, .carBasis, .fareMode, .from]
        where !sameJourney.typed[field].isEmpty {
            typed[field] = sameJourney.typed[field]
        }
        if typed[.transport] == TransportChoice.shared.rawValue { typed[.transport] = "" }
    }

    private mutating func proposeHours(_ mission: ConvenedMission) {
        let journey = minutesOfJourney
        typed[.departsDay] = mission.firstDay.description
        typed[.returnsDay] = mission.lastDay.description
        let begins = mission.slots[0].begins.minutesSinceMidnight
        let ends = mission.ends.time.minutesSinceMidnight
        typed[.departsTime] = LocalTime(minutesSinceMidnight: max(0, begins - journey))?.description ?? ""
        typed[.returnsTime] = LocalTime(minutesSinceMidnight: min(1439, ends + journey))?.description ?? ""
    }

    /// One way at sixty kilometres an hour, up to the next quarter of an hour.
    private var minutesOfJourney: Int {
        guard let kilometres = Int(typed[.kilometres]), kilometres > 0 else { return Self.minutesOfUnknownJourney }
        return (kilometres / 2 + 14) / 15 * 15
    }
}

extension TypedEntry {
    /// The typed entry with a proposal in every field of these stays that nobody has answered yet.
    public func proposing(_ stays: DueStays) -> TypedEntry {
        var both = self
        for meal in stays.meals where values[EntryField.meal(meal).name] == nil {
            both[.meal(meal)] = MealPlace.ownCost.rawValue
        }
        for night in stays.nights where values[EntryField.night(night).name] == nil { both[.night(night)] = "yes" }
        return both
    }

    /// Whether nobody has answered for one of these stays yet.
    public func isSilent(on stays: DueStays) -> Bool {
        stays.meals.contains { values[EntryField.meal($0).name] == nil }
            || stays.nights.contains { values[EntryField.night($0).name] == nil }
    }
}
