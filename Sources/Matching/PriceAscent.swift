/// Lower bounds of the full model: with a price on every seat people decide alone, each by a cheapest schedule of their
/// own; what they decide together costs no more than any real plan. Prices rise where too few come and fall where too
/// many do, along a smoothed direction, with steps as long as the distance to the best known plan suggests.
struct PriceAscent {
    /// Prices are kept in units of 1/256 of the costs.
    static let scale: Int64 = 256
    private static let directionScale: Int64 = 64
    private static let patience = 12

    private let instance: Instance
    private var finder: ScheduleFinder
    private let index: MissionIndex
    private let ceiling: Int64
    /// The prices under trial, and those that gave the best bound; scaled.
    private(set) var prices: [Int64]
    private(set) var bestPrices: [Int64]
    private var bestScaledBound = Int64.min
    private var direction: [Int64]
    private var counts: [Int32]
    /// Step length in thousandths of the full step to the target.
    private(set) var stride: Int64 = 1_000
    private var stalled = 0
    private(set) var sweeps = 0
    /// The pairs that people chose in the last sweep.
    private(set) var chosen: [Int32] = []
    /// The prices at which they chose.
    private(set) var pricesOfChosen: [Int64]

    /// Starts from prices in the instance's own unit, such as those of the flow relaxation.
    init(_ instance: Instance, from start: [Int64]) {
        self.instance = instance
        finder = ScheduleFinder(instance, scale: Self.scale)
        index = MissionIndex(instance)
        ceiling = Int64(instance.emptySeatCost) * Self.scale
        prices = start.map { min($0, Int64(instance.emptySeatCost)) * Self.scale }
        bestPrices = prices
        pricesOfChosen = prices
        direction = [Int64](repeating: 0, count: instance.missions.count)
        counts = [Int32](repeating: 0, count: instance.missions.count)
    }

    /// The best proven lower bound so far, in the instance's unit (costs are whole, so it is rounded up).
    var bound: Int64 {
        let quotient = bestScaledBound / Self.scale
        return bestScaledBound > quotient * Self.scale ? quotient + 1 : quotient
    }

    /// One sweep over all people at the present prices, then one step of the prices towards the target cost.
    mutating func sweep(target: Int64) {
        let scaledBound = evaluate()
        pricesOfChosen = prices
        sweeps += 1
        if scaledBound > bestScaledBound {
            // Only a real improvement counts as progress: otherwise steps that are too long would never shrink.
            if bestScaledBound == .min || (scaledBound - bestScaledBound) * 20_000 > abs(bestScaledBound) {
                stalled = 0
            }
            bestScaledBound = scaledBound
            bestPrices = prices
        } else {
            stalled += 1
        }
        if stalled >= Self.patience {
            stalled = 0
            stride = max(10, stride * 4 / 5)
            prices = bestPrices
        }
        step(towards: max(target * Self.scale - scaledBound, Self.scale))
    }

    /// Sets each price in turn to one at which as many people want the mission as it has seats, the others standing:
    /// an exact ascent along one coordinate after the other. It settles prices far from where they must be, and ties
    /// among people who cost the same, which small steps along the gradient do slowly.
    mutating func balance() {
        prices = bestPrices
        var thresholds: [Int64] = []
        for mission in instance.missions.indices {
            let seats = Int(instance.missions[mission].seats)
            thresholds.removeAll(keepingCapacity: true)
            for place in index.pairs(of: mission) {
                let (pair, person) = (Int(index.pair[place]), Int(index.person[place]))
                if let threshold = finder.threshold(of: pair, person: person, prices: prices) {
                    thresholds.append(threshold)
                }
            }
            thresholds.sort()
            if seats == 0 { continue }
            let low = seats <= thresholds.count ? min(ceiling, thresholds[seats - 1]) : ceiling
            let high = seats < thresholds.count ? min(ceiling, thresholds[seats]) : ceiling
            // Halfway, but no further than one step of cost above the last who is wanted.
            prices[mission] = min(ceiling, low + min((high - low) / 2, Self.scale))
        }
        settle(evaluate())
    }

    private mutating func settle(_ scaledBound: Int64) {
        pricesOfChosen = prices
        sweeps += 1
        if scaledBound > bestScaledBound {
            bestScaledBound = scaledBound
            bestPrices = prices
        }
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

    private mutating func step(towards gap: Int64) {
        var norm: Int64 = 0
        for mission in instance.missions.indices {
            let gradient = Int64(instance.missions[mission].seats - counts[mission])
            let smooth = (direction[mission] * 6 + gradient * Self.directionScale * 4) / 10
            direction[mission] = smooth > 0 && prices[mission] >= ceiling ? 0 : smooth
            norm += direction[mission] * direction[mission]
        }
        guard norm > 0 else { return }
        let factor = Int128(gap) * Int128(stride * Self.directionScale) / 1_000
        for mission in instance.missions.indices where direction[mission] != 0 {
            prices[mission] = min(ceiling, prices[mission] + Int64(factor * Int128(direction[mission]) / Int128(norm)))
        }
    }
}
