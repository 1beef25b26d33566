public import Foundation
import Vocabulary

/// A CloudEvents 1.0 event in structured JSON, with the stream and number as extensions.
/// Source: CloudEvents specification 1.0.2, JSON event format.
public struct Envelope: Hashable, Sendable {
    /// UUIDv5 of stream and number: the same decision always has the same id.
    public let id: UUID
    public let type: MessageType
    public let stream: StreamName
    /// 1, 2, 3… within the stream.
    public let number: Int64
    public let time: Date
    /// W3C trace context, when the cause carried one.
    public let traceparent: String?

    public init(
        id: UUID, type: MessageType, stream: StreamName, number: Int64, time: Date, traceparent: String? = nil
    ) {
        (self.id, self.type, self.stream) = (id, type, stream)
        (self.number, self.time, self.traceparent) = (number, time, traceparent)
    }

    /// The media type of a message body.
    public static let contentType = "application/cloudevents+json"

    /// The largest body, in bytes.
    public static let largestBody = 262_144
}

/// The whole body of a message: envelope and data.
public struct Event<Payload: Message>: Codable, Hashable, Sendable {
    public let envelope: Envelope
    public let data: Payload

    public init(envelope: Envelope, data: Payload) {
        (self.envelope, self.data) = (envelope, data)
    }

    private enum Key: String, CodingKey {
        case specversion, id, source, type, subject, time, datacontenttype, dataschema, stream, streamno, traceparent
        case data
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        envelope = try Envelope(from: decoder)
        data = try fields.decode(Payload.self, forKey: .data)
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try envelope.encode(to: encoder)
        try fields.encode("application/json", forKey: .datacontenttype)
        try fields.encode("urn:imagin:schema:\(Payload.type)", forKey: .dataschema)
        try fields.encode(data, forKey: .data)
    }
}

extension Envelope: Codable {
    private enum Key: String, CodingKey {
        case specversion, id, source, type, subject, time, stream, streamno, traceparent
    }

    /// Reads the envelope alone; the data are left for later.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        func refuse(_ key: Key, _ wanted: String) -> DecodingError {
            .dataCorruptedError(forKey: key, in: fields, debugDescription: wanted)
        }
        guard try fields.decode(String.self, forKey: .specversion) == "1.0" else {
            throw refuse(.specversion, "1.0")
        }
        guard let id = UUID(text: try fields.decode(String.self, forKey: .id)) else { throw refuse(.id, "UUID") }
        guard let type = MessageType(try fields.decode(String.self, forKey: .type)) else {
            throw refuse(.type, "service.fact.vN")
        }
        guard let stream = StreamName(try fields.decode(String.self, forKey: .stream)) else {
            throw refuse(.stream, "family/id")
        }
        let number = try fields.decode(Int64.self, forKey: .streamno)
        guard number > 0 else { throw refuse(.streamno, "1 or more") }
        guard let time = WireInstant.parse(try fields.decode(String.self, forKey: .time)) else {
            throw refuse(.time, "RFC 3339 in UTC, as 2026-06-18T05:45:00.000Z")
        }
        self.init(
            id: id, type: type, stream: stream, number: number, time: time,
            traceparent: try fields.decodeIfPresent(String.self, forKey: .traceparent))
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode("1.0", forKey: .specversion)
        try fields.encode(id.text, forKey: .id)
        try fields.encode("/\(type.producer)", forKey: .source)
        try fields.encode(type.description, forKey: .type)
        try fields.encode(stream.description, forKey: .subject)
        try fields.encode(WireInstant.format(time), forKey: .time)
        try fields.encode(stream.description, forKey: .stream)
        try fields.encode(number, forKey: .streamno)
        try fields.encodeIfPresent(traceparent, forKey: .traceparent)
    }
}
