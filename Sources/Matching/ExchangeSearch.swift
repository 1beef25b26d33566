/// Improves a plan by chains of exchanges: an empty seat (or one given up) wanders from mission to mission, each time
/// because somebody takes the open seat and gives up another, until somebody free takes the last one. All chains are
/// searched at once by shortest paths over missions; with seat prices the steps are nearly free, so that good chains are
/// found early. A chain is carried out only if it breaks nothing and makes the plan cheaper.
struct ExchangeSearch {
    static let scale = PriceAscent.scale

    /// How the open seat of a mission came about.
    struct Label {
        /// Reduced cost of the chain so far, scaled.
        var distance: Int64
        /// The mission at which the chain starts.
        var root: Int32
        /// The mission before, or −1 at the start of a chain.
        var before: Int32
        /// The person who left this mission (−1: the seat was empty), to take `taken` (−1 at the start of a chain).
        var person: Int32
        var taken: Int32
        var given: Int32
    }

    /// The last step: somebody with room takes the open seat, or it stays empty (person −1).
    struct Ending {
        var total: Int64
        var mission: Int32
        var person: Int32
        var pair: Int32
    }

    static let unreached = Int64.max / 4
    private static let blank = Label(distance: unreached, root: -1, before: -1, person: -1, taken: -1, given: -1)

    let instance: Instance
    let prices: [Int64]
    var labels: [Label]
    var endings: [Ending]
    /// The pass in which the label of a mission fell last.
    private var fell: [Int32]

    init(_ instance: Instance, prices: [Int64]) {
        self.instance = instance
        self.prices = prices
        labels = [Label](repeating: Self.blank, count: instance.missions.count)
        endings = []
        fell = [Int32](repeating: 0, count: instance.missions.count)
    }

    /// One round of filling: every empty seat at once looks for its cheapest chain to somebody free, each in the part of
    /// the missions that is nearest to it. The number of chains carried out.
    mutating func fill(_ board: inout ExchangeBoard, passes: Int) -> Int {
        fill(board: &board, seatsOf: labels.indices, passes: passes)
    }

    /// The same for the empty seats of these missions only.
    mutating func fill(board: inout ExchangeBoard, seatsOf missions: some Sequence<Int>, passes: Int) -> Int {
        clear()
        for mission in missions where board.hasSeat(mission) {
            labels[mission].distance = 0
            labels[mission].root = Int32(mission)
        }
        for pass in 0..<passes where !relax(board, floor: 0, pass: pass) { break }
        findEndings(board, below: Self.unreached / 2)
        var open = [Bool](repeating: true, count: labels.count)
        var applied = 0
        for ending in endings {
            let root = Int(labels[Int(ending.mission)].root)
            guard open[root], carryOut(chainTo: ending, on: &board) else { continue }
            open[root] = board.hasSeat(root)
            applied += 1
        }
        return applied
    }

    /// One round of improvement: any seat, filled or not, may begin a chain, and chains may close on themselves.
    /// The number carried out.
    mutating func improve(_ board: inout ExchangeBoard, passes: Int) -> Int {
        start(board)
        var closed: [Int32] = []
        for pass in 0..<passes {
            let changed = relax(board, floor: -Self.unreached, pass: pass)
            if pass % 3 == 2 || !changed {
                closed = findCycles()
                if !closed.isEmpty || !changed { break }
            }
        }
        var applied = 0
        for mission in closed where carryOut(cycleThrough: mission, on: &board) { applied += 1 }
        findEndings(board, below: 0)
        for ending in endings where carryOut(chainTo: ending, on: &board) { applied += 1 }
        return applied
    }

    private mutating func clear() {
        for mission in labels.indices {
            labels[mission] = Self.blank
            fell[mission] = 0
        }
    }

    func reduced(_ pair: Int) -> Int64 {
        Int64(instance.pairCost[pair]) * Self.scale - prices[Int(instance.pairMission[pair])]
    }

