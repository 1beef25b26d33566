public import Vocabulary

/// What an import brings: the files' rows, each valid by itself and in its references.
public struct RegistryImport: Equatable, Sendable {
    public var sessions: [SessionRecord] = []
    public var communes: [CommuneRecord] = []
    public var participants: [ParticipantRecord] = []
    public var competences: [CompetenceRecord] = []
    public var schools: [SchoolRecord] = []
    public var lessons: [LessonRecord] = []
    public var unavailabilities: [UnavailabilityRecord] = []
    public var centres: [CentreRecord] = []
    public var missions: [MissionRecord] = []
    public var compositions: [CompositionRecord] = []
    public var exclusions: [ExclusionRecord] = []
    public var pupils: [PupilsRecord] = []
    public var teaching: [TeachingRecord] = []

    public init() {}
}

public struct SessionRecord: Hashable, Sendable {
    public var code: String
    public var label: String
    public var firstDay: CalendarDay
    public var lastDay: CalendarDay
}

public struct CommuneRecord: Hashable, Sendable {
    public var code: CommuneCode
    public var name: String
    public var point: GeoPoint
    public var population: Int
}

public struct ParticipantRecord: Hashable, Sendable {
    public var number: String
    public var name: PersonName
    public var email: String?
    /// `internal`, `external` or `retired`.
    public var status: String
    public var home: CommuneCode
    public var school: CommuneCode?
    /// Nil when the file does not say; empty when it says that there is none.
    public var schoolCode: String?
    public var mostMissions: Int
}

/// The right to be assigned to missions of one test of one exam.
public struct CompetenceRecord: Hashable, Sendable {
    public var number: String
    public var exam: String
    public var test: String
    /// `confirmed` by the office, `declared` by the person, or of their `teaching`.
    public var origin: String
    /// The day is nil without bound. What the file does not say of a known row stays: see ``says``.
    public var validity = Validity(from: nil, to: nil)
    /// What it rests on; empty if nothing is said.
    public var evidence = ""
    /// Which of the optional columns the file has.
    public var says: Set<String> = []
}

public struct SchoolRecord: Hashable, Sendable {
    public var code: String
    public var name: String
    public var commune: CommuneCode
}

/// How many lessons somebody gives on one half-day of every week.
public struct LessonRecord: Hashable, Sendable {
    public var number: String
    /// 1 is Monday, 6 Saturday.
    public var weekday: Int
    public var half: Half
    public var lessons: Int
}

public enum Half: String, CaseIterable, Sendable {
    case morning, afternoon
}

public struct UnavailabilityRecord: Hashable, Sendable {
    public var number: String
    public var day: CalendarDay
    public var half: Half
    public var reason: String
}

public struct CentreRecord: Hashable, Sendable {
    public var code: String
    public var name: String
    public var commune: CommuneCode
    /// Nil when the file does not say; empty for a centre that is no school.
    public var schoolCode: String?
}

/// Seats of one mission that only some may take.
public struct CompositionRecord: Hashable, Sendable {
    public var session: String
    public var mission: String
    public var role: String
    /// `status`, `outside` or `competence`.
    public var condition: String
    /// The status or the test; empty for `outside`.
    public var value: String
    public var seats: Int
}

/// Somebody who must not be at a centre.
public struct ExclusionRecord: Hashable, Sendable {
    public var number: String
    public var centre: String
    public var reason: String
}

/// Whether pupils of a school sit at a centre.
public struct PupilsRecord: Hashable, Sendable {
    public var centre: String
    public var school: String
    public var sit: Bool
}

/// Whether somebody teaches pupils of another school than the one where they work.
public struct TeachingRecord: Hashable, Sendable {
    public var number: String
    public var school: String
    public var teaches: Bool
}

public struct MissionRecord: Hashable, Sendable {
    public var code: String
    public var session: String
    public var kind: MissionKind
    public var exam: Exam
    public var test: String
    public var office: String
    public var centre: String
    public var slots: [Slot]
    public var seats: Int
    public var minutesPerCandidate: Int?
    public var evaluation: Evaluation
    public var remote: Bool
}

/// Codes that the registry already holds: an import may refer to them without bringing them again.
public struct KnownCodes: Sendable {
    public var sessions: [String: ClosedRange<CalendarDay>]
    public var communes: Set<String>
    public var participants: Set<String>
    public var centres: Set<String>
    public var schools: Set<String> = []
    /// As `session/code`.
    public var missions: Set<String> = []

    public init(
        sessions: [String: ClosedRange<CalendarDay>] = [:], communes: Set<String> = [],
        participants: Set<String> = [], centres: Set<String> = []
    ) {
        (self.sessions, self.communes, self.participants, self.centres) = (sessions, communes, participants, centres)
    }
}
