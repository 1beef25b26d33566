public import Vocabulary

/// The mission that a claim is about, as the convocation describes it.
public struct ConvenedMission: Hashable, Sendable {
    public var kind: MissionKind
    public var exam: Exam
    /// The test, in French.
    public var test: String
    public var session: String
    public var office: String
    public var centreName: String
    public var commune: CommuneName
    public var remote: Bool
    public var evaluation: Evaluation
    /// In order of time; at least one.
    public var slots: [Slot]
    public var minutesPerCandidate: Int?

    /// What the mission is; then where and when.
    public init(kind: MissionKind, exam: Exam, test: String, at place: MissionPlace, slots: [Slot]) {
        precondition(!slots.isEmpty, "a mission has at least one slot")
        (self.kind, self.exam, self.test) = (kind, exam, test)
        (session, office, centreName, commune, remote) =
            (place.session, place.office, place.centreName, place.commune, place.remote)
        self.slots = slots.sorted { ($0.day, $0.begins) < ($1.day, $1.begins) }
        (evaluation, minutesPerCandidate) = (.terminal, nil)
    }

    public var firstDay: CalendarDay { slots[0].day }
    public var lastDay: CalendarDay { slots[slots.count - 1].day }

    /// When the work begins, which is also when the claim can be filled in.
    public var begins: LocalMoment { LocalMoment(day: slots[0].day, time: slots[0].begins) }
    public var ends: LocalMoment {
        slots.map { LocalMoment(day: $0.day, time: $0.ends) }.max() ?? begins
    }

    /// The days of work, each once, in order.
    public var days: [CalendarDay] { Set(slots.map(\.day)).sorted() }

    /// All working time, in minutes.
    public var minutes: Int {
        slots.map { $0.ends.minutesSinceMidnight - $0.begins.minutesSinceMidnight }.reduce(0, +)
    }

    /// `du lundi 22 au mercredi 24 juin 2026`-like text: the day, or the first and the last.
    public var period: String {
        firstDay == lastDay
            ? FrenchDay.full(firstDay) : "du \(FrenchDay.full(firstDay)) au \(FrenchDay.full(lastDay))"
    }
}

/// Where a mission takes place, and who answers for it.
public struct MissionPlace: Hashable, Sendable {
    public var session: String
    public var office: String
    public var centreName: String
    public var commune: CommuneName
    public var remote: Bool

    public init(session: String, office: String, centreName: String, commune: CommuneName, remote: Bool) {
        (self.session, self.office, self.centreName) = (session, office, centreName)
        (self.commune, self.remote) = (commune, remote)
    }
}

extension MissionKind {
    /// The name that French readers know.
    public var label: String {
        switch self {
        case .marking: "Correction de copies"
        case .oral: "Interrogation orale"
        case .practical: "Épreuve pratique"
        case .meeting: "Réunion"
        case .invigilation: "Surveillance"
        case .optionalOral: "Oral facultatif"
        case .sports: "Épreuve d’EPS"
        case .accreditation: "Validation des acquis de l’expérience"
        case .subjectSetting: "Élaboration de sujets"
        case .presidency: "Présidence de jury"
        case .memoir: "Mémoire"
        case .unknown(let code): code
        }
    }
}
