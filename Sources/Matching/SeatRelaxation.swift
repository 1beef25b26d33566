/// The assignment without its time conflicts: a minimum-cost flow from people to seats. Its cost is a lower bound of
/// every plan, and its prices tell what a seat is worth.
public enum SeatRelaxation {
    /// Nodes: people first, then missions. Arcs: the pairs in the order of the instance, then the refunds for the
    /// missions that a person does not take (present only if further missions cost more).
    public static func network(_ instance: Instance) -> FlowNetwork {
        var network = FlowNetwork()
        let people = instance.limits.count
        network.reserve(nodes: people + instance.missions.count, arcs: instance.pairCount)
        for limit in instance.limits { network.addNode(supply: Int64(limit), slackCost: 0) }
        for mission in instance.missions {
            network.addNode(supply: -Int64(mission.seats), slackCost: Int64(instance.emptySeatCost))
        }
        for person in 0..<people {
            for pair in instance.pairs(of: person) {
                network.addArc(
                    .init(
                        source: Int32(person), target: Int32(people) + instance.pairMission[pair], capacity: 1,
                        cost: Int64(instance.pairCost[pair])))
            }
        }
        for (person, limit) in instance.limits.enumerated() where instance.furtherMissionCost > 0 && limit > 1 {
            for further in 1..<limit {
                network.addArc(
                    .init(
                        source: Int32(person), target: network.root, capacity: 1,
                        cost: -Int64(instance.furtherMissionCost) * Int64(further)))
            }
        }
        return network
    }

    /// What the network's cost leaves out: the load cost of people who take all that they can.
    public static func constant(_ instance: Instance) -> Int64 {
        guard instance.furtherMissionCost > 0 else { return 0 }
        return instance.limits.reduce(0) { sum, limit in
            sum + Int64(instance.furtherMissionCost) * Int64(limit) * (Int64(limit) - 1) / 2
        }
    }
}
