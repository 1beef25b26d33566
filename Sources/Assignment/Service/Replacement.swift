import AssignmentDomain
import Foundation
import Postgres
import TransactionalMessaging

/// One person's answer to the question whether they replace somebody; all of it in one transaction.
struct Replacement: Sendable {
    private let offer: OfferView
    private let now: Date
    private let signatory: [String]

    init(_ offer: OfferView, at now: Date, signatory: [String]) {
        (self.offer, self.now, self.signatory) = (offer, now, signatory)
    }

    func decline(in connection: isolated Connection) throws -> Effects {
        try connection.execute(AnswerOffer(offer: offer.id, answer: "declined", at: now))
        return Effects(messages: [], audit: [entry("decline-replacement")])
    }

    /// The first has the seat: the plan changes, the absent person's convocation is withdrawn and the new one issued.
    /// For the others the answer is kept, and says why it came to nothing.
    func accept(in connection: isolated Connection) throws -> Effects {
        let plan = try connection.run(LockSession(session: offer.session)).first ?? nil
        guard let plan, try connection.run(LockSubstitution(id: offer.substitution)).first == .open else {
            return try settle("too-late", in: connection)
        }
        guard let session = try connection.run(SelectSessions(session: offer.session)).first,
            var view = try SeatView.load(session, offer.missionCode, in: connection)
        else { return try settle("impossible", in: connection) }
        // Who is absent leaves whatever a manager had decided; the decision is replaced only once the seat is taken.
        view.ranking.free(offer.absentNumber)
        let change = SeatChange(view, removing: offer.absentNumber, adding: offer.number)
        guard change.faults.isEmpty else { return try settle("impossible", in: connection) }
        let decision = ManualDecision(by: offer.participant, name: "\(offer.name), par remplacement", at: now)
        try change.carryOut(nameBasedUUID(offer.id, "plan"), on: plan, decision, in: connection)
        try connection.execute(
            UpsertManagerRule(
                mission: offer.mission, number: offer.absentNumber, rule: "avoid", reason: offer.reason,
                decision: decision))
        try connection.execute(AnswerOffer(offer: offer.id, answer: "accepted", at: now))
        try connection.execute(SettleSubstitution(id: offer.substitution, state: .filled, at: now))
        let run = ConvocationRun(
            id: nameBasedUUID(offer.id, "run"), session: offer.session, by: offer.participant, name: decision.name,
            at: now, reason: "Vous êtes remplacé(e) : \(offer.reason)", signatory: signatory)
        var effects = try OfficialRun(run, offices: []).replace(offer, in: connection)
        effects.audit.append(entry("accept-replacement"))
        return effects
    }

    private func settle(_ answer: String, in connection: isolated Connection) throws -> Effects {
        try connection.execute(AnswerOffer(offer: offer.id, answer: answer, at: now))
        return Effects(messages: [], audit: [entry("replacement-\(answer)")])
    }

    private func entry(_ action: String) -> AuditEntry {
        AuditEntry(
            actor: offer.participant.uuidString, action: action,
            subject: "substitution/\(offer.substitution.uuidString.lowercased())", detail: "{}")
    }
}
