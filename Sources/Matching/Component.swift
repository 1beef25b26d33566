/// A part of an instance that shares neither people nor missions with the rest, so that it can be solved alone.
struct Component: Sendable {
    let instance: Instance
    /// Positions in the whole instance of this component's people and missions.
    let people: [Int32]
    let missions: [Int32]

    /// All components with at least one pair, the largest first. Missions without pairs belong to none.
    static func split(_ whole: Instance) -> [Component] {
        let people = whole.limits.count
        var leader = Array(0..<Int32(people + whole.missions.count))
        for person in 0..<people {
            for pair in whole.pairs(of: person) {
                join(&leader, Int32(person), Int32(people) + whole.pairMission[pair])
            }
        }
        var number = [Int32](repeating: -1, count: leader.count)
        var members: [[Int32]] = []
        for node in leader.indices {
            let top = Int(find(&leader, Int32(node)))
            if number[top] < 0 {
                number[top] = Int32(members.count)
                members.append([])
            }
            members[Int(number[top])].append(Int32(node))
        }
        let parts = members.filter { $0.count > 1 }.sorted {
            $0.count != $1.count ? $0.count > $1.count : $0[0] < $1[0]
        }
        if parts.count == 1 && parts[0].count == leader.count {
            return [
                Component(
                    instance: whole, people: Array(0..<Int32(people)),
                    missions: Array(0..<Int32(whole.missions.count)))
            ]
        }
        var local = [Int32](repeating: 0, count: leader.count)
        return parts.map { extract($0, from: whole, &local) }
    }

    private static func find(_ leader: inout [Int32], _ node: Int32) -> Int32 {
        var node = node
        while leader[Int(node)] != node {
            leader[Int(node)] = leader[Int(leader[Int(node)])]
            node = leader[Int(node)]
        }
        return node
    }

    private static func join(_ leader: inout [Int32], _ left: Int32, _ right: Int32) {
        let (left, right) = (find(&leader, left), find(&leader, right))
        if left != right { leader[Int(max(left, right))] = min(left, right) }
    }

    /// Members are in order: people first.
    private static func extract(_ members: [Int32], from whole: Instance, _ local: inout [Int32]) -> Component {
        let border = Int32(whole.limits.count)
        let people = members.prefix { $0 < border }
        let missions = members.dropFirst(people.count).map { $0 - border }
        for (index, mission) in missions.enumerated() { local[Int(border + mission)] = Int32(index) }
        var firstPair: [Int32] = [0]
        var pairMission: [Int32] = []
        var pairCost: [Int32] = []
        for person in people {
            for pair in whole.pairs(of: Int(person)) {
                pairMission.append(local[Int(border + whole.pairMission[pair])])
                pairCost.append(whole.pairCost[pair])
            }
            firstPair.append(Int32(pairMission.count))
        }
        let instance = Instance(
            limits: people.map { whole.limits[Int($0)] }, missions: missions.map { whole.missions[Int($0)] },
            pairs: .init(first: firstPair, mission: pairMission, cost: pairCost), of: whole)
        return Component(instance: instance, people: Array(people), missions: missions)
    }
}
