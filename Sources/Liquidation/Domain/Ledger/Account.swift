public import Vocabulary

/// One account of one track. A debit is positive, a credit negative.
public struct Account: Hashable, Sendable, CustomStringConvertible {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// What exams cost.
        case expense
        /// What is owed to participants and not yet in any file.
        case payable
        /// What stands in a bank file that is not released.
        case inFile = "in-file"
        /// What payroll or bank has been told to pay.
        case inTransit = "in-transit"
        /// What they have paid.
        case paid
        /// What was paid twice or too much, and has to come back.
        case recoverable
    }

    public let kind: Kind
    public let track: Track

    public init(_ kind: Kind, _ track: Track) { (self.kind, self.track) = (kind, track) }

    /// Reads `payable.travel`; nil for any other text.
    public init?(code: String) {
        let parts = code.split(separator: ".")
        guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])),
            let track = Track(rawValue: String(parts[1]))
        else { return nil }
        self.init(kind, track)
    }

    /// As it stands in tables.
    public var description: String { "\(kind.rawValue).\(track.rawValue)" }

    public static let all = Kind.allCases.flatMap { kind in Track.allCases.map { Account(kind, $0) } }
}

extension PaymentState {
    /// The account that carries the money while the payment stands here.
    public var account: Account.Kind {
        switch self {
        case .blocked, .ordered, .returned: .payable
        case .inFile: .inFile
        case .released, .sent, .unknown, .instructed: .inTransit
        case .settled: .paid
        }
    }
}
