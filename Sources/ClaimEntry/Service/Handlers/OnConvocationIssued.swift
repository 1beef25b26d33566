import ClaimEntryDomain
import Contracts
import Postgres
import Tariffs
import TransactionalMessaging
import Vocabulary

/// Prepares exactly one claim for each convocation; a new version renews it until something was sent.
struct OnConvocationIssued: MessageHandler {
    var tables = OperatorTables.demonstration

    func handle(
        _ payload: ConvocationIssued, envelope: Envelope, in connection: isolated Connection
    ) throws -> Effects {
        try handle(batch: [(payload, envelope)], in: connection)
    }

    func handle(batch: [(ConvocationIssued, Envelope)], in connection: isolated Connection) throws -> Effects {
        let known = try connection.run(SelectPeople(people: batch.map(\.0.participantID)))
        let people = Dictionary(known, uniquingKeysWith: { first, _ in first })
        let claims = try batch.map { convocation, _ in
            guard let person = people[convocation.participantID] else { throw PersonNotKnownYet() }
            return try prepare(convocation, for: person)
        }
        let written = Set(try connection.run(PrepareClaims(claims: claims)))
        let amended = claims.filter { $0.convocation.changes?.isEmpty == false }
        if !amended.isEmpty { try connection.execute(NoteAmendments(claims: amended)) }
        return Effects(messages: claims.filter { written.contains($0.claimID) }.map(\.prepared))
    }

    private func prepare(_ convocation: ConvocationIssued, for person: EntryPerson) throws -> PreparedClaim {
        guard !convocation.mission.slots.isEmpty else { throw Unprocessable("the mission has no slot") }
        return PreparedClaim(
            claimID: ClaimID(of: convocation.convocationID), convocation: convocation,
            rights: Rights(of: ConvenedMission(convocation.mission), for: person, tables: tables),
            mission: try WireJSON.text(convocation.mission))
    }
}

/// The convocation has overtaken the person, who stands in another stream.
struct PersonNotKnownYet: RetryLater, CustomStringConvertible {
    var description: String { "the convened person is not known yet" }
}

extension ClaimID {
    /// One convocation, one claim: the same identifier however often it is made.
    init(of convocation: ConvocationID) { self.init(rawValue: nameBasedUUID(convocation.rawValue, "claim")) }
}

extension PreparedClaim {
    var prepared: ClaimPrepared {
        ClaimPrepared(
            claimID: claimID, convocationID: convocation.convocationID, participantID: convocation.participantID,
            mission: convocation.mission, indemnity: rights.indemnity.wire, travel: rights.travel.wire)
    }
}
