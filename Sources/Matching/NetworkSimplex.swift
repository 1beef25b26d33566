/// Exact minimum-cost flow by the primal network simplex method: a spanning tree of arcs carries the flow, its prices
/// make every tree arc free of reduced cost, and each pivot lets the most promising arc of a block enter the tree.
/// The tree stays strongly feasible (every node can send a unit to the root), so the method cannot cycle.
///
/// Integers only and deterministic. Memory: about 60 bytes per node and 34 per arc. Work is done in instalments
/// (``advance(pivots:)``), so that a caller can keep a deadline and let others run.
public struct NetworkSimplex: ~Copyable {
    struct TreeNode {
        var parent: Int32
        var arc: Int32
        var firstChild: Int32
        var nextSibling: Int32
        var previousSibling: Int32
        var depth: Int32
        /// True if the arc to the parent points to the parent.
        var upward: Bool
    }

    struct End {
        var source: Int32
        var target: Int32
        var cost: Int64
    }

    let nodeCount: Int
    let realArcs: Int
    let arcCount: Int
    let root: Int32
    let ends: UnsafeMutablePointer<End>
    /// +1: at its lower bound, −1: at its upper bound, 0: in the tree.
    let state: UnsafeMutablePointer<Int8>
    let capacity: UnsafeMutablePointer<Int64>
    let flow: UnsafeMutablePointer<Int64>
    let price: UnsafeMutablePointer<Int64>
    let tree: UnsafeMutablePointer<TreeNode>
    let blockSize: Int
    var nextArc = 0
    public private(set) var pivots = 0
    public private(set) var isOptimal = false

    public init(_ network: borrowing FlowNetwork) {
        nodeCount = network.nodes.count
        realArcs = network.arcs.count
        arcCount = realArcs + nodeCount
        root = Int32(nodeCount)
        ends = .allocate(capacity: max(1, arcCount))
        state = .allocate(capacity: max(1, arcCount))
        capacity = .allocate(capacity: max(1, arcCount))
        flow = .allocate(capacity: max(1, arcCount))
        price = .allocate(capacity: nodeCount + 1)
        tree = .allocate(capacity: nodeCount + 1)
        var block = 10
        while block * block < arcCount { block += 1 }
        blockSize = block
        loadArcs(network.arcs)
        plantStar(network.nodes)
    }

    deinit {
        ends.deallocate()
        state.deallocate()
        capacity.deallocate()
        flow.deallocate()
        price.deallocate()
        tree.deallocate()
    }

    private func loadArcs(_ arcs: [FlowNetwork.Arc]) {
        for (index, arc) in arcs.enumerated() {
            precondition(arc.source >= 0 && arc.source <= root && arc.target >= 0 && arc.target <= root)
            (ends + index).initialize(to: End(source: arc.source, target: arc.target, cost: arc.cost))
            (state + index).initialize(to: 1)
            (capacity + index).initialize(to: arc.capacity)
            (flow + index).initialize(to: 0)
        }
    }

    /// The first tree: every node hangs from the root by its own slack arc, which carries its whole supply.
    private func plantStar(_ nodes: [FlowNetwork.Node]) {
        let none: Int32 = -1
        (tree + nodeCount).initialize(
            to: TreeNode(
                parent: none, arc: none, firstChild: nodeCount > 0 ? 0 : none, nextSibling: none,
                previousSibling: none, depth: 0, upward: true))
        (price + nodeCount).initialize(to: 0)
        for (index, node) in nodes.enumerated() {
            let arc = realArcs + index
            let me = Int32(index)
            let sends = node.supply >= 0
            (ends + arc).initialize(to: End(source: sends ? me : root, target: sends ? root : me, cost: node.slackCost))
            (state + arc).initialize(to: 0)
            (capacity + arc).initialize(to: FlowNetwork.unlimited)
            (flow + arc).initialize(to: sends ? node.supply : -node.supply)
            (price + index).initialize(to: sends ? -node.slackCost : node.slackCost)
            (tree + index).initialize(
                to: TreeNode(
                    parent: root, arc: Int32(arc), firstChild: none,
                    nextSibling: index + 1 < nodeCount ? me + 1 : none,
                    previousSibling: index > 0 ? me - 1 : none, depth: 1, upward: sends))
        }
    }

    /// Does at most so many pivots; true once the flow is optimal.
    @discardableResult public mutating func advance(pivots limit: Int = .max) -> Bool {
        var done = 0
        while !isOptimal && done < limit {
            let entering = findEnteringArc()
            if entering < 0 {
                isOptimal = true
            } else {
                pivot(entering)
                done += 1
            }
        }
        pivots += done
        return isOptimal
    }

    /// The arc of most negative reduced cost in the next block that holds any; −1 if no arc is left.
    private mutating func findEnteringArc() -> Int {
        let ends = ends, state = state, price = price, count = arcCount
        var best: Int64 = 0
        var bestArc = -1
        var left = blockSize
        var arc = nextArc
        for _ in 0..<count {
            let end = ends[arc]
            let reduced = Int64(state[arc]) &* (end.cost &+ price[Int(end.source)] &- price[Int(end.target)])
            if reduced < best {
                best = reduced
                bestArc = arc
            }
            arc &+= 1
            if arc == count { arc = 0 }
            left &-= 1
            if left == 0 {
                if bestArc >= 0 { break }
                left = blockSize
            }
        }
        nextArc = arc
        return bestArc
    }

    /// The flow so far with its prices (proven optimal only if ``isOptimal``).
    public func solution() -> FlowSolution {
        var cost: Int64 = 0
        for arc in 0..<arcCount { cost += flow[arc] * ends[arc].cost }
        return FlowSolution(
            flows: Array(UnsafeBufferPointer(start: flow, count: realArcs)),
            slacks: Array(UnsafeBufferPointer(start: flow + realArcs, count: nodeCount)),
            prices: Array(UnsafeBufferPointer(start: price, count: nodeCount)),
            cost: cost, pivots: pivots)
    }
}
