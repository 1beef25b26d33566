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

    /// All queues. One that follows the order of its streams is bound to whole families, because the gate on numbers
    /// needs every fact; one for which the order means nothing is bound to what it uses (decision 0046).
    public static let queues: [Queue] = [
        Queue("claim-entry.assignment", from: "assignment", families: ["person", "convocation", "substitution"]),
        Queue("claim-entry.validation", from: "validation", families: ["decision"]),
        Queue("claim-entry.liquidation", from: "liquidation", families: ["liquidation", "dossier"]),
        Queue("validation.assignment", from: "assignment", families: ["person", "convocation", "substitution"]),
        Queue("validation.claim-entry", from: "claim-entry", families: ["claim"]),
        Queue("liquidation.assignment", from: "assignment", families: ["person"]),
        Queue("liquidation.validation", from: "validation", families: ["decision"]),
        Queue("liquidation.payroll", from: "payroll", families: ["payroll-report"]),
        Queue(
            "portal.assignment", from: "assignment",
            families: ["person", "convocation", "replacement-offer", "substitution"]),
        Queue("portal.validation", from: "validation", only: [ClaimReturned.type]),
        Queue(
            "portal.liquidation", from: "liquidation",
            only: [AmountsEstablished.type, PaymentSettled.type, PaymentReturned.type]),
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

/// One queue: which exchange feeds it, and with what.
public struct Queue: Hashable, Sendable {
    public let name: String
    public let exchange: String
    /// Whether its facts are applied in the order of their streams.
    public let isOrdered: Bool
    /// The routing keys that are bound, in the catalogue's order.
    public let routingKeys: [String]

    /// A queue that follows whole stream families, each stream in its order.
    init(_ name: String, from exchange: String, families: Set<String>) {
        self.init(name, exchange, isOrdered: true) { families.contains(MessageCatalog.families[$0] ?? "") }
    }

    /// A queue whose facts mean the same in any order.
    init(_ name: String, from exchange: String, only types: Set<MessageType>) {
        self.init(name, exchange, isOrdered: false, where: types.contains)
    }

    private init(_ name: String, _ exchange: String, isOrdered: Bool, where isRead: (MessageType) -> Bool) {
        (self.name, self.exchange, self.isOrdered) = (name, exchange, isOrdered)
        routingKeys = MessageCatalog.messages.map { $0.type }.filter { $0.producer == exchange && isRead($0) }
            .map(\.description)
    }

    /// The service that consumes it.
    public var consumer: String { String(name.prefix { $0 != "." }) }
}
