/// Lower bounds of the full model: with a price on every seat people decide alone, each by a cheapest schedule of their
/// own; what they decide together costs no more than any real plan. Prices rise where too few come and fall where too
/// many do. Each price moves by its own measure: the smoothed imbalance of its mission over the usual size of that
/// imbalance, times a stride that shrinks with every sweep. So large and small missions settle equally fast.
struct PriceAscent {
    /// Prices are kept in units of 1/4096 of the costs.
    static let scale: Int64 = 4_096
    /// Strides are kept in units of 1/256 of a price's unit.
    private static let strideScale: Int64 = 256
    /// Imbalances are kept in units of 1/256 of a person.
    private static let imbalanceScale: Int64 = 256
    /// What a stride keeps from one sweep to the next, in thousandths.
    private static let strideKept: Int64 = 984

    private let instance: Instance
    private var finder: ScheduleFinder
    private let ceiling: Int64
    /// The prices under trial, and those that gave the best bound; scaled.
    private var prices: [Int64]
    private(set) var bestPrices: [Int64]
    private var bestScaledBound = Int64.min
    /// The smoothed imbalance of each mission, and the smoothed square of it.
    private var imbalance: [Int64]
    private var square: [Int64]
    private var counts: [Int32]
    private var stride: Int64
    /// The pairs that people chose in the last sweep, and the prices at which they did.
    private(set) var chosen: [Int32] = []
    private(set) var pricesOfChosen: [Int64]

    /// Starts from prices in the instance's own unit, such as those of the flow relaxation.
    init(_ instance: Instance, from start: [Int64]) {
        self.instance = instance
        finder = ScheduleFinder(instance, scale: Self.scale)
        ceiling = Int64(instance.emptySeatCost) * Self.scale
        prices = start.map { min($0, Int64(instance.emptySeatCost)) * Self.scale }
        bestPrices = prices
        pricesOfChosen = prices
        imbalance = [Int64](repeating: 0, count: instance.missions.count)
        square = imbalance
        counts = [Int32](repeating: 0, count: instance.missions.count)
        stride = 0
    }

    /// The best proven lower bound so far, in the instance's unit (costs are whole, so it is rounded up).
    var bound: Int64 {
        let quotient = bestScaledBound / Self.scale
        return bestScaledBound > quotient * Self.scale ? quotient + 1 : quotient
    }

    /// Goes back to the best prices, with strides from one empty seat over `divisor` downwards.
    mutating func restart(divisor: Int64) {
        prices = bestPrices
        stride = max(Self.strideScale, ceiling * Self.strideScale / divisor)
    }

    /// What all people choose at the present prices, with the bound that it proves; then one step of every price.
    mutating func sweep() {
        let scaledBound = evaluate()
        if scaledBound > bestScaledBound {
            bestScaledBound = scaledBound
            bestPrices = prices
        }
        pricesOfChosen = prices
        step()
        stride = stride * Self.strideKept / 1_000
    }

    private mutating func evaluate() -> Int64 {
        var total: Int64 = 0
        for mission in instance.missions.indices {
            counts[mission] = 0
            total += Int64(instance.missions[mission].seats) * prices[mission]
        }
        chosen.removeAll(keepingCapacity: true)
        for person in instance.limits.indices {
            total -= finder.find(for: person, prices: prices).bound
            for pair in finder.pairs {
                counts[Int(instance.pairMission[Int(pair)])] += 1
                chosen.append(pair)
            }
        }
        return total
    }

    private mutating func step() {
        for mission in instance.missions.indices {
            let missing = Int64(instance.missions[mission].seats - counts[mission]) * Self.imbalanceScale
            imbalance[mission] = (6 * imbalance[mission] + 4 * missing) / 10
            square[mission] = (9 * square[mission] + missing * missing) / 10
            // A third of a person is added, so that a mission in balance does not tremble.
            let usual = squareRoot(square[mission]) + Self.imbalanceScale / 3
            let move = stride * imbalance[mission] / (usual * Self.strideScale)
            prices[mission] = min(ceiling, prices[mission] + move)
        }
    }

    /// The whole part of the root, by Newton's method.
    private func squareRoot(_ value: Int64) -> Int64 {
        guard value > 0 else { return 0 }
        var root = Int64(1) << ((64 - value.leadingZeroBitCount + 1) / 2)
        while true {
            let next = (root + value / root) / 2
            if next >= root { return root }
            root = next
        }
    }
}