    private mutating func start(_ board: ExchangeBoard) {
        let empty = Int64(instance.emptySeatCost) * Self.scale
        clear()
        for mission in labels.indices where board.hasSeat(mission) {
            labels[mission].distance = prices[mission] - empty
            labels[mission].root = Int32(mission)
        }
        for person in instance.limits.indices where board.load[person] > 0 {
            let relief = board.lastLoadCost(person) * Self.scale
            for pair in instance.pairs(of: person) where board.isChosen[pair] {
                let distance = -reduced(pair) - relief
                let mission = Int(instance.pairMission[pair])
                if distance < labels[mission].distance {
                    labels[mission] = Label(
                        distance: distance, root: Int32(mission), before: -1,
                        person: Int32(person), taken: -1, given: Int32(pair))
                }
            }
        }
    }

    /// Lets every person who could take an open seat hand on one of their own; true if a distance fell.
    ///
    /// A mission whose distance has not fallen since the pass before was already offered to everybody at that distance.
    private mutating func relax(_ board: ExchangeBoard, floor: Int64, pass: Int) -> Bool {
        var changed = false
        var own: [Int] = []
        for person in instance.limits.indices where board.load[person] > 0 {
            let range = instance.pairs(of: person)
            own.removeAll(keepingCapacity: true)
            for pair in range where board.isChosen[pair] { own.append(pair) }
            for pair in range where !board.isChosen[pair] {
                let mission = Int(instance.pairMission[pair])
                let distance = labels[mission].distance
                if distance >= Self.unreached || Int(fell[mission]) < pass - 1 { continue }
                let given = clashing(pair, own, board)
                if given == Self.several { continue }
                for other in own where given < 0 || other == given {
                    let reached = distance + max(floor, reduced(pair) - reduced(other))
                    guard relaxStep(reached, person: person, taken: pair, given: other) else { continue }
                    fell[Int(instance.pairMission[other])] = Int32(pass)
                    changed = true
                }
            }
        }
        return changed
    }

    private static let several = -2

    /// The one of the person's own pairs that clashes with this one; −1 if none, ``several`` if more than one.
    private func clashing(_ pair: Int, _ own: [Int], _ board: ExchangeBoard) -> Int {
        let wanted = board.mission(pair)
        var found = -1
        for other in own where instance.clash(board.mission(other), wanted) {
            if found >= 0 { return Self.several }
            found = other
        }
        return found
    }

    private mutating func relaxStep(_ distance: Int64, person: Int, taken: Int, given: Int) -> Bool {
        let mission = Int(instance.pairMission[given])
        guard distance < labels[mission].distance else { return false }
        let before = instance.pairMission[taken]
        labels[mission] = Label(
            distance: distance, root: labels[Int(before)].root, before: before,
            person: Int32(person), taken: Int32(taken), given: Int32(given))
        return true
    }

    private mutating func findEndings(_ board: ExchangeBoard, below limit: Int64) {
        endings.removeAll(keepingCapacity: true)
        let empty = Int64(instance.emptySeatCost) * Self.scale
        var best = labels.indices.map { mission in
            Ending(
                total: labels[mission].distance >= Self.unreached
                    ? Self.unreached
                    : labels[mission].distance + empty - prices[mission],
                mission: Int32(mission), person: -1, pair: -1)
        }
        for person in instance.limits.indices where board.load[person] < instance.limits[person] {
            let load = board.nextLoadCost(person) * Self.scale
            for pair in instance.pairs(of: person) where board.canTake(person, pair) {
                let mission = Int(instance.pairMission[pair])
                let total = labels[mission].distance + reduced(pair) + load
                if total < best[mission].total {
                    best[mission] = Ending(
                        total: total, mission: Int32(mission), person: Int32(person),
                        pair: Int32(pair))
                }
            }
        }
        endings = best.filter { $0.total < limit }
        endings.sort { $0.total != $1.total ? $0.total < $1.total : $0.mission < $1.mission }
    }
}
