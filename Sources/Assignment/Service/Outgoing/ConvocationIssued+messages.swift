import Contracts
import Foundation
import Vocabulary

extension ConvocationDraft {
    var convocationID: ConvocationID {
        AssignmentIDs.convocation(
            mission: MissionID(rawValue: mission), participant: ParticipantID(rawValue: participant))
    }

    /// What the other services hear of it; nil only if the registry held what no import lets in.
    func message(_ run: ConvocationRun, _ seal: AnswerSeal) -> (any Message)? {
        let participantID = ParticipantID(rawValue: participant)
        if kind == .withdrawn {
            return ConvocationWithdrawn(
                convocationID: convocationID, participantID: participantID, reason: run.reason,
                withdrawnAt: Instant(run.at), mission: detail.description(of: MissionID(rawValue: mission)))
        }
        guard let description = detail.description(of: MissionID(rawValue: mission)) else { return nil }
        return ConvocationIssued(
            convocationID: convocationID, version: version, participantID: participantID, mission: description,
            issuedAt: Instant(run.at),
            changes: before.map { ConvocationDifference(from: $0, to: detail).parts },
            reason: before.map { _ in run.reason },
            answerPath: seal.path(ofConvocation: convocationID.rawValue, version: version))
    }
}

extension ConvocationDetail {
    func description(of missionID: MissionID) -> MissionDescription? {
        guard let commune = CommuneCode(communeCode) else { return nil }
        return MissionDescription(
            missionID: missionID, session: session, kind: MissionKind(code: kind), exam: Exam(code: exam), test: test,
            office: office, centreCode: centreCode, centreName: centreName,
            commune: CommuneName(code: commune, name: communeName), remote: remote,
            evaluation: Evaluation(code: evaluation), slots: slots.compactMap { Slot(written: $0) },
            minutesPerCandidate: minutesPerCandidate)
    }
}
