/// What a track of a claim is open to, as the rights of the mission decide it.
public enum Opening: Hashable, Sendable {
    /// The participant enters it.
    case open
    /// The service enters it itself.
    case enteredByService
    /// No right; why, in French.
    case void(reason: String)

    public var isOpen: Bool { self == .open }
}
