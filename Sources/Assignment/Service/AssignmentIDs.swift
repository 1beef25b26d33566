import Foundation
import TransactionalMessaging
import Vocabulary

/// Identifiers that follow from what they name, so that the same file gives the same ones.
enum AssignmentIDs {
    /// A fixed random namespace.
    private static let namespace: UUID = {
        guard let uuid = UUID(uuidString: "8f0a6f0c-6a0e-4d63-9f0b-0f4f3a6c7d21") else {
            preconditionFailure("the namespace is not a UUID")
        }
        return uuid
    }()

    static func participant(number: String) -> ParticipantID {
        ParticipantID(rawValue: nameBasedUUID(namespace, "participant/\(number)"))
    }

    static func mission(session: String, code: String) -> MissionID {
        MissionID(rawValue: nameBasedUUID(namespace, "mission/\(session)/\(code)"))
    }

    static func convocation(mission: MissionID, participant: ParticipantID) -> ConvocationID {
        ConvocationID(rawValue: nameBasedUUID(namespace, "convocation/\(mission)/\(participant)"))
    }
}
