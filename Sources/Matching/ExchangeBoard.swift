/// A plan under work: which pairs are chosen, with the counts that make a hard constraint cheap to check.
/// Every public state is possible: nobody overloaded, nobody in two places, no mission overfilled.
struct ExchangeBoard {
    let instance: Instance
    /// For each pair: is it a row of the plan?
    private(set) var isChosen: [Bool]
    private(set) var load: [Int32]
    private(set) var busy: [HalfDays]
    private(set) var filled: [Int32]
    private(set) var cost: Int64
    private(set) var rowCount = 0

    /// An empty plan.
    init(_ instance: Instance) {
        self.instance = instance
        isChosen = [Bool](repeating: false, count: instance.pairCount)
        load = [Int32](repeating: 0, count: instance.limits.count)
        busy = [HalfDays](repeating: HalfDays(), count: instance.limits.count)
        filled = [Int32](repeating: 0, count: instance.missions.count)
        cost = Int64(instance.seatCount) * Int64(instance.emptySeatCost)
    }

    func mission(_ pair: Int) -> Int { Int(instance.pairMission[pair]) }
    func halfDays(_ pair: Int) -> HalfDays { instance.missions[mission(pair)].halfDays }
    func hasSeat(_ mission: Int) -> Bool { filled[mission] < instance.missions[mission].seats }

    /// What the next mission costs this person beyond the pair itself.
    func nextLoadCost(_ person: Int) -> Int64 { Int64(instance.furtherMissionCost) * Int64(load[person]) }
    /// What giving up one mission saves this person beyond the pair itself.
    func lastLoadCost(_ person: Int) -> Int64 { Int64(instance.furtherMissionCost) * Int64(load[person] - 1) }

    func canTake(_ person: Int, _ pair: Int) -> Bool {
        !isChosen[pair] && load[person] < instance.limits[person] && !busy[person].meets(halfDays(pair))
            && (!instance.hasDistances || canReach(person, pair))
    }

    /// Whether none of the person's missions lies right before or after, too far away.
    private func canReach(_ person: Int, _ pair: Int) -> Bool {
        if load[person] == 0 { return true }
        for other in instance.pairs(of: person)
        where isChosen[other] && instance.areTooFar(mission(other), mission(pair)) { return false }
        return true
    }

    mutating func take(_ person: Int, _ pair: Int) {
        cost += Int64(instance.pairCost[pair]) + nextLoadCost(person) - Int64(instance.emptySeatCost)
        isChosen[pair] = true
        rowCount += 1
        load[person] += 1
        filled[mission(pair)] += 1
        busy[person] = busy[person].union(halfDays(pair))
    }

    mutating func drop(_ person: Int, _ pair: Int) {
        cost -= Int64(instance.pairCost[pair]) + lastLoadCost(person) - Int64(instance.emptySeatCost)
        isChosen[pair] = false
        rowCount -= 1
        load[person] -= 1
        filled[mission(pair)] -= 1
        busy[person] = busy[person].subtracting(halfDays(pair))
    }

    var plan: Plan {
        var rows: [Plan.Row] = []
        for person in instance.limits.indices {
            for pair in instance.pairs(of: person) where isChosen[pair] {
                rows.append(.init(person: Int32(person), mission: instance.pairMission[pair]))
            }
        }
        return Plan(rows: rows)
    }
}
