/// Exact minimum-cost flow by the primal network simplex method: a spanning tree of arcs carries the flow, its prices
/// make every tree arc free of reduced cost, and each pivot lets the most promising arc of a block enter the tree.
/// The tree stays strongly feasible (every node can send a unit to the root), so the method cannot cycle.
///
/// Integers only and deterministic. Memory: about 60 bytes per node and 33 per arc. Work is done in instalments
/// (``advance(pivots:)``), so that a caller can keep a deadline and let others run.
public struct NetworkSimplex: ~Copyable {
    struct TreeNode {
        var parent: Int32
        var arc: Int32
        var firstChild: Int32
        var nextSibling: Int32
        var previousSibling: Int32
        /// How many nodes its subtree has, itself included.
        var size: Int32
        /// True if the arc to the parent points to the parent.
        var upward: Bool
    }

    struct End {
        var source: Int32
        var target: Int32
        var cost: Int64
    }

    struct Load {
        var flow: Int64
        var capacity: Int64
    }

    let nodeCount: Int
    let realArcs: Int
    let arcCount: Int
    let root: Int32
    let ends: UnsafeMutablePointer<End>
    /// +1: at its lower bound, −1: at its upper bound, 0: in the tree.
    let state: UnsafeMutablePointer<Int8>
    let loads: UnsafeMutablePointer<Load>
    let price: UnsafeMutablePointer<Int64>
    let tree: UnsafeMutablePointer<TreeNode>
    let blockSize: Int
    let stride: Int
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
        loads = .allocate(capacity: max(1, arcCount))
        price = .allocate(capacity: nodeCount + 1)
        tree = .allocate(capacity: nodeCount + 1)
        var block = 10
        while block * block < arcCount { block += 1 }
        blockSize = max(10, block / 2)
        stride = block
        loadArcs(network.arcs)
        plantStar(network.nodes)
    }

    deinit {
        ends.deallocate()
        state.deallocate()
        loads.deallocate()
        price.deallocate()
        tree.deallocate()
    }

    /// Where the arcs of the network stand, in their order: a stride apart, so that a block of arcs holds some from
    /// everywhere and the best of it is good for the whole.
    struct Places {
        let stride: Int
        let count: Int
        var start = 0
        var place = 0

        mutating func next() -> Int {
            let here = place
            place += stride
            if place >= count {
                start += 1
                place = start
            }
            return here
        }
    }

    private func places() -> Places { Places(stride: stride, count: realArcs) }

    private func loadArcs(_ arcs: [FlowNetwork.Arc]) {
        var places = places()
        for arc in arcs {
            let index = places.next()
            precondition(arc.source >= 0 && arc.source <= root && arc.target >= 0 && arc.target <= root)
            (ends + index).initialize(to: End(source: arc.source, target: arc.target, cost: arc.cost))
            (state + index).initialize(to: 1)
            (loads + index).initialize(to: Load(flow: 0, capacity: arc.capacity))
        }
    }

    /// The first tree: every node hangs from the root by its own slack arc, which carries its whole supply.
    private func plantStar(_ nodes: [FlowNetwork.Node]) {
        let none: Int32 = -1
        (tree + nodeCount).initialize(
            to: TreeNode(
                parent: none, arc: none, firstChild: nodeCount > 0 ? 0 : none, nextSibling: none,
                previousSibling: none, size: Int32(nodeCount + 1), upward: true))
        (price + nodeCount).initialize(to: 0)
        for (index, node) in nodes.enumerated() {
            let arc = realArcs + index
            let me = Int32(index)
            let sends = node.supply >= 0
            (ends + arc).initialize(to: End(source: sends ? me : root, target: sends ? root : me, cost: node.slackCost))
            (state + arc).initialize(to: 0)
            (loads + arc).initialize(
                to: Load(flow: sends ? node.supply : -node.supply, capacity: FlowNetwork.unlimited))
            (price + index).initialize(to: sends ? -node.slackCost : node.slackCost)
            (tree + index).initialize(
                to: TreeNode(
                    parent: root, arc: Int32(arc), firstChild: none,
                    nextSibling: index + 1 < nodeCount ? me + 1 : none,
                    previousSibling: index > 0 ? me - 1 : none, size: 1, upward: sends))
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
        var best: Int64 = 0
        var bestArc = -1
        var seen = 0
        while bestArc < 0 && seen < arcCount {
            let end = min(nextArc &+ blockSize, arcCount)
            scan(nextArc, end, &best, &bestArc)
            seen &+= end &- nextArc
            nextArc = end == arcCount ? 0 : end
        }
        return bestArc
    }

    @inline(__always)
    private func scan(_ begin: Int, _ end: Int, _ best: inout Int64, _ bestArc: inout Int) {
        let ends = ends, state = state, price = price
        var least = best
        var found = bestArc
        var arc = begin
        while arc < end {
            let here = ends + arc
            let reduced =
                Int64(state[arc])
                &* (here.pointee.cost &+ price[Int(here.pointee.source)] &- price[Int(here.pointee.target)])
            if reduced < least {
                least = reduced
                found = arc
            }
            arc &+= 1
        }
        (best, bestArc) = (least, found)
    }

    /// The flow so far with its prices (proven optimal only if ``isOptimal``).
    public func solution() -> FlowSolution {
        var cost: Int64 = 0
        for arc in 0..<arcCount { cost += loads[arc].flow * ends[arc].cost }
        var places = places()
        return FlowSolution(
            flows: (0..<realArcs).map { _ in loads[places.next()].flow },
            slacks: (0..<nodeCount).map { loads[realArcs + $0].flow },
            prices: (0..<nodeCount).map { price[$0] &- price[nodeCount] },
            cost: cost, pivots: pivots)
    }
}
