import Broker
import Contracts
import Foundation
import ServiceRuntime
import TestServers

@testable import TransactionalMessaging

/// What can be wrong with a message so that nobody can read it.
enum Spoiled: String, CaseIterable, Sendable {
    case cutOff, notJSON, empty, otherShape, withoutStream, laterVersion, otherTypeInside, tooLarge, wrongHash
    case noUTF8, missingData, nulInStream, nulInType

    /// A part of what the operator reads.
    var reason: String {
        switch self {
        case .cutOff, .notJSON, .empty, .noUTF8: "the body"
        case .otherShape: "is not"
        case .withoutStream: "lacks stream"
        case .nulInStream: "family/id"
        case .nulInType: "no message type"
        case .missingData: "lacks"
        case .laterVersion: "is not known to this consumer"
        case .otherTypeInside: "and says it is"
        case .tooLarge: "at most 262144"
        case .wrongHash: "hash differs"
        }
    }

    /// A type without effect is not read beyond its envelope.
    func concerns(_ bench: FaultBench) -> Bool {
        guard self == .missingData, let type = MessageType(bench.type) else { return true }
        return bench.service.assembly.queues.first { $0.queue == bench.queue.name }?.handlers[type] != nil
    }

    func spoil(_ right: Fact, for queue: String) throws -> OutgoingMessage {
        var fact = right
        let body = try right.body()
        switch self {
        case .cutOff: return try right.message(to: queue, body: Array(body.dropLast(body.count / 3)))
        case .notJSON: return try right.message(to: queue, body: Array("<claim \(right.id)/>".utf8))
        case .noUTF8:
            return try right.message(to: queue, body: [0x7B, 0x22, 0xFF, 0xFE] + Array(right.id.uuidString.utf8))
        case .empty: return try right.message(to: queue, body: [])
        case .otherShape: return try right.message(to: queue, body: Array("[\"\(right.id)\"]".utf8))
        case .withoutStream: fact.json["stream"] = nil
        case .missingData: fact.json["data"] = [String: String]()
        case .laterVersion:
            fact.type = right.type.replacing(".v1", with: ".v7")
            fact.json["type"] = fact.type
        case .nulInStream: fact.json["stream"] = "claim/\u{0}"
        case .nulInType:
            fact.type = "no\u{0}type"
            fact.json["subject"] = "as no type"
        case .otherTypeInside: fact.json["type"] = right.type.replacing(".v1", with: ".v2")
        case .tooLarge: fact.json["padding"] = String(repeating: "x", count: 262_144)
        case .wrongHash:
            var message = try right.message(to: queue)
            message.body = Array(String(decoding: body, as: UTF8.self).replacing("\"1.0\"", with: "\"1.0\" ").utf8)
            return message
        }
        return try fact.message(to: queue)
    }
}
