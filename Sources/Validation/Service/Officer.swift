import Foundation
import ValidationDomain
import Vocabulary
import Web

/// Who decides.
struct Officer: Sendable {
    let account: UUID
    let name: String
    let participant: UUID?
    let perimeter: Set<String>

    init(_ person: SignedIn) {
        (account, name) = (person.accountID, person.displayName)
        (participant, perimeter) = (person.participantID, person.perimeter)
    }

    var reader: QueueReader { QueueReader(perimeter: perimeter, participant: participant) }

    func grounds(against file: ClaimFile, version: Int64?) -> Set<DecisionGround> {
        var grounds: Set<DecisionGround> = []
        if participant == file.participantID.rawValue { grounds.insert(.ownClaim) }
        if !perimeter.contains("*"), !perimeter.contains(file.office) { grounds.insert(.outsidePerimeter) }
        if let version, version != file.version { grounds.insert(.changedMeanwhile) }
        return grounds
    }
}
