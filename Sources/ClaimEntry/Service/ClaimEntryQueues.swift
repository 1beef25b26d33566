import Contracts
import Tariffs
import TransactionalMessaging

/// What claim entry hears, and what it does with it.
enum ClaimEntryQueues {
    static func all(_ tables: OperatorTables) -> [QueueBinding] {
        [
            QueueBinding(
                queue: "claim-entry.assignment",
                handlers: [
                    OnPersonDescribed<PersonRegistered>(), OnPersonDescribed<PersonChanged>(),
                    OnConvocationIssued(tables: tables),
                    OnConvocationWithdrawn(), OnConvocationSubstituted(),
                ]),
            QueueBinding(
                queue: "claim-entry.validation",
                handlers: [OnClaimFact<ClaimReturned>(), OnClaimFact<FactsCertified>(), OnClaimFact<ClaimClosed>()]),
            QueueBinding(
                queue: "claim-entry.liquidation",
                handlers: [
                    OnClaimFact<AmountsEstablished>(), OnClaimFact<PaymentOrdered>(), OnClaimFact<PaymentBlocked>(),
                    OnClaimFact<PaymentSent>(), OnClaimFact<PaymentSettled>(), OnClaimFact<PaymentReturned>(),
                    OnDossierAssessed(),
                ]),
        ]
    }
}
