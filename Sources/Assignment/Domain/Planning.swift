public import Vocabulary

/// What the assignment of one session decides about: people, missions, and who is already convened.
public struct PlanningData: Sendable {
    /// The right to one test of one exam.
    public struct Subject: Hashable, Sendable {
        public var exam: String
        public var test: String
        public init(exam: String, test: String) { (self.exam, self.test) = (exam, test) }
    }

    public struct HalfDay: Hashable, Comparable, Sendable {
        public var day: CalendarDay
        public var half: Half
        public init(day: CalendarDay, half: Half) { (self.day, self.half) = (day, half) }
        public static func < (left: HalfDay, right: HalfDay) -> Bool {
            left.day != right.day ? left.day < right.day : left.half == .morning && right.half == .afternoon
        }
    }

    /// What somebody would like; no wish is no opinion.
    public enum Wish: String, Sendable { case wished, avoided }

    public struct Person: Sendable {
        public var id: ParticipantID
        public var home: GeoPoint
        public var mostMissions: Int
        public var subjects: Set<Subject>
        public var unavailable: Set<HalfDay>
        public var wishes: [HalfDay: Wish] = [:]
        public var status = ""
        /// Empty if none is known.
        public var school = ""
        /// Other schools whose pupils they teach.
        public var taughtSchools: Set<String> = []
        /// Subjects that hold for a time only.
        public var validity: [Subject: Validity] = [:]
        public init(
            id: ParticipantID, home: GeoPoint, mostMissions: Int, subjects: Set<Subject>, unavailable: Set<HalfDay>
        ) {
            (self.id, self.home, self.mostMissions) = (id, home, mostMissions)
            (self.subjects, self.unavailable) = (subjects, unavailable)
        }
    }

    public struct Mission: Sendable {
        public var id: MissionID
        public var subject: Subject
        public var centre: GeoPoint
        public var remote: Bool
        public var seats: Int
        public var slots: [Slot]
        public var reserves: [SeatReserve] = []
        /// Schools whose pupils are judged in it.
        public var judgedSchools: Set<String> = []
        public var composition: Composition { Composition(seats: seats, reserves: reserves) }
        public init(id: MissionID, subject: Subject, centre: GeoPoint, remote: Bool, seats: Int, slots: [Slot]) {
            (self.id, self.subject, self.centre) = (id, subject, centre)
            (self.remote, self.seats, self.slots) = (remote, seats, slots)
        }

        /// The half-days that the mission takes: before 13 h is the morning, after it the afternoon.
        public var halfDays: Set<HalfDay> { PlanningData.halfDays(of: slots) }
    }

    public static func halfDays(of slots: [Slot]) -> Set<HalfDay> {
        var found: Set<HalfDay> = []
        for slot in slots {
            if slot.begins.hour < 13 { found.insert(HalfDay(day: slot.day, half: .morning)) }
            if slot.ends.minutesSinceMidnight > 13 * 60 { found.insert(HalfDay(day: slot.day, half: .afternoon)) }
        }
        return found
    }

    public struct Row: Hashable, Sendable {
        public var person: ParticipantID
        public var mission: MissionID
        public init(person: ParticipantID, mission: MissionID) { (self.person, self.mission) = (person, mission) }
    }

    public var people: [Person]
    public var missions: [Mission]
    public var seats: Int { missions.reduce(0) { $0 + $1.seats } }

    public var standing: Standing

    public init(people: [Person], missions: [Mission], standing: Standing = Standing()) {
        (self.people, self.missions, self.standing) = (people, missions, standing)
    }

    /// What is already decided; each kind binds a new plan more or less.
    public struct Standing: Sendable {
        /// People who have an order of mission: taking it back has a high price.
        public var convened: [Row] = []
        /// Rows of the accepted plan: changing them has a small price, so that plans stay calm.
        public var assigned: [Row] = []
        /// Rows that a manager has fixed: every plan keeps them.
        public var pinned: [Row] = []
        /// Pairs that a manager has excluded, or that are declared conflicts: no plan holds them.
        public var avoided: Set<Row> = []
        public init() {}
    }
}

/// What the assignment weighs, all in kilometres between home and centre.
public struct PlanningWeights: Hashable, Sendable {
    /// An empty seat is worse than any journey.
    public var emptySeat = 5_000
    /// Each further mission of the same person weighs so much more than the one before: work is spread.
    public var furtherMission = 8
    /// Beyond this distance people must sleep there.
    public var nightBeyondKilometres = 120
    public var night = 60
    /// Taking back an order of mission: worth two fifths of an empty seat.
    public var withdrawal = 2_000
    /// Changing a row of the accepted plan of which nobody has been told.
    public var change = 5

    /// A mission at a time that the person would rather avoid is as bad as so many kilometres more.
    public var avoided = 40
    /// A mission at a wished time is as good as so many kilometres less.
    public var wished = 15

    /// How fast people come from one place of work to another, and how long the way may take between a morning and an
    /// afternoon of the same day. Two missions with a longer way between them are not for one person on one day.
    public var kilometresPerHour = 60
    public var minutesBetween = 75
    public var reachKilometres: Int { kilometresPerHour * minutesBetween / 60 }

    public init() {}

    /// The weight of somebody's wishes about these half-days: what they would avoid counts before what they wish.
    public func preference(
        _ wishes: [PlanningData.HalfDay: PlanningData.Wish], _ halfDays: Set<PlanningData.HalfDay>
    ) -> Int {
        if wishes.isEmpty { return 0 }
        let met = halfDays.compactMap { wishes[$0] }
        return met.contains(.avoided) ? avoided : met.contains(.wished) ? -wished : 0
    }

    /// Great-circle kilometres times this are a plausible road: used to compare people, never to pay them.
    public static let roadPercent = 125

    /// Whole kilometres from home to centre, one way.
    public static func kilometres(_ home: GeoPoint, _ centre: GeoPoint) -> Int {
        Int((home.greatCircleKilometres(to: centre) * Double(roadPercent) / 100).rounded())
    }

    func cost(kilometres: Int) -> Int { kilometres + (kilometres > nightBeyondKilometres ? night : 0) }
}
