import Contracts
import Foundation
import Postgres
import TransactionalMessaging
import Vocabulary

/// Brings convocations to what the accepted plan says. Does what is missing: doing it twice changes nothing.
struct OfficialRun: Sendable {
    private let run: ConvocationRun
    private let offices: [String]

    init(_ run: ConvocationRun, offices: [String]) { (self.run, self.offices) = (run, offices) }

    func execute(in connection: isolated Connection) throws -> Effects {
        _ = try connection.run(LockSession(session: run.session))
        return try write(try drafts(in: connection), "issue-convocations", in: connection)
    }

    /// Only the two convocations of one replacement, and the word that they are one seat; the others wait for the
    /// manager's run.
    func replace(_ offer: OfferView, in connection: isolated Connection) throws -> Effects {
        let drafts = try drafts(in: connection).filter {
            $0.mission == offer.mission && [offer.absent, offer.participant].contains($0.participant)
        }
        var effects = try write(drafts, "replace-convocation", in: connection)
        if let link = ConvocationSubstituted(offer, drafts, at: run.at) { effects.messages.append(link) }
        return effects
    }

    private func drafts(in connection: isolated Connection) throws -> [ConvocationDraft] {
        try connection.run(SelectConvocationDrafts(session: run.session, offices: offices)).compactMap { $0 }
    }

    private func write(
        _ drafts: [ConvocationDraft], _ action: String, in connection: isolated Connection
    ) throws -> Effects {
        guard !drafts.isEmpty else { return Effects(messages: [], audit: []) }
        let seal = try AnswerSeal.load(in: connection)
        let messages = drafts.compactMap { $0.message(run, seal) }
        precondition(messages.count == drafts.count, "a mission of the registry cannot be written as a message")
        let counts = ConvocationCounts(drafts)
        try connection.execute(InsertConvocationRun(run: run, counts: counts))
        try connection.execute(
            InsertConvocations(ids: drafts.map(\.convocationID.rawValue), drafts: drafts, run: run))
        let entry = AuditEntry(
            actor: run.by.uuidString, action: action, subject: "session/\(run.session)",
            detail: """
                {"issued": \(counts.issued), "amended": \(counts.amended), "withdrawn": \(counts.withdrawn)}
                """)
        return Effects(messages: messages, audit: [entry])
    }
}
