import PinnedThread
import PlainJSON

/// Values of a JSON column that many rows hold alike, such as the mission of everybody convened to it: each text is
/// decoded once, as long as no more than `capacity` of them are in use.
public final class DecodedTexts<Value: Decodable & Sendable>: Sendable {
    private let known = Locked<[String: Value]>([:])
    private let capacity: Int

    public init(capacity: Int) { self.capacity = capacity }

    /// - Throws: `DecodingError` for a text that is not a `Value`; such a text is not remembered.
    public func value(of text: String) throws -> Value {
        if let value = known.withLock({ $0[text] }) { return value }
        let value = try PlainJSON.read(Value.self, text)
        known.withLock { known in
            if known.count >= capacity { known.removeAll(keepingCapacity: true) }
            known[text] = value
        }
        return value
    }
}
