/// Proof that a flow is optimal, by nothing but the definition: it is feasible, and its prices leave no arc that would
/// be worth using more (or less). Shares no code with the solver.
public enum FlowCertificate {
    /// Everything that is wrong with a solution; empty means: proven optimal.
    public static func faults(of solution: FlowSolution, in network: FlowNetwork) -> [String] {
        guard solution.flows.count == network.arcs.count, solution.slacks.count == network.nodes.count,
            solution.prices.count == network.nodes.count
        else { return ["the solution is not of the network's size"] }
        var faults: [String] = []
        var balance = network.nodes.map(\.supply)
        let prices = solution.prices + [0]
        var cost: Int64 = 0
        for (index, arc) in network.arcs.enumerated() {
            let flow = solution.flows[index]
            if flow < 0 || flow > arc.capacity {
                faults.append("arc \(index): \(flow) units are not within 0...\(arc.capacity)")
            }
            if arc.source < balance.count { balance[Int(arc.source)] -= flow }
            if arc.target < balance.count { balance[Int(arc.target)] += flow }
            cost += flow * arc.cost
            let reduced = arc.cost + prices[Int(arc.source)] - prices[Int(arc.target)]
            if reduced < 0 && flow < arc.capacity {
                faults.append("arc \(index): it would pay to send more (\(reduced))")
            }
            if reduced > 0 && flow > 0 { faults.append("arc \(index): it would pay to send less (\(reduced))") }
        }
        for (index, node) in network.nodes.enumerated() {
            let slack = solution.slacks[index]
            let sends = node.supply >= 0
            if slack < 0 || balance[index] != (sends ? slack : -slack) {
                faults.append("node \(index): balance \(balance[index]) against slack \(slack)")
            }
            cost += slack * node.slackCost
            let reduced = node.slackCost + (sends ? prices[index] : -prices[index])
            if reduced < 0 || (reduced > 0 && slack > 0) {
                faults.append("node \(index): slack is wrongly priced (\(reduced))")
            }
        }
        if cost != solution.cost { faults.append("the flow costs \(cost), not \(solution.cost)") }
        return faults
    }
}
