public import Vocabulary

/// Entries of one cause. Their sum is zero: money only moves.
public struct Posting: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public let account: Account
        /// Positive for a debit; never zero.
        public let amount: Money
    }

    public let entries: [Entry]

    /// Moves `amount` out of what is owed on one account to another one. Nothing when they are the same account
    /// or the amount is zero: a cause without entries is not written.
    private init?(from: Account, to: Account, _ amount: Money) {
        guard from != to, amount != .zero else { return nil }
        entries = [Entry(account: from, amount: amount), Entry(account: to, amount: -amount)]
    }

    /// An amount owed has been fixed: it costs, and is payable.
    public static func established(_ amount: Money, on track: Track) -> Posting? {
        Posting(from: Account(.expense, track), to: Account(.payable, track), amount)
    }

    /// A payment went from one state to another.
    public static func moved(_ amount: Money, on track: Track, from: PaymentState, to: PaymentState) -> Posting? {
        Posting(from: Account(from.account, track), to: Account(to.account, track), amount)
    }

    /// Money was paid although its order had been given back: it is suspense until somebody has asked the payroll.
    public static func paidTwice(_ amount: Money, on track: Track) -> Posting? {
        Posting(from: Account(.recoverable, track), to: Account(.paid, track), amount)
    }

    /// What `paidTwice` moved goes back: a human has found out what was true.
    public static func paidTwiceCleared(_ amount: Money, on track: Track) -> Posting? {
        Posting(from: Account(.paid, track), to: Account(.recoverable, track), amount)
    }

    public var sum: Money { entries.map(\.amount).total() }
}
