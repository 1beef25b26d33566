public import Tariffs
public import Vocabulary

/// What the form asks about: the mission, the person, and which parts can be entered now.
public struct EntrySubject: Sendable {
    public let mission: ConvenedMission
    public let person: EntryPerson
    public let openings: [Track: Opening]
    /// Which lines can be entered; nil when all can.
    public let reopened: Set<LineID>?
    public let naming: LineNaming
    /// Places and answers of the académie.
    public var tables: OperatorTables
    /// Today: what is still to come cannot be declared; nil where that is not asked.
    public var today: CalendarDay?
    /// The claim itself, and what the other claims of the person leave to it; `follow` fills it.
    var before: (claim: ClaimID, reckoning: Reckoning)?

    public init(_ claim: Claim, person: EntryPerson, naming: LineNaming, tables: OperatorTables = .demonstration) {
        (mission, openings, reopened) = (claim.mission, claim.openings, claim.reopened)
        (self.person, self.naming, self.tables) = (person, naming, tables)
    }

    /// Whether the line of this place can be entered now.
    public func isOpen(_ key: LineKey, _ track: Track) -> Bool {
        openings[track] == .open && (reopened?.contains(naming(key)) ?? true)
    }

    /// Whether any of the lines of a track can be entered now.
    public func isOpen(_ track: Track, lastLines: [ClaimLine]) -> Bool {
        guard openings[track] == .open else { return false }
        guard let reopened else { return true }
        return lastLines.contains { $0.track == track && reopened.contains($0.lineID) }
    }

    /// What the work of this mission is counted in; nil when nothing is counted.
    public var workField: EntryField? {
        guard openings[.indemnity] == .open else { return nil }
        return switch mission.kind {
        case .marking: .scripts
        case .oral, .optionalOral: .candidates
        case .practical, .sports, .unknown: .hours
        case .accreditation: .requests
        case .subjectSetting: .subjects
        case .meeting, .invigilation, .presidency, .memoir: nil
        }
    }
}

/// Where a participant lives and works.
public struct EntryPerson: Hashable, Sendable {
    public let home: CommuneName
    public let school: CommuneName?
    /// `internal`, `external` or `retired`.
    public let status: String

    public init(home: CommuneName, school: CommuneName?, status: String) {
        (self.home, self.school, self.status) = (home, school, status)
    }
}
