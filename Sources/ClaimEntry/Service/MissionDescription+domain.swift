import ClaimEntryDomain
import Contracts
import Vocabulary

extension ConvenedMission {
    /// The mission of a message in the words of the domain.
    init(_ description: MissionDescription) {
        let place = MissionPlace(
            session: description.session, office: description.office, centreName: description.centreName,
            commune: description.commune, remote: description.remote)
        self.init(
            kind: description.kind, exam: description.exam, test: description.test, at: place,
            slots: description.slots)
        evaluation = description.evaluation
        minutesPerCandidate = description.minutesPerCandidate
    }
}

extension Opening {
    /// The code in messages and tables.
    var wire: TrackOpening {
        switch self {
        case .open: .open
        case .enteredByService: .enteredByService
        case .void: .void
        }
    }

    /// Why nothing is open; nil unless void.
    var reason: String? {
        if case .void(let reason) = self { reason } else { nil }
    }
}
