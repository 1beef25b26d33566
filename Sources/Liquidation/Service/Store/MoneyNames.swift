import Crypto
import Foundation
import LiquidationDomain
import Vocabulary

/// Identifiers that follow from what they name: the same decision, worked on twice, gives the same payment and the
/// same cause, and a unique constraint then stops the second.
enum MoneyNames {
    /// The order of one attempt to pay one track of one liquidation.
    static func payment(_ claim: ClaimID, _ track: Track, liquidation: Int, attempt: Int) -> PaymentID {
        PaymentID(rawValue: uuid("payment|\(claim)|\(track.rawValue)|\(liquidation)|\(attempt)"))
    }

    /// The posting that fixes an amount owed.
    static func established(_ claim: ClaimID, _ track: Track, liquidation: Int) -> UUID {
        uuid("established|\(claim)|\(track.rawValue)|\(liquidation)")
    }

    /// The posting of one change of one payment.
    static func moved(_ payment: PaymentID, revision: Int) -> UUID { uuid("moved|\(payment)|\(revision)") }

    /// The posting of a payment that came after its return; at most one for each incident.
    /// - Parameter earlier: how many incidents of that order were closed before.
    static func paidAfterReturn(_ payment: PaymentID, earlier: Int) -> UUID {
        uuid("paid-after-return|\(payment)" + (earlier == 0 ? "" : "|\(earlier)"))
    }

    /// The posting that clears it.
    static func incidentClosed(_ incident: Int64) -> UUID { uuid("incident-closed|\(incident)") }

    /// The first 128 bits of SHA-256, marked as version 8. Source: RFC 9562, section 5.8.
    private static func uuid(_ name: String) -> UUID {
        var bytes = Array(SHA256.hash(data: Array("imagin.liquidation|\(name)".utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}
