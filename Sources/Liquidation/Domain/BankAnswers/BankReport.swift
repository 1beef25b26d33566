public import Vocabulary

/// A payment status report (pain.002), as read from a file; nothing is decided yet.
/// Source: ISO 20022 CustomerPaymentStatusReport, versions 03 and later.
public struct BankReport: Hashable, Sendable {
    public struct Statement: Hashable, Sendable {
        public let status: BankStatus?
        public let reason: String?
        public let information: String?
        /// Where it stands, for messages: `OrgnlPmtInfAndSts[1]/TxInfAndSts[3]`.
        public let path: String
    }

    public struct Transfer: Hashable, Sendable {
        public let endToEndID: String
        public let amount: Money?
        public let statement: Statement
    }

    public struct Block: Hashable, Sendable {
        public let originalID: String
        public let statement: Statement
        public let transfers: [Transfer]
    }

    public let messageID: String
    public let createdOn: CalendarDay
    public let originalMessageID: String
    public let originalCount: Int?
    public let originalSum: Money?
    public let group: Statement
    public let blocks: [Block]
}

/// Something in an answer that cannot be right, and where.
public struct ReportProblem: Error, Hashable, Sendable {
    /// Path of the element, with the line of the file when it is known.
    public let path: String
    /// What is wrong and what would be right, in French.
    public let sentence: String

    public init(path: String, sentence: String) { (self.path, self.sentence) = (path, sentence) }
}

/// Everything that is wrong with an answer: nothing of it is taken.
public struct ReportProblems: Error, Hashable, Sendable {
    public let all: [ReportProblem]

    public init(all: [ReportProblem]) { self.all = all }
}
