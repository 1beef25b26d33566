import Contracts
import Foundation
import Vocabulary

extension ConvocationDraft {
    /// The order of mission as it travels; nil only if the registry held what no import lets in.
    func message(at issuedAt: Date) -> ConvocationIssued? {
        guard let commune = CommuneCode(communeCode) else { return nil }
        let participantID = ParticipantID(rawValue: participant)
        let missionID = MissionID(rawValue: mission)
        let description = MissionDescription(
            missionID: missionID, session: session, kind: MissionKind(code: kind), exam: Exam(code: exam), test: test,
            office: office, centreCode: centreCode, centreName: centreName,
            commune: CommuneName(code: commune, name: communeName), remote: remote,
            evaluation: Evaluation(code: evaluation), slots: slots.compactMap { Slot(written: $0) },
            minutesPerCandidate: minutesPerCandidate)
        return ConvocationIssued(
            convocationID: AssignmentIDs.convocation(mission: missionID, participant: participantID), version: 1,
            participantID: participantID, mission: description, issuedAt: Instant(issuedAt))
    }
}
