import Testing

@testable import Matching

struct NetworkSimplexTests {
    private func solve(_ network: FlowNetwork) -> FlowSolution {
        var simplex = NetworkSimplex(network)
        simplex.advance()
        return simplex.solution()
    }

    private func randomNetwork(_ seed: UInt64) -> FlowNetwork {
        var dice = GeneratedInstance.Dice(state: seed)
        var network = FlowNetwork()
        let nodes = 2 + dice.below(12)
        for _ in 0..<nodes { network.addNode(supply: Int64(dice.below(9)) - 4, slackCost: 0) }
        for _ in 0..<dice.below(40) {
            let source = Int32(dice.below(nodes))
            let target = Int32(dice.below(nodes))
            guard source != target else { continue }
            network.addArc(
                .init(
                    source: source, target: target, capacity: Int64(dice.below(6)),
                    cost: Int64(dice.below(40)) - 5))
        }
        network.setSlackCost(network.unaffordableSlackCost)
        return network
    }

    @Test func everyRandomNetworkIsSolvedWithAProof() {
        for seed in 0..<3_000 as Range<UInt64> {
            let network = randomNetwork(seed)
            let solution = solve(network)
            #expect(FlowCertificate.faults(of: solution, in: network) == [], "seed \(seed)")
        }
    }

    @Test func aWrongFlowDoesNotPassTheCertificate() {
        var network = FlowNetwork()
        let from = network.addNode(supply: 2, slackCost: 100)
        let to = network.addNode(supply: -2, slackCost: 100)
        network.addArc(.init(source: from, target: to, capacity: 1, cost: 3))
        network.addArc(.init(source: from, target: to, capacity: 5, cost: 7))
        var solution = solve(network)
        #expect(solution.cost == 10)

        solution.flows = [0, 2]

        #expect(!FlowCertificate.faults(of: solution, in: network).isEmpty)
    }

    @Test func aWrongPriceDoesNotPassTheCertificate() {
        let network = randomNetwork(7)
        var solution = solve(network)

        solution.prices[0] += 1_000_000

        #expect(!FlowCertificate.faults(of: solution, in: network).isEmpty)
    }

    @Test func withoutTimesTheFlowIsTheOptimumOfTheAssignment() throws {
        for seed in 0..<400 as Range<UInt64> {
            let instance = try BruteForce.withoutTimes(BruteForce.instance(seed: seed))
            let solution = solve(SeatRelaxation.network(instance))
            let cost = solution.cost + SeatRelaxation.constant(instance)
            #expect(cost == BruteForce.optimum(instance), "seed \(seed)")
        }
    }

    @Test func workInInstalmentsEndsAtTheSameFlow() {
        let network = SeatRelaxation.network(GeneratedInstance.make(.tiny, seed: 3))
        var simplex = NetworkSimplex(network)

        while !simplex.advance(pivots: 5) {}

        #expect(simplex.solution().flows == solve(network).flows)
    }

    @Test func multiplyingEveryCostChangesNoFlow() {
        var network = randomNetwork(11)
        let flows = solve(network).flows
        var dearer = FlowNetwork()
        for node in network.nodes { dearer.addNode(supply: node.supply, slackCost: node.slackCost * 3) }
        for arc in network.arcs {
            dearer.addArc(.init(source: arc.source, target: arc.target, capacity: arc.capacity, cost: arc.cost * 3))
        }
        network = dearer

        #expect(solve(network).flows == flows)
    }
}
