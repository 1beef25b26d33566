import Broker
import Contracts
import Foundation
import PlainJSON

/// Reads bodies; what is wrong is said without the values.
enum BodyReader {
    static func decode<Value: Decodable>(_ type: Value.Type, _ body: [UInt8]) throws -> Value {
        try PlainJSON.read(type, body)
    }

    /// Where and what, without what stood there.
    static func fault(_ error: any Error) -> String {
        func path(_ context: DecodingError.Context) -> String {
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return path.isEmpty ? "the body" : path
        }
        switch error as? DecodingError {
        case .keyNotFound(let key, let context): return "\(path(context)) lacks \(key.stringValue)"
        case .typeMismatch(let type, let context): return "\(path(context)) is not \(type)"
        case .valueNotFound(let type, let context): return "\(path(context)) is null, not \(type)"
        case .dataCorrupted(let context): return "\(path(context)): \(context.debugDescription)"
        default: return "cannot be read: \(type(of: error))"
        }
    }
}

/// A message that can be given to its handler.
struct Arrival: Sendable {
    let fact: any DecodedFact
    let body: [UInt8]
    let hash: [UInt8]
    /// Nil when the type has no effect here.
    let handler: (any ErasedHandler)?
    /// How often it was tried, if it was held.
    var attempts = 0

    var envelope: Envelope { fact.envelope }
    var stream: String { envelope.stream.description }
    var number: Int64 { envelope.number }
}

/// A message that cannot, and why.
struct Unreadable: Error, Sendable {
    let messageID: UUID?
    /// As its sender named it outside the body.
    let type: String?
    let body: [UInt8]
    let hash: [UInt8]
    let reason: String
}

extension QueueBinding {
    /// Reads a delivery: size, hash, type, version, envelope, data. Throws `Unreadable`.
    func read(_ delivery: Delivery) throws(Unreadable) -> Arrival {
        var claimed: String?
        if case .text(let text)? = delivery.headers["sha256"] { claimed = text }
        return try read(
            delivery.body, type: delivery.properties.type ?? delivery.routingKey, claimedHash: claimed,
            messageID: delivery.messageID.flatMap(UUID.init(uuidString:)))
    }

    /// The same for a body that was held or replayed, whose type stands in its envelope.
    func read(
        _ body: [UInt8], type name: String?, claimedHash: String? = nil, messageID: UUID? = nil
    ) throws(Unreadable) -> Arrival {
        let hash = MessageCoding.sha256(body)
        func refuse(_ reason: String) -> Unreadable {
            Unreadable(messageID: messageID, type: name, body: body, hash: hash, reason: reason)
        }
        guard body.count <= Envelope.largestBody else {
            throw refuse("the body has \(body.count) bytes; at most \(Envelope.largestBody) are taken")
        }
        if let claimedHash, claimedHash != Self.hexadecimal(hash) {
            throw refuse("the body is not the one that was sent: its hash differs")
        }
        do {
            guard let type = try name.map(MessageType.init) ?? BodyReader.decode(Envelope.self, body).type else {
                throw refuse("no message type as service.fact.v1")
            }
            let handler = handlers[type]
            guard handler != nil || ignored.contains(type) else {
                throw refuse("type \(type) is not known to this consumer: deploy the version that knows it, and replay")
            }
            let fact =
                try handler?.decode(body) ?? IgnoredFact(envelope: BodyReader.decode(Envelope.self, body))
            guard fact.envelope.type == type else {
                throw refuse("sent as \(type), and says it is \(fact.envelope.type)")
            }
            return Arrival(fact: fact, body: body, hash: hash, handler: handler)
        } catch let error as Unreadable {
            throw error
        } catch {
            throw refuse(BodyReader.fault(error))
        }
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: bytes.count * 2) { text in
            for (index, byte) in bytes.enumerated() {
                text[2 * index] = digits[Int(byte >> 4)]
                text[2 * index + 1] = digits[Int(byte & 15)]
            }
            return bytes.count * 2
        }
    }
}
