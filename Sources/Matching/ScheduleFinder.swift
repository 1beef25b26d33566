/// Finds for one person the most profitable set of missions at given seat prices: no two at the same time, no more
/// than the person's limit. Exact, by depth-first search over the profitable pairs in order of profit; if a person has
/// so many clashing offers that the search exceeds ``stepLimit``, the set found is still possible and ``Result/bound``
/// still no smaller than the true optimum.
struct ScheduleFinder {
    struct Result {
        /// Profit of the set found (scaled).
        var profit: Int64
        /// A proven upper bound of the profit of any set.
        var bound: Int64
    }

    static let stepLimit = 20_000

    private struct Offer {
        var profit: Int64
        var pair: Int32
        var halfDays: HalfDays
    }

    private let instance: Instance
    private let scale: Int64
    private var offers: [Offer] = []
    private var chosen: [Int32] = []
    private var steps = 0
    private var limit = 0
    private var best: Int64 = 0
    /// The pairs of the last set found.
    private(set) var pairs: [Int32] = []

    /// Prices given to ``find(for:prices:)`` are in units of 1/scale of the instance's costs.
    init(_ instance: Instance, scale: Int64) {
        self.instance = instance
        self.scale = scale
    }

    /// The most profitable set of missions for a person.
    mutating func find(for person: Int, prices: [Int64]) -> Result {
        offers.removeAll(keepingCapacity: true)
        pairs.removeAll(keepingCapacity: true)
        limit = Int(instance.limits[person])
        guard limit > 0 else { return Result(profit: 0, bound: 0) }
        collectOffers(of: person, prices)
        if let profit = takeFirst() { return Result(profit: profit, bound: profit) }
        chosen.removeAll(keepingCapacity: true)
        pairs.removeAll(keepingCapacity: true)
        best = 0
        steps = 0
        search(from: 0, used: HalfDays(), value: 0)
        let bound = steps <= Self.stepLimit ? best : optimisticRest(from: 0, taken: 0)
        return Result(profit: best, bound: bound)
    }

    private mutating func collectOffers(of person: Int, _ prices: [Int64]) {
        for pair in instance.pairs(of: person) {
            let mission = Int(instance.pairMission[pair])
            let profit = prices[mission] &- Int64(instance.pairCost[pair]) &* scale
            guard profit > 0 else { continue }
            let halfDays = instance.missions[mission].halfDays
            let offer = Offer(profit: profit, pair: Int32(pair), halfDays: halfDays)
            var place = offers.count
            offers.append(offer)
            while place > 0 && offers[place - 1].profit < profit {
                offers[place] = offers[place - 1]
                place -= 1
            }
            offers[place] = offer
        }
    }

    private func loadCost(_ taken: Int) -> Int64 {
        Int64(instance.furtherMissionCost) &* Int64(taken) &* scale
    }

    /// The dearest offers in order, if they do not clash: then nothing can be better.
    private mutating func takeFirst() -> Int64? {
        var used = HalfDays()
        var value: Int64 = 0
        for offer in offers {
            if pairs.count == limit || offer.profit <= loadCost(pairs.count) { break }
            if used.meets(offer.halfDays) || isTooFar(offer, from: pairs) { return nil }
            used = used.union(offer.halfDays)
            value += offer.profit - loadCost(pairs.count)
            pairs.append(offer.pair)
        }
        return value
    }

    private func isTooFar(_ offer: Offer, from pairs: [Int32]) -> Bool {
        guard instance.hasDistances else { return false }
        let mission = Int(instance.pairMission[Int(offer.pair)])
        return pairs.contains { instance.areTooFar(Int(instance.pairMission[Int($0)]), mission) }
    }

    /// What the offers from a place on could bring if they did not clash.
    private func optimisticRest(from start: Int, taken: Int) -> Int64 {
        var sum: Int64 = 0
        var count = taken
        var place = start
        while place < offers.count && count < limit {
            let gain = offers[place].profit - loadCost(count)
            if gain <= 0 { break }
            sum += gain
            count += 1
            place += 1
        }
        return sum
    }

    private mutating func search(from start: Int, used: HalfDays, value: Int64) {
        if value > best {
            best = value
            pairs = chosen
        }
        guard chosen.count < limit else { return }
        for place in start..<offers.count {
            steps += 1
            if steps > Self.stepLimit { return }
            if value + optimisticRest(from: place, taken: chosen.count) <= best { return }
            let offer = offers[place]
            if used.meets(offer.halfDays) || isTooFar(offer, from: chosen) { continue }
            let gain = offer.profit - loadCost(chosen.count)
            chosen.append(offer.pair)
            search(from: place + 1, used: used.union(offer.halfDays), value: value + gain)
            chosen.removeLast()
        }
    }
}
