public import Tariffs
import Vocabulary

/// What a convocation opens for a person: what the tariffs say, and who can enter it.
public struct Rights: Hashable, Sendable {
    public let indemnity: Opening
    public let travel: Opening

    public init(
        of mission: ConvenedMission, for person: EntryPerson, tables: OperatorTables = .demonstration
    ) {
        let tracks = Tariffs.standard.tracks(
            mission.facts, of: person.facts,
            places: tables.places.naming(person.communes + [mission.commune]), settings: tables.settings)
        indemnity = Self.entered(Opening(tracks.indemnity), mission)
        travel = Opening(tracks.travel)
    }

    /// What a participant cannot know is the service's to enter: the posts of a presidency, the rate of a memoir,
    /// and whatever a kind that this program does not know is counted in.
    private static func entered(_ opening: Opening, _ mission: ConvenedMission) -> Opening {
        switch mission.kind {
        case .unknown where mission.evaluation != .inYear: .enteredByService
        case .presidency, .memoir: opening.isOpen ? .enteredByService : opening
        default: opening
        }
    }
}

extension Opening {
    init(_ right: TrackRight) {
        self =
            switch right {
            case .open: .open
            case .enteredByService: .enteredByService
            case .void(let reason): .void(reason: reason)
            }
    }
}
