import Contracts
import Foundation
import Vocabulary

extension ConvocationSubstituted {
    /// What links the two convocations of an accepted offer; nil if the absent person's was withdrawn before.
    init?(_ offer: OfferView, _ drafts: [ConvocationDraft], at now: Date) {
        guard let gone = drafts.first(where: { $0.participant == offer.absent && $0.kind == .withdrawn }),
            let come = drafts.first(where: { $0.participant == offer.participant && $0.kind == .issued }),
            let mission = come.detail.description(of: MissionID(rawValue: offer.mission))
        else { return nil }
        self.init(
            substitutionID: SubstitutionID(rawValue: offer.substitution), mission: mission, withdrawn: Side(gone),
            issued: Side(come), substitutedAt: Instant(now), requestedBy: AccountID(rawValue: offer.requestedBy))
    }
}

extension ConvocationSubstituted.Side {
    init(_ draft: ConvocationDraft) {
        self.init(
            convocationID: draft.convocationID, version: draft.version,
            participantID: ParticipantID(rawValue: draft.participant))
    }
}
