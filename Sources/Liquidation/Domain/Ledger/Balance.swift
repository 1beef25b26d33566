public import Vocabulary

/// What the ledger says and what the payments say, side by side: two independent counts of the same money.
public struct Balance: Hashable, Sendable {
    /// Sum of each account.
    public let accounts: [Account: Money]
    /// Sum of the payments by track and state.
    public let payments: [Track: [PaymentState: Money]]

    public init(accounts: [Account: Money], payments: [Track: [PaymentState: Money]]) {
        (self.accounts, self.payments) = (accounts, payments)
    }

    /// Zero when every cause balanced.
    public var ledgerSum: Money { accounts.values.total() }

    /// Owed since the beginning: what was established on a track.
    public func established(_ track: Track) -> Money { accounts[Account(.expense, track)] ?? .zero }

    /// What an account carries, as a positive amount.
    public func carried(_ kind: Account.Kind, _ track: Track) -> Money { -(accounts[Account(kind, track)] ?? .zero) }

    /// Sum of the payments in some states.
    public func paid(_ states: [PaymentState], _ track: Track) -> Money {
        states.map { payments[track]?[$0] ?? .zero }.total()
    }

    /// One way in which ledger and payments disagree.
    public struct Difference: Hashable, Sendable {
        public let kind: Account.Kind
        public let track: Track
        public let ledger: Money
        public let payments: Money
    }

    /// Empty when both counts agree to the cent on every account.
    /// A returned order counts as nothing: its money is carried by the next attempt, or waits without one in `owedAgain`.
    public func differences(owedAgain: [Track: Money]) -> [Difference] {
        Track.allCases.flatMap { track in
            [Account.Kind.payable, .inFile, .inTransit, .paid].compactMap { kind in
                let states = PaymentState.allCases.filter { $0.account == kind && $0 != .returned }
                var sum = paid(states, track)
                if kind == .payable { sum += owedAgain[track] ?? .zero }
                if kind == .paid { sum += accounts[Account(.recoverable, track)] ?? .zero }
                let ledger = carried(kind, track)
                return ledger == sum ? nil : Difference(kind: kind, track: track, ledger: ledger, payments: sum)
            }
        }
    }
}
