import Contracts
import Postgres
import TransactionalMessaging
import Vocabulary

/// A fact of another service about one claim.
protocol ClaimFact: Message {
    var claimID: ClaimID { get }
}

extension ClaimReturned: ClaimFact {}
extension FactsCertified: ClaimFact {}
extension ClaimClosed: ClaimFact {}
extension AmountsEstablished: ClaimFact {}
extension PaymentBlocked: ClaimFact {}
extension PaymentOrdered: ClaimFact { var claimID: ClaimID { payment.claimID } }
extension PaymentSent: ClaimFact { var claimID: ClaimID { payment.claimID } }
extension PaymentSettled: ClaimFact { var claimID: ClaimID { payment.claimID } }
extension PaymentReturned: ClaimFact { var claimID: ClaimID { payment.claimID } }

/// Keeps what validation and liquidation said; the claim's standing is derived from it when somebody looks.
///
/// Nothing is decided here, so all these facts have the same handler and a batch is two statements.
struct OnClaimFact<Payload: ClaimFact>: MessageHandler {
    func handle(_ payload: Payload, envelope: Envelope, in connection: isolated Connection) throws -> Effects {
        try handle(batch: [(payload, envelope)], in: connection)
    }

    func handle(batch: [(Payload, Envelope)], in connection: isolated Connection) throws -> Effects {
        let known = Set(try connection.run(SelectKnownClaims(claims: batch.map(\.0.claimID))))
        // Claims are made here: one that is unknown will never come.
        guard batch.allSatisfy({ known.contains($0.0.claimID) }) else {
            throw Unprocessable("claim entry has never prepared this claim")
        }
        let facts = try batch.map { payload, envelope in
            SaidFact(claimID: payload.claimID, envelope: envelope, body: try WireJSON.text(payload))
        }
        try connection.execute(InsertSaid(facts: facts))
        return .none
    }
}
