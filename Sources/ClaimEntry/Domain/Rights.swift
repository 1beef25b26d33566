public import Vocabulary

/// What a convocation opens for a person.
public struct Rights: Hashable, Sendable {
    public let indemnity: Opening
    public let travel: Opening

    public init(of mission: ConvenedMission, for person: EntryPerson) {
        indemnity = Self.indemnity(mission)
        travel = Self.travel(mission, person)
    }

    /// The kinds without a rate open no indemnity; a test evaluated during the year neither.
    /// Source: arrêté of 13 April 2012 (NOR MENF1210166A), which names no rate for meetings.
    private static func indemnity(_ mission: ConvenedMission) -> Opening {
        if mission.evaluation == .inYear {
            return .void(reason: "L’épreuve est évaluée en cours d’année : elle n’ouvre pas droit à indemnité.")
        }
        return switch mission.kind {
        case .meeting: .void(reason: "Une réunion n’ouvre pas droit à indemnité.")
        case .invigilation, .presidency, .memoir: .enteredByService
        default: .open
        }
    }

    /// Only outside both the commune of the home and that of the school.
    /// Source: décret no. 2006-781 of 3 July 2006, art. 2.
    private static func travel(_ mission: ConvenedMission, _ person: EntryPerson) -> Opening {
        if mission.remote { return .void(reason: "La mission se fait à distance.") }
        let place = mission.commune
        if place.code == person.home.code {
            return .void(reason: "La mission a lieu dans la commune de votre domicile, \(place.name).")
        }
        if place.code == person.school?.code {
            return .void(reason: "La mission a lieu dans la commune de votre établissement, \(place.name).")
        }
        return .open
    }
}
