import Contracts
import Foundation
import Testing

@testable import Broker
@testable import TransactionalMessaging

private let binding = QueueBinding(queue: "validation.claim-entry", handlers: [], ignored: [ClaimCancelled.self])
private let type = ClaimCancelled.type.description
private let body = Array(
    """
    {"specversion":"1.0","id":"2ed6657d-e927-568b-95e1-2665a8aea6a2","source":"/claim-entry","type":"\(type)",
     "stream":"claim/x","streamno":1,"time":"2026-06-18T05:45:00.000Z","data":{}}
    """.utf8)

private func refusal(of body: [UInt8], type: String? = type, hash: String? = nil) -> String? {
    do throws(Unreadable) {
        _ = try binding.read(body, type: type, claimedHash: hash)
        return nil
    } catch {
        return error.reason
    }
}

@Test func aKnownMessageIsRead() throws {
    let arrival = try binding.read(body, type: type)

    #expect(arrival.stream == "claim/x")
    #expect(arrival.number == 1)
}

@Test func aHeldBodyNamesItsTypeItself() throws {
    #expect(try binding.read(body, type: nil).envelope.type == ClaimCancelled.type)
}

@Test func whatIsNotJSONIsRefusedWithThePlace() {
    #expect(refusal(of: Array("{".utf8))?.contains("the body") == true)
}

@Test func aFieldThatIsMissingIsNamed() {
    #expect(refusal(of: Array("{\"specversion\":\"1.0\"}".utf8)) == "the body lacks id")
}

@Test func anOversizedBodyIsRefusedUnread() {
    #expect(refusal(of: [UInt8](repeating: 32, count: Envelope.largestBody + 1))?.contains("at most") == true)
}

@Test func aBodyOfAnotherHashIsRefused() {
    #expect(refusal(of: body, hash: String(repeating: "0", count: 64))?.contains("hash") == true)
}

@Test func aBodyOfTheRightHashIsRead() {
    #expect(refusal(of: body, hash: QueueBinding.hexadecimal(MessageCoding.sha256(body))) == nil)
}

@Test(arguments: ["claim-entry.claim-cancelled.v2", "claim-entry.unheard-of.v1", "nonsense", ""])
func anUnknownTypeOrVersionIsRefused(_ name: String) {
    #expect(refusal(of: body, type: name) != nil)
}

@Test func aTypeThatContradictsTheEnvelopeIsRefused() {
    let other = String(decoding: body, as: UTF8.self).replacingOccurrences(of: type, with: "claim-entry.other.v1")

    #expect(refusal(of: Array(other.utf8))?.contains("sent as") == true)
}

@Test func bytesAreWrittenInHexadecimal() {
    #expect(QueueBinding.hexadecimal([0, 15, 16, 255]) == "000f10ff")
}
