/// Follows one published batch until each of its messages is settled.
///
/// A window bounds what is under way, so that a send never fills the socket's buffer and blocks.
struct ConfirmState {
    struct Window: Equatable, Sendable {
        var messages = 500
        var bytes = 256 * 1_024
    }

    private enum Slot: Equatable {
        case waiting(bytes: Int)
        /// Its confirm follows, and means nothing then: nobody has the message.
        case returned(code: Int, text: String)
        case settled(PublishOutcome)
    }

    private let window: Window
    /// The tag of the first message; the broker counts from 1 on each channel.
    private let firstTag: UInt64
    private let messageIDs: [String]
    private var slots: [Slot] = []
    private var lowestOpen = 0
    private var openBytes = 0
    private var settledCount = 0

    init(firstTag: UInt64, messageIDs: [String], window: Window = Window()) {
        self.firstTag = firstTag
        self.messageIDs = messageIDs
        self.window = window
        slots.reserveCapacity(messageIDs.count)
    }

    /// Messages published so far.
    var publishedCount: Int { slots.count }
    var openCount: Int { slots.count - settledCount }

    /// Whether one more message of this size may be under way. One always may, however large.
    func admits(bytes: Int) -> Bool {
        openCount == 0 || (openCount < window.messages && openBytes + bytes <= window.bytes)
    }

    /// To be called before the message is sent: the answer to a half-sent message is unknown, too.
    mutating func publish(bytes: Int) {
        precondition(slots.count < messageIDs.count, "more messages than the batch has")
        slots.append(.waiting(bytes: bytes))
        openBytes += bytes
    }

    /// Returns false if the tag is none of this batch.
    mutating func settle(tag: UInt64, multiple: Bool, confirmed: Bool) -> Bool {
        guard tag >= firstTag, tag < firstTag + UInt64(slots.count) else { return false }
        let index = Int(tag - firstTag)
        for position in (multiple ? min(lowestOpen, index) : index)...index {
            settle(position, confirmed ? .confirmed : .nacked)
        }
        while lowestOpen < slots.count, case .settled = slots[lowestOpen] { lowestOpen += 1 }
        return true
    }

    private mutating func settle(_ index: Int, _ outcome: PublishOutcome) {
        switch slots[index] {
        case .settled: return
        case .waiting(let bytes):
            openBytes -= bytes
            slots[index] = .settled(outcome)
        case .returned(let code, let text):
            slots[index] = .settled(outcome == .confirmed ? .returned(code: code, text: text) : outcome)
        }
        settledCount += 1
    }

    /// The broker sends a message back before it confirms it. Returns false if the message is none of this batch.
    mutating func giveBack(messageID: String?, code: Int, text: String) -> Bool {
        guard let messageID, let index = messageIDs[..<slots.count].firstIndex(of: messageID),
            case .waiting(let bytes) = slots[index]
        else { return false }
        openBytes -= bytes
        slots[index] = .returned(code: code, text: text)
        return true
    }

    /// One per message of the batch, in its order, at whatever point it ended.
    func outcomes() -> [PublishOutcome] {
        messageIDs.indices.map { index in
            guard index < slots.count else { return .unsent }
            return switch slots[index] {
            case .waiting: .unknown
            case .returned(let code, let text): .returned(code: code, text: text)
            case .settled(let outcome): outcome
            }
        }
    }
}
