/// Every message, every queue, and who reads what. The broker's topology is compared with it by a test.
public enum MessageCatalog {
    /// All messages, by producer and then in the order of a claim's life.
    public static let messages: [any Message.Type] = [
        PersonRegistered.self, PersonChanged.self, ConvocationIssued.self, ConvocationWithdrawn.self,
        ReplacementOffered.self, ConvocationSubstituted.self,
        ClaimPrepared.self, ClaimCancelled.self, ClaimSubmitted.self, MissionDeclaredNotPerformed.self,
        ClaimReturned.self, FactsCertified.self, ClaimClosed.self,
        AmountsEstablished.self, PaymentOrdered.self, PaymentBlocked.self, PaymentSent.self, PaymentSettled.self,
        PaymentReturned.self, IndemnityInstructed.self, DossierAssessed.self,
        IndemnityReported.self,
    ]

    /// The exchanges, one for each producer.
    public static let exchanges = ["assignment", "claim-entry", "validation", "liquidation", "payroll"]

    /// The exchange and the suffix of the queues that take what the broker could not deliver.
    public static let deadLetterExchange = "dead-letters"
    public static let deadLetterSuffix = ".dead"

    /// All queues. A queue is bound to whole stream families, because the gate on numbers needs every fact.
    public static let queues: [Queue] = [
        Queue("claim-entry.assignment", from: "assignment", families: ["person", "convocation", "substitution"]),
        Queue("claim-entry.validation", from: "validation", families: ["decision"]),
        Queue("claim-entry.liquidation", from: "liquidation", families: ["liquidation", "dossier"]),
        Queue("validation.assignment", from: "assignment", families: ["person", "convocation", "substitution"]),
        Queue("validation.claim-entry", from: "claim-entry", families: ["claim"]),
        Queue("validation.liquidation", from: "liquidation", families: ["liquidation"]),
        Queue("liquidation.assignment", from: "assignment", families: ["person"]),
        Queue("liquidation.validation", from: "validation", families: ["decision"]),
        Queue("liquidation.payroll", from: "payroll", families: ["payroll-report"]),
        Queue(
            "portal.assignment", from: "assignment",
            families: ["person", "convocation", "replacement-offer", "substitution"]),
        Queue("portal.validation", from: "validation", families: ["decision"]),
        Queue("portal.liquidation", from: "liquidation", families: ["liquidation"]),
        Queue("payroll.indemnities", from: "liquidation", families: ["payroll-instruction"]),
    ]

    /// The stream family of each message type.
    public static let families: [MessageType: String] = [
        PersonRegistered.type: "person", PersonChanged.type: "person",
        ConvocationIssued.type: "convocation", ConvocationWithdrawn.type: "convocation",
        ReplacementOffered.type: "replacement-offer", ConvocationSubstituted.type: "substitution",
        ClaimPrepared.type: "claim", ClaimCancelled.type: "claim", ClaimSubmitted.type: "claim",
        MissionDeclaredNotPerformed.type: "claim",
        ClaimReturned.type: "decision", FactsCertified.type: "decision", ClaimClosed.type: "decision",
        AmountsEstablished.type: "liquidation", PaymentOrdered.type: "liquidation",
        PaymentBlocked.type: "liquidation", PaymentSent.type: "liquidation", PaymentSettled.type: "liquidation",
        PaymentReturned.type: "liquidation",
        IndemnityInstructed.type: "payroll-instruction", DossierAssessed.type: "dossier",
        IndemnityReported.type: "payroll-report",
    ]
}

/// One queue: which exchange feeds it, and with which stream families.
public struct Queue: Hashable, Sendable {
    public let name: String
    public let exchange: String
    public let families: [String]

    init(_ name: String, from exchange: String, families: [String]) {
        (self.name, self.exchange, self.families) = (name, exchange, families)
    }

    /// The service that consumes it.
    public var consumer: String { String(name.prefix { $0 != "." }) }

    /// The routing keys that are bound: all types of its families.
    public var routingKeys: [String] {
        MessageCatalog.messages.map { $0.type }
            .filter { $0.producer == exchange && families.contains(MessageCatalog.families[$0] ?? "") }
            .map(\.description)
    }
}
