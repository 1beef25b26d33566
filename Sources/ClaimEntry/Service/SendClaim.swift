import ClaimEntryDomain
import Contracts
import Foundation
import Postgres
import Tariffs
import TransactionalMessaging
import Vocabulary

/// The global validation of one claim: lock, decide, write, tell.
struct SendClaim: Sendable {
    enum Outcome: Sendable {
        case sent(Submission)
        case refused([EntryGround])
    }

    let claim: ClaimID
    let participant: UUID
    let typed: TypedEntry
    let now: Date
    let calendar: EntryCalendar
    let tables: OperatorTables

    /// Nil when the participant has no such claim.
    func run(in connection: isolated Connection) throws -> (Outcome, Effects)? {
        try connection.enqueue(LockClaim(claim: claim))
        let select = SelectClaim(participant: participant, claim: claim)
        guard var read = try ReadClaim.load(select, tables, in: connection).first else { return nil }
        read.today = LocalClock.day(now)
        let entry = read.typed.overlaid(with: typed)
        let declaration = Declaration(entry, about: read.subject)
        let verdict = read.claim.submitting(declaration, at: LocalClock.moment(now), calendar: calendar)
        let submission: Submission
        switch verdict {
        case .accepted(let accepted): submission = accepted
        case .refused(let grounds): return (.refused(grounds), .none)
        }
        let (message, body) = try message(submission)
        try connection.enqueue(
            UpdateEntry(
                claim: claim, entry: try WireJSON.text(entry), savedAt: now, submission: submission.number))
        let stored = StoredSubmission(
            number: submission.number, performed: message is ClaimSubmitted, body: body, sentAt: now)
        try connection.enqueue(InsertSubmission(claim: claim, submission: stored))
        return (.sent(submission), [message])
    }

    private func message(_ submission: Submission) throws -> (any Message, String) {
        let owner = ParticipantID(rawValue: participant)
        switch submission.content {
        case .declared(let journey, let lines):
            let fact = ClaimSubmitted(
                claimID: claim, participantID: owner, submission: submission.number, trip: journey?.trip,
                carAuthorised: journey?.carAuthorised, lines: lines, remark: submission.remark,
                submittedAt: Instant(now))
            return (fact, try WireJSON.text(fact))
        case .notPerformed(let reason, let explanation):
            let fact = MissionDeclaredNotPerformed(
                claimID: claim, participantID: owner, submission: submission.number, reason: reason.rawValue,
                explanation: explanation, declaredAt: Instant(now))
            return (fact, try WireJSON.text(fact))
        }
    }
}
