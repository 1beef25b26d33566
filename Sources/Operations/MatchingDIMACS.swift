import Foundation
import Matching

/// The DIMACS format of minimum-cost flow: `p min NODES ARCS`, `n NODE SUPPLY`, `a SOURCE TARGET LOWER CAPACITY COST`.
enum MatchingDIMACS {
    private struct Reading {
        var supplies: [Int64] = []
        var arcs: [FlowNetwork.Arc] = []
        /// Cost of the lower bounds, which are sent in any case.
        var fixedCost: Int64 = 0
    }

    /// The network, and the cost of what must flow in any case.
    static func read(_ text: String, name: String) throws -> (FlowNetwork, fixedCost: Int64) {
        var reading = Reading()
        var line = 0
        for content in text.split(separator: "\n", omittingEmptySubsequences: false) {
            line += 1
            let words = content.split(separator: " ")
            guard let kind = words.first, kind != "c" else { continue }
            let numbers = words.dropFirst().compactMap { Int64($0) }
            guard take(String(kind), numbers, &reading) else {
                throw MatchingFileError(name, line, "not a line of the DIMACS format: \(content)")
            }
        }
        var network = FlowNetwork()
        network.reserve(nodes: reading.supplies.count, arcs: reading.arcs.count)
        for supply in reading.supplies { network.addNode(supply: supply, slackCost: 0) }
        for arc in reading.arcs { network.addArc(arc) }
        network.setSlackCost(network.unaffordableSlackCost)
        return (network, reading.fixedCost)
    }

    private static func take(_ kind: String, _ numbers: [Int64], _ reading: inout Reading) -> Bool {
        let nodes = Int64(reading.supplies.count)
        switch kind {
        case "p":
            guard nodes == 0, numbers.count == 2, (1...50_000_000).contains(numbers[0]) else { return false }
            reading.supplies = [Int64](repeating: 0, count: Int(numbers[0]))
        case "n":
            guard numbers.count == 2, (1...max(1, nodes)).contains(numbers[0]), nodes > 0 else { return false }
            reading.supplies[Int(numbers[0]) - 1] += numbers[1]
        case "a":
            guard numbers.count == 5, nodes > 0, (1...nodes).contains(numbers[0]), (1...nodes).contains(numbers[1]),
                numbers[0] != numbers[1], numbers[2] >= 0, numbers[3] >= numbers[2]
            else { return false }
            let (from, to, lower) = (Int(numbers[0]) - 1, Int(numbers[1]) - 1, numbers[2])
            reading.supplies[from] -= lower
            reading.supplies[to] += lower
            reading.fixedCost += lower * numbers[4]
            reading.arcs.append(
                .init(source: Int32(from), target: Int32(to), capacity: numbers[3] - lower, cost: numbers[4]))
        default: return false
        }
        return true
    }
}
