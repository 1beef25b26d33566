public import Foundation

/// How long a sign-in lasts.
public enum SessionRule {
    /// From the password to the next password.
    public static let absoluteSeconds: Double = 10 * 3600
    /// Without any page asked for. A sign-in is seen again only when its token is renewed, every fifteen minutes.
    public static let idleSeconds: Double = 30 * 60

    public static func isAlive(startedAt: Date, lastSeenAt: Date, now: Date) -> Bool {
        now.timeIntervalSince(startedAt) < absoluteSeconds && now.timeIntervalSince(lastSeenAt) < idleSeconds
    }

    /// When a token minted now ends: never after the session itself.
    public static func tokenEnd(startedAt: Date, now: Date, lifetimeSeconds: Double) -> Date {
        min(now.addingTimeInterval(lifetimeSeconds), startedAt.addingTimeInterval(absoluteSeconds))
    }
}
