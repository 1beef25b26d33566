public import Foundation

/// A UUID that names one kind of thing; two kinds never mix. Written in lower case on the wire.
public protocol Identifier: RawRepresentable<UUID>, Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    init(rawValue: UUID)
}

extension Identifier {
    /// Reads the usual 36-character form, in either case; nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard let uuid = UUID(text: text) else { return nil }
        self.init(rawValue: uuid)
    }

    public var description: String { rawValue.text }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue.precedes(right.rawValue) }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let uuid = UUID(text: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
        }
        self.init(rawValue: uuid)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A person who takes part in juries (*intervenant*).
public struct ParticipantID: Identifier {
    public let rawValue: UUID
    public init(rawValue: UUID) { self.rawValue = rawValue }
}

/// One job at one centre on given half-days (*mission*).
public struct MissionID: Identifier {
    public let rawValue: UUID
    public init(rawValue: UUID) { self.rawValue = rawValue }
}

/// One participant convened to one mission (*convocation*); its versions share the identifier.
public struct ConvocationID: Identifier {
    public let rawValue: UUID
    public init(rawValue: UUID) { self.rawValue = rawValue }
}

/// One person asked to replace an absent colleague in one mission.
public struct OfferID: Identifier {
    public let rawValue: UUID
    public init(rawValue: UUID) { self.rawValue = rawValue }
}

/// Somebody who signs in (*compte*).
public struct AccountID: Identifier {
    public let rawValue: UUID
    public init(rawValue: UUID) { self.rawValue = rawValue }
}

/// One absent person whose place in one mission somebody else takes.
public struct SubstitutionID: Identifier {
    public let rawValue: UUID
    public init(rawValue: UUID) { self.rawValue = rawValue }
}

/// What a participant declares for one convocation (*état de frais*).
public struct ClaimID: Identifier {
    public let rawValue: UUID
    public init(rawValue: UUID) { self.rawValue = rawValue }
}

/// One declared fact of a claim (*ligne*).
public struct LineID: Identifier {
    public let rawValue: UUID
    public init(rawValue: UUID) { self.rawValue = rawValue }
}

/// One payment order: a payroll instruction or a bank transfer (*ordre de paiement*).
public struct PaymentID: Identifier {
    public let rawValue: UUID
    public init(rawValue: UUID) { self.rawValue = rawValue }
}
