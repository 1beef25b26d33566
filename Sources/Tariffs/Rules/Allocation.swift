public import Vocabulary

extension Money {
    /// Shares an amount that is not negative by weights, to the cent: each share rounded down, then one cent more
    /// to those with the largest remainders, the first of equals. Without any weight all is shared equally.
    public func allocated(by weights: [Int]) -> [Money] {
        precondition(cents >= 0 && weights.allSatisfy { $0 >= 0 }, "neither amounts nor weights are negative")
        guard !weights.isEmpty else { return [] }
        let sum = Int64(weights.reduce(0, +))
        let effective = sum == 0 ? weights.map { _ in Int64(1) } : weights.map(Int64.init)
        let total = sum == 0 ? Int64(weights.count) : sum
        var shares = effective.map { cents * $0 / total }
        let rest = Int(cents - shares.reduce(0, +))
        let order = effective.indices.sorted {
            let (left, right) = (cents * effective[$0] % total, cents * effective[$1] % total)
            return left == right ? $0 < $1 : left > right
        }
        for index in order.prefix(rest) { shares[index] += 1 }
        return shares.map(Money.init(cents:))
    }
}

extension Tariffs {
    /// The largest advance on travel costs: a share of them, rounded down because it is a ceiling.
    public func largestAdvance(on travel: Money, day: CalendarDay, knownOn: CalendarDay) -> Money? {
        law.read(.rule(.advanceShare), on: day, knownOn: knownOn).map {
            Rounding.down.cents(Exact(travel) * $0.value)
        }
    }
}
